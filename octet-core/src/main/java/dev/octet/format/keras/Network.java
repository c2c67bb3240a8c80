package dev.octet.format.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A Sequential or Functional model, at the top or within another.
 *
 * @param layers in the file's order, which is that of their creation
 * @param inputs the results of input layers, in the model's order; empty in a Sequential model
 * @param outputs the results that are the model's, in its order, by the names of their layers or
 *     the model's own; empty in a Sequential model
 * @param sequential whether each layer's input is the layer before
 * @param buildShape the shape that a Sequential model was built for; may be JSON's null
 */
record Network(
    String name,
    List<LayerSpec> layers,
    List<Argument.Ref> inputs,
    Map<String, Argument.Ref> outputs,
    boolean sequential,
    JsonElement buildShape) {
  private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");

  /** Whether a class is a model of layers. */
  static boolean is(LayerSpec layer) {
    return !layer.isCustom()
        && (layer.type().equals("Sequential")
            || (FUNCTIONAL.contains(layer.type()) && layer.config().has("layers")));
  }

  /**
   * Reads the layers.
   *
   * @throws OctetException {@code UNSUPPORTED_MODEL} if the model is no network of layers
   */
  static Network of(LayerSpec model) {
    if (!is(model)) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "%s is a class of its own, and its code is not in the file"
                  .formatted(model.isCustom() ? model.origin() : model.type()))
          .advise(
              "build the model of layers with the Functional API, or export it from Python:"
                  + " model.export(FOLDER) or tf.lite.TFLiteConverter");
    }
    Config config = model.config();
    var layers = new ArrayList<LayerSpec>();
    for (JsonElement layer : layers(config)) {
      layers.add(LayerSpec.of(layer.getAsJsonObject()));
    }
    boolean sequential = model.type().equals("Sequential");
    return new Network(
        model.name(),
        List.copyOf(layers),
        sequential ? List.of() : List.copyOf(refs(config.get("input_layers")).values()),
        sequential ? Map.of() : refs(config.get("output_layers")),
        sequential,
        config.has("build_input_shape")
            ? config.get("build_input_shape")
            : model.build().get("input_shape"));
  }

  /**
   * The number by which the first call of a layer is referred to: 0, or in files of Keras 2 for a
   * model within the model 1, since it was called before to build it.
   */
  int firstCall(LayerSpec layer) {
    if (!is(layer)) {
      return 0;
    }
    Stream<Argument.Ref> read =
        layers.stream().flatMap(l -> l.calls().stream()).flatMap(Call::refs);
    return Stream.concat(read, outputs.values().stream())
            .filter(ref -> ref.layer().equals(layer.name()))
            .allMatch(ref -> ref.call() > 0)
        ? 1
        : 0;
  }

  private static List<JsonElement> layers(Config config) {
    List<JsonElement> layers = config.elements("layers");
    if (layers.isEmpty() || !layers.stream().allMatch(JsonElement::isJsonObject)) {
      throw Config.malformed("a model has no layers");
    }
    return layers;
  }

  /** One reference, a list of them, or some by name, which Keras sorts. */
  private static Map<String, Argument.Ref> refs(JsonElement json) {
    var refs = new LinkedHashMap<String, Argument.Ref>();
    collect("", json, refs);
    return refs;
  }

  private static void collect(String name, JsonElement json, Map<String, Argument.Ref> refs) {
    if (json instanceof JsonObject named) {
      new TreeMap<>(named.asMap()).forEach((key, value) -> collect(key, value, refs));
    } else if (json instanceof JsonArray list
        && !list.isEmpty()
        && list.get(0) instanceof JsonPrimitive) {
      Argument.Ref ref = Inbound.ref(list.asList());
      put(name.isEmpty() ? ref.layer() : name, ref, refs);
    } else if (json instanceof JsonArray list) {
      list.forEach(item -> collect(name, item, refs));
    } else {
      throw Config.malformed("a model does not say what its inputs and outputs are");
    }
  }

  private static void put(String name, Argument.Ref ref, Map<String, Argument.Ref> refs) {
    String free = name;
    for (int i = 1; refs.containsKey(free); i++) {
      free = name + "_" + i;
    }
    refs.put(free, ref);
  }
}
