package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.Conversion;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of a model that was converted.
 *
 * @param conversion the model before and after
 * @param output the new file
 * @param bytesBefore size of the model's file
 * @param bytesAfter size of the new file
 * @param notes what else the user should know
 * @param time of the whole job
 */
record ConvertSummary(
    Conversion conversion,
    Path output,
    long bytesBefore,
    long bytesAfter,
    List<String> notes,
    Duration time)
    implements Answer {
  static ConvertSummary of(Conversion conversion, Path output, List<String> notes, Duration time) {
    return new ConvertSummary(
        conversion,
        output,
        ModelPaths.size(conversion.source().file()),
        ModelPaths.size(output),
        Stream.concat(conversion.source().notes().stream(), notes.stream()).toList(),
        time);
  }

  @Override
  public String text() {
    var table = new Table(Table.Align.LEFT, Table.Align.LEFT);
    table.row(
        "model",
        "%s, %s, %s"
            .formatted(
                conversion.source().file(),
                Numbers.bytes(bytesBefore),
                conversion.source().format().text()));
    table.row(
        "written",
        "%s, %s (%.1f%%)"
            .formatted(output, Numbers.bytes(bytesAfter), 100.0 * bytesAfter / bytesBefore));
    addPorts(table);
    Map<String, Integer> after = ops(conversion.model());
    table.row("ops", "%d: %s".formatted(sum(after), list(after)));
    Map<String, Integer> gone = gone();
    if (!gone.isEmpty()) {
      table.row("merged", "%d: %s".formatted(sum(gone), list(gone)));
    }
    table.row("time", Numbers.duration(time));
    notes.forEach(note -> table.row("note", note));
    return table.toString();
  }

  /** Of one signature a line for each; of several a line for each signature. */
  private void addPorts(Table table) {
    Model model = conversion.model();
    if (model.signatures().size() > 1) {
      for (Signature s : model.signatures()) {
        Graph graph = model.graphs().get(s.graph());
        String from = ports(s.inputs(), graph.inputs());
        table.row("signature", s.key() + ": " + from + " → " + ports(s.outputs(), graph.outputs()));
      }
      return;
    }
    model.main().inputs().forEach(t -> table.row("input", port(t.name(), t)));
    model.main().outputs().forEach(t -> table.row("output", port(t.name(), t)));
  }

  private static String ports(List<Signature.Port> ports, List<Tensor> tensors) {
    return ports.stream()
        .map(p -> port(p.name(), tensors.get(p.position())))
        .collect(Collectors.joining(", "));
  }

  private static String port(String name, Tensor tensor) {
    return "%s %s%s".formatted(name, tensor.type().text(), tensor.shape());
  }

  /** Ops by kind, of all graphs. */
  private static Map<String, Integer> ops(Model model) {
    var counts = new TreeMap<String, Integer>();
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        counts.merge(node.op(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Ops that the model as read has and the result has not: folded into others, or of no effect. */
  private Map<String, Integer> gone() {
    Map<String, Integer> gone = ops(conversion.source().model());
    ops(conversion.model()).forEach((op, n) -> gone.merge(op, -n, Integer::sum));
    gone.values().removeIf(n -> n <= 0);
    return gone;
  }

  private static int sum(Map<String, Integer> ops) {
    return ops.values().stream().mapToInt(n -> n).sum();
  }

  private static String list(Map<String, Integer> ops) {
    return ops.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  @Override
  public JsonElement json() {
    var json = new JsonObject();
    json.addProperty("model", conversion.source().file().toString());
    json.addProperty("format", conversion.source().format().text());
    json.addProperty("output", output.toString());
    json.addProperty("bytes_before", bytesBefore);
    json.addProperty("bytes_after", bytesAfter);
    json.add("inputs", ports(conversion.model().main().inputs()));
    json.add("outputs", ports(conversion.model().main().outputs()));
    var signatures = new JsonArray();
    conversion.model().signatures().forEach(s -> signatures.add(s.key()));
    json.add("signatures", signatures);
    json.add("ops", json(ops(conversion.model())));
    json.add("merged", json(gone()));
    var remarks = new JsonArray();
    notes.forEach(remarks::add);
    json.add("notes", remarks);
    json.addProperty("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static JsonObject json(Map<String, Integer> ops) {
    var json = new JsonObject();
    ops.forEach(json::addProperty);
    return json;
  }

  private static JsonArray ports(List<Tensor> tensors) {
    var ports = new JsonArray();
    for (Tensor tensor : tensors) {
      var port = new JsonObject();
      port.addProperty("name", tensor.name());
      port.addProperty("type", tensor.type().text());
      var shape = new JsonArray();
      for (int size : tensor.shape().signature()) {
        shape.add(size);
      }
      port.add("shape", shape);
      ports.add(port);
    }
    return ports;
  }
}
