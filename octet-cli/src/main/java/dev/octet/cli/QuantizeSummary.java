package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.Outcome;
import dev.octet.calibrate.Ranges;
import dev.octet.plan.Plan;
import dev.octet.plan.Rule;
import dev.octet.plan.Scheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What became of a model.
 *
 * @param model the float model's file
 * @param output the new file
 * @param mode the mode's name
 * @param bytesBefore size of the float model's file
 * @param bytesAfter size of the new file
 * @param samples how many samples the ranges come from
 * @param integer ops that compute in integers
 * @param hybrid ops that quantize their activations as they run
 * @param floating ops that compute in float, whatever their weights are stored as
 * @param untouched ops that have no float values
 * @param keptFloat the ops that stay as they were though the recipe asked for something else
 * @param adapted the ops that are quantized in another form than the recipe asked for
 * @param notes what else the user should know
 * @param time of the whole job
 */
record QuantizeSummary(
    Path model,
    Path output,
    String mode,
    long bytesBefore,
    long bytesAfter,
    long samples,
    long integer,
    long hybrid,
    long floating,
    long untouched,
    OtherThanAsked keptFloat,
    OtherThanAsked adapted,
    List<String> notes,
    Duration time)
    implements Answer {
  static QuantizeSummary of(
      Outcome outcome, Path output, Ranges ranges, Duration time, boolean verbose) {
    Plan plan = outcome.plan();
    List<Scheme> schemes =
        plan.model().graphs().stream()
            .flatMap(graph -> graph.nodes().stream())
            .map(node -> plan.of(node).scheme())
            .toList();
    return new QuantizeSummary(
        outcome.source(),
        output,
        plan.recipe().name(),
        ModelPaths.size(outcome.source()),
        ModelPaths.size(output),
        ranges.samples(),
        count(schemes, Kind.INTEGER),
        count(schemes, Kind.HYBRID),
        count(schemes, Kind.FLOAT),
        count(schemes, Kind.UNTOUCHED),
        OtherThanAsked.keptFloat(plan, verbose),
        OtherThanAsked.adapted(plan, verbose),
        notes(plan, ranges, outcome),
        time);
  }

  private static List<String> notes(Plan plan, Ranges ranges, Outcome outcome) {
    var notes = new ArrayList<String>(ranges.notes());
    notes.addAll(outcome.notes());
    for (Rule rule : plan.unusedRules()) {
      notes.add("a rule matches no op of this model: " + rule.nodes());
    }
    return notes;
  }

  /** This with further notes. */
  QuantizeSummary withNotes(List<String> further) {
    var all = new ArrayList<String>(notes);
    all.addAll(further);
    return new QuantizeSummary(
        model,
        output,
        mode,
        bytesBefore,
        bytesAfter,
        samples,
        integer,
        hybrid,
        floating,
        untouched,
        keptFloat,
        adapted,
        all,
        time);
  }

  private enum Kind {
    INTEGER,
    HYBRID,
    FLOAT,
    UNTOUCHED
  }

  private static long count(List<Scheme> schemes, Kind kind) {
    return schemes.stream().filter(scheme -> kind(scheme) == kind).count();
  }

  private static Kind kind(Scheme scheme) {
    return switch (scheme) {
      case Scheme.FullInteger _ -> Kind.INTEGER;
      case Scheme.DynamicRange _ -> Kind.HYBRID;
      case Scheme.KeepFloat _, Scheme.WeightOnly _, Scheme.Float16Weights _ -> Kind.FLOAT;
      case Scheme.Unaffected _ -> Kind.UNTOUCHED;
    };
  }

  @Override
  public String text() {
    var table = new Table(Table.Align.LEFT, Table.Align.LEFT);
    table.row("model", "%s, %s".formatted(model, Numbers.bytes(bytesBefore)));
    table.row(
        mode,
        "%s, %s (%.1f%%)"
            .formatted(output, Numbers.bytes(bytesAfter), 100.0 * bytesAfter / bytesBefore));
    table.row("ops", ops());
    if (samples > 0) {
      table.row("samples", samples);
    }
    table.row("time", Numbers.duration(time));
    notes.forEach(note -> table.row("note", note));
    return table + adapted.text() + keptFloat.text();
  }

  private String ops() {
    var parts = new ArrayList<String>();
    var counts = new LinkedHashMap<String, Long>();
    counts.put("integer", integer);
    counts.put("hybrid", hybrid);
    counts.put("float", floating);
    counts.put("left as they are", untouched);
    counts.forEach(
        (kind, count) -> {
          if (count > 0) {
            parts.add(count + " " + kind);
          }
        });
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  @Override
  public JsonElement json() {
    var json = new JsonObject();
    json.addProperty("model", model.toString());
    json.addProperty("output", output.toString());
    json.addProperty("mode", mode);
    json.addProperty("bytes_before", bytesBefore);
    json.addProperty("bytes_after", bytesAfter);
    json.addProperty("samples", samples);
    var ops = new JsonObject();
    ops.addProperty("integer", integer);
    ops.addProperty("hybrid", hybrid);
    ops.addProperty("float", floating);
    ops.addProperty("untouched", untouched);
    json.add("ops", ops);
    json.add("kept_float", keptFloat.json());
    json.add("adapted", adapted.json());
    var remarks = new JsonArray();
    notes.forEach(remarks::add);
    json.add("notes", remarks);
    json.addProperty("seconds", time.toMillis() / 1000.0);
    return json;
  }
}
