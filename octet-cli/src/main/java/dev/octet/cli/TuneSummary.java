package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.octet.cli.Table.Align;
import dev.octet.plan.Recipe;
import dev.octet.plan.RecipeFile;
import dev.octet.tune.Measure;
import dev.octet.tune.Metric;
import dev.octet.tune.Result;
import dev.octet.tune.Step;
import dev.octet.tune.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a search went.
 *
 * @param model the float model's file
 * @param output the new file, or null where none was written
 * @param metric what was measured
 * @param samples on how many samples
 * @param result what was found; its best trial is there
 * @param recipe that makes the best trial's model
 * @param notes what else the user should know
 */
record TuneSummary(
    Path model,
    @Nullable Path output,
    Metric metric,
    int samples,
    Result result,
    Recipe recipe,
    List<String> notes)
    implements Answer {
  private static final int MOST_ROWS = 15;

  /** A value of a metric. */
  static String value(Metric metric, double value) {
    return metric.isShare()
        ? String.format(Locale.ROOT, "%.2f%%", 100 * value)
        : String.format(Locale.ROOT, "%.5g", value);
  }

  /** A difference of two values of the metric. */
  String drop(double drop) {
    return metric.isShare()
        ? String.format(Locale.ROOT, "%.2f points", 100 * drop)
        : String.format(Locale.ROOT, "%.3g", drop);
  }

  @Override
  public String text() {
    var text = new StringBuilder(steps()).append('\n').append(front()).append('\n');
    var end = new Table(Align.LEFT, Align.LEFT);
    end.row("model", "%s, %s".formatted(model, Numbers.bytes(ModelPaths.size(model))));
    Trial best = Objects.requireNonNull(result.best());
    Measure measure = Objects.requireNonNull(best.measure());
    String kept = result.within() ? "keeps" : "does not keep";
    end.row(
        "best",
        "%s: a drop of %s ± %s, which %s the limit of %s"
            .formatted(
                best.candidate().text(),
                drop(measure.drop()),
                drop(measure.error()),
                kept,
                drop(result.goal().maxDrop())));
    end.row(
        "output",
        output == null
            ? "not written"
            : "%s, %s".formatted(output, Numbers.bytes(measure.bytes())));
    best.candidate().choices().forEach((node, choice) -> end.row(choice.text(), node));
    long trials = result.steps().size();
    String remembered =
        result.remembered() == 0 ? "" : ", %d of them known before".formatted(result.remembered());
    end.row("trials", "%d on %d samples%s".formatted(trials, samples, remembered));
    if (!result.ended().isEmpty()) {
      end.row("ended", result.ended() + ": there may be better");
    }
    end.row("time", Numbers.duration(result.time()));
    notes.forEach(note -> end.row("note", note));
    return text.append(end).toString();
  }

  private String steps() {
    Table table = table("tried", "");
    Measure reference = result.reference();
    if (reference != null) {
      row(table, "float", reference, reference, "");
    }
    for (Step step : result.steps()) {
      Measure measure = step.trial().measure();
      String failure = step.trial().failure();
      row(
          table,
          step.what(),
          measure,
          reference,
          step.verdict().text() + (failure.isEmpty() ? "" : ": " + failure));
    }
    return table.toString();
  }

  private String front() {
    Table table = table("to choose from", "");
    List<Trial> shown = result.front().stream().filter(this::isShown).toList();
    for (Trial trial : shown) {
      boolean isBest = trial.equals(result.best());
      row(
          table,
          trial.candidate().text(),
          trial.measure(),
          result.reference(),
          isBest ? "best by " + result.goal().objective().text() : "");
    }
    int more = result.front().size() - shown.size();
    return table + (more == 0 ? "" : "and %d more with --json%n".formatted(more));
  }

  /** A long front is thinned out, evenly. */
  private boolean isShown(Trial trial) {
    int every = 1 + (result.front().size() - 1) / MOST_ROWS;
    return result.front().indexOf(trial) % every == 0 || trial.equals(result.best());
  }

  private Table table(String first, String last) {
    return new Table(
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.LEFT)
        .row(first, metric.name(), "drop", "SNR", "size", "latency", "integer", last);
  }

  private void row(
      Table table,
      String what,
      @Nullable Measure measure,
      @Nullable Measure reference,
      String last) {
    if (measure == null) {
      table.row(what, "", "", "", "", "", "", last);
      return;
    }
    boolean isFloat = measure.equals(reference);
    table.row(
        what,
        value(metric, measure.metric()),
        isFloat ? "" : drop(measure.drop()),
        isFloat ? "" : decibels(measure.snr()),
        Numbers.bytes(measure.bytes()),
        String.format(Locale.ROOT, "%.3g ms", measure.latency()),
        isFloat ? "" : String.format(Locale.ROOT, "%.1f%%", 100 * measure.integerShare()),
        last);
  }

  private static String decibels(double snr) {
    return Double.isFinite(snr)
        ? String.format(Locale.ROOT, "%.1f dB", snr)
        : snr > 0 ? "equal" : "none";
  }

  @Override
  public JsonElement json() {
    var json = new JsonObject();
    json.addProperty("model", model.toString());
    json.addProperty("output", output == null ? null : output.toString());
    json.addProperty("metric", metric.name());
    json.addProperty("samples", samples);
    json.addProperty("max_drop", result.goal().maxDrop());
    json.addProperty("objective", result.goal().objective().text());
    json.addProperty("within_limit", result.within());
    json.addProperty("ended", result.ended().isEmpty() ? null : result.ended());
    json.add("float", json(result.reference()));
    json.add("best", json(Objects.requireNonNull(result.best())));
    json.add("recipe", JsonParser.parseString(RecipeFile.print(recipe)));
    var front = new JsonArray();
    result.front().forEach(t -> front.add(json(t)));
    json.add("front", front);
    var steps = new JsonArray();
    for (Step step : result.steps()) {
      JsonObject entry = json(step.trial());
      entry.addProperty("what", step.what());
      entry.addProperty("verdict", step.verdict().text());
      entry.addProperty("known_before", step.remembered());
      steps.add(entry);
    }
    json.add("steps", steps);
    var remarks = new JsonArray();
    notes.forEach(remarks::add);
    json.add("notes", remarks);
    json.addProperty("seconds", result.time().toMillis() / 1000.0);
    return json;
  }

  private static JsonObject json(Trial trial) {
    JsonObject json = trial.candidate().json();
    json.add("measure", json(trial.measure()));
    json.addProperty("failure", trial.failure().isEmpty() ? null : trial.failure());
    json.addProperty("seconds", trial.time().toMillis() / 1000.0);
    return json;
  }

  private static JsonElement json(@Nullable Measure measure) {
    if (measure == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.addProperty("metric", measure.metric());
    json.addProperty("drop", measure.drop());
    json.addProperty("drop_error", measure.error());
    json.add(
        "snr_db",
        Double.isFinite(measure.snr()) ? new JsonPrimitive(measure.snr()) : JsonNull.INSTANCE);
    json.addProperty("bytes", measure.bytes());
    json.addProperty("latency_ms", measure.latency());
    json.addProperty("integer_share", measure.integerShare());
    return json;
  }
}
