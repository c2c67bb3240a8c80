package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.cli.Table.Align;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.Evaluation.Accuracy;
import dev.octet.evaluate.Evaluation.Likeness;
import dev.octet.evaluate.Evaluation.Score;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Models side by side.
 *
 * @param time of the whole job
 */
record EvaluateSummary(Evaluation evaluation, Duration time) implements Answer {
  /** A column of the table. */
  private record Column(String name, Align align, Function<Score, String> cell) {}

  @Override
  public String text() {
    List<Column> columns = columns();
    var table = new Table(columns.stream().map(Column::align).toArray(Align[]::new));
    table.row(columns.stream().map(Column::name).toArray());
    for (Score score : evaluation.models()) {
      table.row(columns.stream().map(c -> c.cell().apply(score)).toArray());
    }
    return "%s%d samples, %s\n".formatted(table, evaluation.samples(), Numbers.duration(time));
  }

  /** Those that have something to say. */
  private List<Column> columns() {
    List<Score> models = evaluation.models();
    var columns = new ArrayList<Column>();
    columns.add(new Column("model", Align.LEFT, s -> s.file().toString()));
    columns.add(new Column("size", Align.RIGHT, s -> Numbers.bytes(s.bytes())));
    if (models.getFirst().accuracy() != null) {
      columns.add(accuracy("top-1", Accuracy::top1));
      if (evaluation.top() > 1) {
        columns.add(accuracy("top-" + evaluation.top(), Accuracy::topK));
      }
    }
    if (models.size() > 1) {
      columns.add(likeness("agreement", l -> percent(l.agreement())));
      columns.add(likeness("SNR", EvaluateSummary::decibels));
      if (models.getFirst().accuracy() == null) {
        columns.add(
            likeness("max difference", l -> String.format(Locale.ROOT, "%.4g", l.maxDifference())));
      }
    }
    if (models.stream().anyMatch(s -> s.broken() > 0)) {
      columns.add(new Column("NaN or infinite", Align.RIGHT, s -> s.broken() + " samples"));
    }
    return columns;
  }

  private static Column accuracy(String name, Function<Accuracy, Double> part) {
    return new Column(
        name, Align.RIGHT, s -> s.accuracy() == null ? "" : percent(part.apply(s.accuracy())));
  }

  private static Column likeness(String name, Function<Likeness, String> part) {
    return new Column(name, Align.RIGHT, s -> s.likeness() == null ? "" : part.apply(s.likeness()));
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * part);
  }

  private static String decibels(Likeness likeness) {
    return Double.isFinite(likeness.snr())
        ? String.format(Locale.ROOT, "%.1f dB", likeness.snr())
        : likeness.snr() > 0 ? "equal" : "none";
  }

  @Override
  public JsonElement json() {
    var json = new JsonObject();
    json.addProperty("samples", evaluation.samples());
    json.addProperty("top", evaluation.top());
    var models = new JsonArray();
    evaluation.models().forEach(score -> models.add(json(score)));
    json.add("models", models);
    json.addProperty("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static JsonObject json(Score score) {
    var json = new JsonObject();
    json.addProperty("model", score.file().toString());
    json.addProperty("bytes", score.bytes());
    json.addProperty("output", score.output());
    Accuracy accuracy = score.accuracy();
    json.add("top1", accuracy == null ? JsonNull.INSTANCE : number(accuracy.top1()));
    json.add("topk", accuracy == null ? JsonNull.INSTANCE : number(accuracy.topK()));
    Likeness likeness = score.likeness();
    json.add("agreement", likeness == null ? JsonNull.INSTANCE : number(likeness.agreement()));
    json.add("snr_db", likeness == null ? JsonNull.INSTANCE : number(likeness.snr()));
    json.add(
        "max_difference", likeness == null ? JsonNull.INSTANCE : number(likeness.maxDifference()));
    json.addProperty("broken", score.broken());
    return json;
  }

  /** JSON has no infinities: they become null. */
  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
