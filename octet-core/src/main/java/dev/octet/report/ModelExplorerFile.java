package dev.octet.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.octet.io.SafeFile;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import dev.octet.report.NodeOverlay.Spot;
import dev.octet.report.NodeOverlay.Value;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of nodes in the format that Google's Model Explorer takes as custom node data: for each
 * graph, by the id it has there, a result for each op, by its place in the graph.
 */
public final class ModelExplorerFile {
  private static final String SUFFIX = ".json";

  private ModelExplorerFile() {}

  /**
   * The files that {@link #write} makes: the first as asked for, each further one with the
   * overlay's id before the end of the name.
   */
  public static List<Path> paths(Path first, List<NodeOverlay> overlays) {
    var paths = new ArrayList<Path>();
    for (NodeOverlay overlay : overlays) {
      String name = String.valueOf(first.getFileName());
      String start =
          name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
      paths.add(
          paths.isEmpty() ? first : first.resolveSibling(start + "." + overlay.id() + SUFFIX));
    }
    return paths;
  }

  /** Writes a file for each overlay: Model Explorer shows one figure of a file. */
  public static void write(Path first, List<NodeOverlay> overlays) {
    List<Path> paths = paths(first, overlays);
    for (int i = 0; i < paths.size(); i++) {
      byte[] text = json(overlays.get(i)).getBytes(StandardCharsets.UTF_8);
      SafeFile.write(paths.get(i), channel -> Channels.newOutputStream(channel).write(text));
    }
  }

  static String json(NodeOverlay overlay) {
    Model model = overlay.model();
    var graphs = new LinkedHashMap<String, JsonObject>();
    for (int g = 0; g < model.graphs().size(); g++) {
      JsonObject results = results(g, overlay.values());
      if (!results.isEmpty()) {
        graphs.putIfAbsent(graphId(model, g), graph(overlay, results));
      }
    }
    var json = new JsonObject();
    graphs.forEach(json::add);
    return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
  }

  private static JsonObject graph(NodeOverlay overlay, JsonObject results) {
    var json = new JsonObject();
    json.addProperty("name", overlay.title());
    json.add("results", results);
    if (!overlay.gradient().isEmpty()) {
      json.add("gradient", gradient(overlay.gradient()));
    }
    return json;
  }

  private static JsonObject results(int graph, Map<Spot, Value> values) {
    var results = new JsonObject();
    values.forEach(
        (spot, value) -> {
          if (spot.graph() == graph) {
            add(results, spot, value);
          }
        });
    return results;
  }

  private static void add(JsonObject results, Spot spot, Value value) {
    var json = new JsonObject();
    switch (value) {
      case Value.Amount(double number) -> {
        if (!Double.isFinite(number)) {
          return; // JSON has none
        }
        json.addProperty("value", number);
      }
      case Value.Word(String text, String colour) -> {
        json.addProperty("value", text);
        json.addProperty("bgColor", colour);
      }
    }
    results.add(String.valueOf(spot.node()), json);
  }

  private static JsonArray gradient(List<String> colours) {
    var gradient = new JsonArray();
    for (int i = 0; i < colours.size(); i++) {
      var stop = new JsonObject();
      stop.addProperty("stop", (double) i / (colours.size() - 1));
      stop.addProperty("bgColor", colours.get(i));
      gradient.add(stop);
    }
    return gradient;
  }

  /** What Model Explorer calls a graph of a {@code .tflite}. */
  static String graphId(Model model, int index) {
    Graph graph = model.graphs().get(index);
    if (!graph.name().isEmpty()) {
      return graph.name();
    }
    String key =
        model.signatures().stream()
            .filter(s -> s.graph() == index)
            .findFirst()
            .map(Signature::key)
            .orElse("");
    return !key.isEmpty() ? key : index == 0 ? "main" : "subgraph_" + index;
  }
}
