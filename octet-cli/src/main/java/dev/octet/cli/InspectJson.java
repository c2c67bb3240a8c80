package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.octet.format.metadata.ModelCard;
import dev.octet.format.tflite.FileParts;
import dev.octet.model.Attributes;
import dev.octet.model.Footprint;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model for programs: all but the bytes of its constants. Ops name tensors by their index. */
final class InspectJson {
  private static final int ABSENT = -1;

  private final Inspection inspection;
  private final Model model;

  InspectJson(Inspection inspection) {
    this.inspection = inspection;
    this.model = inspection.model();
  }

  JsonElement json() {
    var json = new JsonObject();
    json.addProperty("model", inspection.file().toString());
    json.addProperty("format", inspection.format().text());
    json.addProperty("bytes", inspection.bytes());
    json.addProperty("description", model.description());
    json.addProperty("min_runtime_version", inspection.minRuntime().orElse(null));
    json.add("constants", constants());
    json.add("signatures", array(model.signatures(), this::signature));
    json.add("graphs", array(model.graphs(), InspectJson::graph));
    json.add("metadata", array(model.metadata(), InspectJson::metadata));
    json.add("files", array(inspection.parts().files(), InspectJson::file));
    json.add("card", ModelCard.of(model).<JsonElement>map(CardJson::of).orElse(JsonNull.INSTANCE));
    return json;
  }

  private JsonElement constants() {
    var json = new JsonObject();
    json.addProperty("bytes", inspection.constantBytes());
    json.addProperty("outside_bytes", inspection.parts().outsideBytes());
    json.add("by_type", array(inspection.constants(), InspectJson::ofType));
    return json;
  }

  private static JsonElement ofType(Footprint.OfType type) {
    var json = new JsonObject();
    json.addProperty("type", type.type().text());
    json.addProperty("count", type.count());
    json.addProperty("bytes", type.bytes());
    return json;
  }

  private static JsonElement metadata(Model.Metadata metadata) {
    var json = new JsonObject();
    json.addProperty("name", metadata.name());
    json.addProperty("bytes", metadata.data().byteSize());
    return json;
  }

  private static JsonElement file(FileParts.Entry file) {
    var json = new JsonObject();
    json.addProperty("name", file.name());
    json.addProperty("bytes", file.bytes());
    return json;
  }

  private JsonElement signature(Signature signature) {
    var json = new JsonObject();
    Graph graph = model.graphs().get(signature.graph());
    Map<Tensor, Integer> indices = indices(graph.tensors());
    json.addProperty("key", signature.key());
    json.addProperty("graph", signature.graph());
    json.add("inputs", array(signature.inputs(), p -> port(p, graph.inputs(), indices)));
    json.add("outputs", array(signature.outputs(), p -> port(p, graph.outputs(), indices)));
    return json;
  }

  private static JsonElement port(
      Signature.Port port, List<Tensor> tensors, Map<Tensor, Integer> indices) {
    var json = new JsonObject();
    json.addProperty("name", port.name());
    json.addProperty("tensor", indices.get(tensors.get(port.position())));
    return json;
  }

  private static JsonElement graph(Graph graph) {
    List<Tensor> tensors = graph.tensors();
    Map<Tensor, Integer> indices = indices(tensors);
    var json = new JsonObject();
    json.addProperty("name", graph.name());
    json.addProperty("activation_bytes", Footprint.peakActivations(graph));
    json.add("inputs", places(graph.inputs(), indices));
    json.add("outputs", places(graph.outputs(), indices));
    json.add("ops", array(graph.nodes(), n -> op(n, indices)));
    json.add("tensors", array(tensors, InspectJson::tensor));
    return json;
  }

  private static Map<Tensor, Integer> indices(List<Tensor> tensors) {
    var indices = new HashMap<Tensor, Integer>();
    tensors.forEach(t -> indices.put(t, indices.size()));
    return indices;
  }

  private static JsonElement op(Node node, Map<Tensor, Integer> indices) {
    var json = new JsonObject();
    json.addProperty("op", node.op());
    json.addProperty("custom", node.operation().custom());
    json.addProperty("version", node.operation().version());
    json.add("inputs", places(node.inputs(), indices));
    json.add("outputs", places(node.outputs(), indices));
    json.add("intermediates", places(node.intermediates(), indices));
    json.addProperty(
        "constant_bytes",
        node.inputs().stream()
            .filter(Objects::nonNull)
            .distinct()
            .mapToLong(Footprint::bytes)
            .sum());
    Attributes options = node.operation().options();
    json.add("options", options == null ? JsonNull.INSTANCE : Parameters.json(options));
    return json;
  }

  private static JsonElement tensor(Tensor tensor) {
    var json = new JsonObject();
    json.addProperty("name", tensor.name());
    json.addProperty("type", tensor.type().text());
    json.add("shape", shape(tensor, tensor.shape().dims()));
    json.add("shape_signature", shape(tensor, tensor.shape().signature()));
    json.addProperty("constant", tensor.isConstant());
    json.addProperty("variable", tensor.isVariable());
    json.addProperty("constant_bytes", Footprint.bytes(tensor));
    json.add("quantization", Parameters.json(tensor.quantization()));
    return json;
  }

  private static JsonElement shape(Tensor tensor, int[] dims) {
    if (!tensor.shape().isRanked()) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonArray();
    for (int dim : dims) {
      json.add(dim);
    }
    return json;
  }

  private static JsonArray places(
      List<? extends @Nullable Tensor> tensors, Map<Tensor, Integer> indices) {
    var json = new JsonArray();
    for (Tensor tensor : tensors) {
      json.add(tensor == null ? ABSENT : indices.getOrDefault(tensor, ABSENT));
    }
    return json;
  }

  private static <T> JsonArray array(Collection<T> items, Function<T, JsonElement> toJson) {
    var json = new JsonArray();
    items.forEach(item -> json.add(toJson.apply(item)));
    return json;
  }
}
