package dev.octet.tune;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.plan.Improvement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a state folder holds, as JSON. Reading throws {@link RuntimeException}s of all kinds for
 * what was not written here.
 */
final class StateJson {
  private StateJson() {}

  static JsonObject print(Trial trial) {
    JsonObject json = trial.candidate().json();
    json.add("measure", print(trial.measure()));
    json.addProperty("failure", trial.failure());
    json.addProperty("seconds", trial.time().toMillis() / 1000.0);
    return json;
  }

  static JsonElement print(@Nullable Measure measure) {
    if (measure == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.addProperty("metric", measure.metric());
    json.addProperty("drop", measure.drop());
    json.addProperty("drop_error", measure.error());
    json.add(
        "snr_db",
        Double.isFinite(measure.snr())
            ? new JsonPrimitive(measure.snr())
            : new JsonPrimitive(Double.toString(measure.snr())));
    json.addProperty("bytes", measure.bytes());
    json.addProperty("latency_ms", measure.latency());
    json.addProperty("integer_share", measure.integerShare());
    json.addProperty("model", measure.model());
    return json;
  }

  static JsonArray print(List<String> names) {
    var array = new JsonArray();
    names.forEach(n -> array.add((JsonElement) new JsonPrimitive(n)));
    return array;
  }

  static Trial trial(JsonObject json) {
    JsonElement measure = json.get("measure");
    return new Trial(
        candidate(json),
        measure.isJsonNull() ? null : measure(measure.getAsJsonObject()),
        json.get("failure").getAsString(),
        Duration.ofMillis(Math.round(1000 * json.get("seconds").getAsDouble())));
  }

  private static Candidate candidate(JsonObject json) {
    var improvements = EnumSet.noneOf(Improvement.class);
    for (JsonElement name : json.getAsJsonArray("improve")) {
      improvements.add(Improvement.of(name.getAsString()).orElseThrow());
    }
    var choices = new TreeMap<String, Choice>();
    json.getAsJsonObject("nodes")
        .asMap()
        .forEach(
            (node, choice) -> choices.put(node, Choice.of(choice.getAsString()).orElseThrow()));
    return new Candidate(improvements, choices);
  }

  static Measure measure(JsonObject json) {
    return new Measure(
        json.get("metric").getAsDouble(),
        json.get("drop").getAsDouble(),
        json.get("drop_error").getAsDouble(),
        Double.parseDouble(json.get("snr_db").getAsString()),
        json.get("bytes").getAsLong(),
        json.get("latency_ms").getAsDouble(),
        json.get("integer_share").getAsDouble(),
        json.get("model").getAsString());
  }

  static List<String> names(JsonArray array) {
    return array.asList().stream().map(JsonElement::getAsString).toList();
  }
}
