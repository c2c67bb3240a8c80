package dev.octet.format.keras;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer being lowered: where to, from what, with which configuration and weights.
 *
 * @param graph the graph that grows
 * @param layer what the file says of the layer
 * @param call what it is called with; references are resolved
 * @param weights its variables
 * @param layers lowers layers within this one
 */
record LayerCall(
    Lowering graph, LayerSpec layer, Call call, Weights weights, LayerLowering layers) {
  /** The configuration. */
  Config config() {
    return layer.config();
  }

  /** Whether Keras 3 wrote the file, in which some names and defaults mean something else. */
  boolean isKeras3() {
    return layers.version() == KerasVersion.THREE;
  }

  /** All tensors of the first argument. */
  List<Tensor> inputs() {
    return call.positional().isEmpty() ? List.of() : call.positional().getFirst().tensors();
  }

  /** The first tensor of the first argument. */
  Tensor input() {
    List<Tensor> all = inputs();
    if (all.isEmpty()) {
      throw Config.malformed("it is called without an input");
    }
    return all.getFirst();
  }

  /**
   * An argument; empty where it is absent or None.
   *
   * @param position where it stands among those without names, from 0
   */
  Optional<Argument> argument(int position, String name) {
    Argument named = call.named().get(name);
    Argument found =
        named == null && position >= 0 && position < call.positional().size()
            ? call.positional().get(position)
            : named;
    return Optional.ofNullable(found).filter(a -> !(a instanceof Argument.Literal(JsonNull _)));
  }

  /** An argument that is a tensor. */
  Optional<Tensor> tensor(int position, String name) {
    return argument(position, name).flatMap(a -> a.tensors().stream().findFirst());
  }

  /** An argument that is true or false; false where it is absent. */
  boolean flag(int position, String name) {
    return argument(position, name)
        .filter(a -> a instanceof Argument.Literal(JsonPrimitive p) && p.isBoolean())
        .map(a -> ((Argument.Literal) a).json().getAsBoolean())
        .orElse(false);
  }

  /** The variables of the layer, in the order in which Keras creates them. */
  Variables variables(String... names) {
    return new Variables(weights.variables(List.of(names)), weights.path());
  }

  /** {@code kernel}, and {@code bias} where the layer has one. */
  Variables kernelAndBias() {
    return variablesAndBias("kernel");
  }

  /** Variables, and behind them {@code bias} where the layer has one. */
  Variables variablesAndBias(String... names) {
    var all = new ArrayList<>(List.of(names));
    if (config().flag("use_bias", true)) {
      all.add("bias");
    }
    return variables(all.toArray(String[]::new));
  }

  /**
   * The same of a dense layer within this one.
   *
   * @param attribute what Keras' class calls it
   * @param name of the layer
   */
  Variables kernelAndBias(String attribute, String name) {
    Weights within = weights.child(attribute, name);
    return new LayerCall(graph, layer, call, within, layers).kernelAndBias();
  }

  /** {@code gamma} and {@code beta}, or what of them a normalization has. */
  Variables scaleAndCenter(boolean scale, boolean center) {
    var names = new ArrayList<String>();
    if (scale) {
      names.add("gamma");
    }
    if (center) {
      names.add("beta");
    }
    return variables(names.toArray(String[]::new));
  }

  /**
   * The result of a layer within this one.
   *
   * @param attribute what Keras' class calls it, such as {@code layer}
   */
  Tensor inner(LayerSpec inner, String attribute, Tensor input) {
    var once = new Call(List.of(new Argument.Value(input)), Map.of());
    Weights within = weights.child(attribute, inner.name());
    return layers.lower(new LayerCall(graph, inner, once, within, layers)).getFirst();
  }

  /** The result of another layer without weights that computes the same as this. */
  Tensor same(String type, JsonObject config, Tensor input) {
    var none = new Config(new JsonObject());
    var spec = new LayerSpec(type, "", layer.name(), new Config(config), List.of(), none);
    var once = new Call(List.of(new Argument.Value(input)), Map.of());
    return layers.lower(new LayerCall(graph, spec, once, weights, layers)).getFirst();
  }

  /** Refuses a layer whose input has a mask that it would use. */
  OctetException dependsOnMask() {
    return new OctetException(
            ErrorCode.UNSUPPORTED_MODEL, "its result depends on the mask of its input")
        .advise("LiteRT has no masks: leave out Masking or mask_zero=True and train again");
  }

  /** Refuses an option. */
  OctetException unsupported(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what);
  }
}
