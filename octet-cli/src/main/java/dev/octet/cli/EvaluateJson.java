package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.evaluate.Confusion;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.Evaluation.Accuracy;
import dev.octet.evaluate.Evaluation.Likeness;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Figure.Difference;
import dev.octet.evaluate.Gate.Finding;
import dev.octet.evaluate.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation for programs.
 *
 * @param findings of gates
 * @param time of the whole job
 */
record EvaluateJson(Evaluation evaluation, List<Finding> findings, Duration time) {
  JsonElement json() {
    var json = new JsonObject();
    json.addProperty("samples", evaluation.samples());
    json.addProperty("top", evaluation.top());
    json.add("models", array(evaluation.models().stream().map(EvaluateJson::json).toList()));
    json.add("gates", array(findings.stream().map(EvaluateJson::json).toList()));
    json.addProperty("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static JsonArray array(List<? extends JsonElement> elements) {
    var array = new JsonArray();
    elements.forEach(array::add);
    return array;
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
    var metrics = new JsonObject();
    score.figures().forEach((name, figure) -> metrics.add(name, json(figure)));
    json.add("metrics", metrics);
    Confusion confusion = score.confusion();
    json.add("classes", confusion == null ? JsonNull.INSTANCE : classes(confusion));
    json.add("confusion", confusion == null ? JsonNull.INSTANCE : matrix(confusion));
    return json;
  }

  private static JsonObject json(Figure figure) {
    var json = new JsonObject();
    json.add("value", number(figure.value()));
    json.addProperty("unit", figure.unit().name().toLowerCase(Locale.ROOT));
    json.addProperty("better", figure.better().name().toLowerCase(Locale.ROOT));
    json.add("interval", json(figure.interval()));
    Difference difference = figure.difference();
    if (difference == null) {
      json.add("difference", JsonNull.INSTANCE);
    } else {
      var to = new JsonObject();
      to.add("value", number(difference.value()));
      to.add("interval", json(difference.interval()));
      to.add(
          "significant",
          difference.interval() == null
              ? JsonNull.INSTANCE
              : new JsonPrimitive(difference.isSignificant()));
      json.add("difference", to);
    }
    return json;
  }

  private static JsonElement json(@Nullable Interval interval) {
    if (interval == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.add("low", number(interval.low()));
    json.add("high", number(interval.high()));
    json.add("level", number(interval.level()));
    return json;
  }

  private static JsonArray classes(Confusion confusion) {
    var classes = new JsonArray();
    for (int c = 0; c < confusion.classes(); c++) {
      var json = new JsonObject();
      json.addProperty("class", c);
      json.addProperty("name", confusion.name(c));
      json.addProperty("count", confusion.support(c));
      json.addProperty("given", confusion.given(c));
      json.addProperty("unanswered", confusion.unanswered(c));
      json.add("accuracy", number(confusion.recall(c)));
      json.add("precision", number(confusion.precision(c)));
      json.add("recall", number(confusion.recall(c)));
      json.add("f1", number(confusion.f1(c)));
      json.add("iou", number(confusion.iou(c)));
      classes.add(json);
    }
    return classes;
  }

  private static JsonArray matrix(Confusion confusion) {
    var rows = new JsonArray();
    for (int actual = 0; actual < confusion.classes(); actual++) {
      var row = new JsonArray();
      for (int given = 0; given < confusion.classes(); given++) {
        row.add(confusion.count(actual, given));
      }
      rows.add(row);
    }
    return rows;
  }

  private static JsonElement json(Finding finding) {
    var json = new JsonObject();
    json.addProperty("gate", finding.gate().text());
    json.addProperty("model", finding.model().toString());
    json.add("value", number(finding.value()));
    json.add("limit", number(finding.gate().limit()));
    json.addProperty("passed", finding.isPassed());
    return json;
  }

  /** JSON has no infinities: they become null. */
  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
