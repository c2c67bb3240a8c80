package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.advise.Advice;
import dev.octet.advise.Facts;
import dev.octet.advise.Fit;
import dev.octet.advise.Forecast;
import dev.octet.advise.Recommendation;
import java.util.List;
import java.util.function.Function;

/** Advice for programs. */
record AdviseJson(Advice advice) {
  JsonElement json() {
    Recommendation recommendation = advice.recommendation();
    var json = new JsonObject();
    json.addProperty("model", advice.model().toString());
    json.addProperty("target", advice.target().text());
    json.addProperty("dataAvailable", advice.dataAvailable());
    json.addProperty("mode", recommendation.mode() == null ? null : recommendation.mode().text());
    json.addProperty("headline", recommendation.headline());
    json.add("why", texts(recommendation.why()));
    json.add("next", array(recommendation.next(), AdviseJson::step));
    json.add("watch", texts(recommendation.watch()));
    json.add("facts", facts(advice.facts()));
    json.add("modes", array(advice.forecasts(), AdviseJson::forecast));
    json.add("fit", fit(advice.fit()));
    return json;
  }

  private static JsonObject step(Recommendation.Step step) {
    var json = new JsonObject();
    json.addProperty("purpose", step.purpose());
    json.addProperty("command", step.command());
    return json;
  }

  private static JsonObject facts(Facts facts) {
    var json = new JsonObject();
    json.addProperty("bytes", facts.bytes());
    json.addProperty("content", facts.content().text());
    json.addProperty("ops", facts.ops());
    json.add("customOps", texts(facts.customOps()));
    json.addProperty("loops", facts.loops());
    json.addProperty("recurrentOps", facts.recurrentOps());
    json.addProperty("weightBytes", facts.weightBytes());
    json.addProperty("tableBytes", facts.tableBytes());
    json.addProperty("largestWeight", facts.largestWeight());
    json.addProperty("peakActivations", facts.peakActivations());
    json.add("openInputs", array(facts.openInputs(), AdviseJson::openInput));
    json.add("oddTypes", texts(facts.oddTypes()));
    return json;
  }

  private static JsonObject openInput(Facts.OpenInput input) {
    var json = new JsonObject();
    json.addProperty("name", input.name());
    json.addProperty("shape", input.shape());
    json.addProperty("onlyBatch", input.onlyBatch());
    return json;
  }

  private static JsonObject forecast(Forecast forecast) {
    var json = new JsonObject();
    json.addProperty("mode", forecast.mode().text());
    json.addProperty("possible", forecast.isPossible());
    json.addProperty("bytes", forecast.isPossible() ? forecast.bytes() : null);
    json.addProperty("refusal", forecast.refusal());
    json.addProperty("ops", forecast.ops());
    json.addProperty("integerOps", forecast.integerOps());
    json.addProperty("quantizedOps", forecast.changedOps());
    json.addProperty("needsSamples", forecast.needsSamples());
    json.add(
        "float",
        array(
            forecast.floatReasons(),
            c -> {
              var reason = new JsonObject();
              reason.addProperty("reason", c.what());
              reason.addProperty("ops", c.ops());
              return reason;
            }));
    return json;
  }

  private static JsonObject fit(Fit fit) {
    var json = new JsonObject();
    json.addProperty("as", fit.as());
    json.addProperty("ops", fit.ops());
    json.addProperty("leadingOps", fit.leading());
    json.addProperty("peakActivations", fit.peakActivations());
    json.add(
        "obstacles",
        array(
            fit.obstacles(),
            o -> {
              var obstacle = new JsonObject();
              obstacle.addProperty("op", o.op());
              obstacle.addProperty("node", o.node());
              obstacle.addProperty("reason", o.reason());
              return obstacle;
            }));
    return json;
  }

  private static JsonArray texts(List<String> texts) {
    var array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static <T> JsonArray array(List<T> values, Function<T, JsonElement> json) {
    var array = new JsonArray();
    values.forEach(v -> array.add(json.apply(v)));
    return array;
  }
}
