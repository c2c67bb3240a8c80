package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.Outcome;
import dev.octet.calibrate.Ranges;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.plan.Plan;
import dev.octet.plan.Scheme;
import java.io.IOException;
import java.nio.file.Files;
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
 * @param keptFloat the ops that stay as they were though the mode asked for something else
 * @param notes what else was done
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
    List<KeptFloat> keptFloat,
    List<String> notes,
    Duration time)
    implements Answer {
  private static final int NAME_WIDTH = 40;

  /**
   * An op that stays float.
   *
   * @param op its kind
   * @param output the name of its first output
   * @param code the reason, for programs
   * @param reason the reason, for people
   */
  record KeptFloat(String op, String output, String code, String reason) {}

  static QuantizeSummary of(Outcome outcome, Path output, Ranges ranges, Duration time) {
    Plan plan = outcome.plan();
    List<Scheme> schemes =
        plan.model().graphs().stream()
            .flatMap(graph -> graph.nodes().stream())
            .map(node -> plan.of(node).scheme())
            .toList();
    return new QuantizeSummary(
        outcome.source(),
        output,
        plan.recipe().mode().text(),
        size(outcome.source()),
        size(output),
        ranges.samples(),
        count(schemes, Kind.INTEGER),
        count(schemes, Kind.HYBRID),
        count(schemes, Kind.FLOAT),
        count(schemes, Kind.UNTOUCHED),
        keptFloat(plan),
        outcome.notes(),
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

  private static List<KeptFloat> keptFloat(Plan plan) {
    return plan.keptFloat().stream()
        .map(
            node ->
                new KeptFloat(
                    node.op(),
                    node.outputs().isEmpty() ? "" : node.output(0).name(),
                    plan.of(node).reason().code().name(),
                    plan.of(node).reason().text()))
        .toList();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(file.toString())
          .because(e);
    }
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
    return table + keptFloatText();
  }

  private String ops() {
    var parts = new ArrayList<String>();
    var counts = new LinkedHashMap<String, Long>();
    counts.put("integer", integer);
    counts.put("hybrid", hybrid);
    counts.put("float", floating);
    counts.put("without float values", untouched);
    counts.forEach(
        (kind, count) -> {
          if (count > 0) {
            parts.add(count + " " + kind);
          }
        });
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private String keptFloatText() {
    if (keptFloat.isEmpty()) {
      return "";
    }
    var table = new Table(Table.Align.LEFT, Table.Align.LEFT, Table.Align.LEFT);
    keptFloat.forEach(kept -> table.row("  " + kept.op(), shortened(kept.output()), kept.reason()));
    return "unchanged, in float:\n" + table;
  }

  /**
   * Converters join the names of all ops they fused with semicolons; the first one tells enough.
   */
  private static String shortened(String name) {
    String first = name.split(";", 2)[0];
    return first.length() <= NAME_WIDTH
        ? first
        : ".." + first.substring(first.length() - NAME_WIDTH + 2);
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
    var kept = new JsonArray();
    keptFloat.forEach(op -> kept.add(json(op)));
    json.add("kept_float", kept);
    var remarks = new JsonArray();
    notes.forEach(remarks::add);
    json.add("notes", remarks);
    json.addProperty("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static JsonObject json(KeptFloat kept) {
    var json = new JsonObject();
    json.addProperty("op", kept.op());
    json.addProperty("output", kept.output());
    json.addProperty("code", kept.code());
    json.addProperty("reason", kept.reason());
    return json;
  }
}
