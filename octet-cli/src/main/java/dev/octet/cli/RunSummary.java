package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.data.NdArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a run gave.
 *
 * @param model the model's file
 * @param file where the outputs are
 * @param outputs the outputs by name
 * @param time of the whole job
 */
record RunSummary(Path model, Path file, SequencedMap<String, NdArray> outputs, Duration time)
    implements Answer {
  @Override
  public String text() {
    var table = new Table(Table.Align.LEFT, Table.Align.LEFT);
    table.row("model", model);
    table.row("written", file);
    outputs.forEach((name, array) -> table.row("output", name + " " + array));
    table.row("time", Numbers.duration(time));
    return table.toString();
  }

  @Override
  public JsonElement json() {
    var json = new JsonObject();
    json.addProperty("model", model.toString());
    json.addProperty("output", file.toString());
    var arrays = new JsonArray();
    outputs.entrySet().forEach(output -> arrays.add(json(output)));
    json.add("outputs", arrays);
    json.addProperty("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static JsonObject json(Map.Entry<String, NdArray> output) {
    var json = new JsonObject();
    json.addProperty("name", output.getKey());
    json.addProperty("type", output.getValue().type().text());
    var shape = new JsonArray();
    for (long dim : output.getValue().shape()) {
      shape.add(dim);
    }
    json.add("shape", shape);
    return json;
  }
}
