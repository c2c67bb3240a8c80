package dev.octet.format.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An activation function with fake quantization before it, behind it, or both, as the function
 * wants it. (Source: the toolkit's {@code quantize_aware_activation.py}.)
 *
 * @param function as Keras writes one
 */
record QuantizeAwareActivation(JsonElement function) {
  private static final String PRE = "pre_activation";
  private static final String POST = "post_activation";
  private static final Set<String> BEFORE = Set.of("softmax", "sigmoid", "tanh", "gelu");
  private static final Set<String> BEHIND = Set.of("linear", "relu", "swish", "silu", "gelu");
  private static final String NONE = "NoOpActivation";

  /** That of a layer: a name, or the toolkit's class around one. */
  static QuantizeAwareActivation of(JsonElement activation) {
    if (activation instanceof JsonObject object
        && object.get("config") instanceof JsonObject config
        && name(activation).equals("QuantizeAwareActivation")) {
      return new QuantizeAwareActivation(new Config(config).get("activation"));
    }
    return new QuantizeAwareActivation(activation);
  }

  /** What a function is called. */
  static String name(JsonElement function) {
    if (function instanceof JsonObject object) {
      var config = new Config(object);
      String type = config.text("class_name");
      return type.equals("function") ? config.text("config") : type;
    }
    return function instanceof JsonPrimitive p && p.isString() ? p.getAsString() : "linear";
  }

  /** The names of the ranges that it has, in order. */
  List<String> ranges() {
    String name = name(function);
    var names = new ArrayList<String>();
    if (BEFORE.contains(name)) {
      names.add(PRE);
    }
    if (BEHIND.contains(name)) {
      names.add(POST);
    }
    if (names.isEmpty() && !name.equals(NONE)) {
      throw Config.malformed("no ranges belong to an activation '%s'".formatted(name));
    }
    return names;
  }

  /** The function of x, rounded where it is. */
  Tensor apply(LayerCall call, QuantizeScheme scheme, Variables v, Tensor x) {
    List<String> ranges = ranges();
    if (ranges.isEmpty()) {
      return x;
    }
    Tensor in = ranges.contains(PRE) ? scheme.range(v, PRE).of(call.graph(), x) : x;
    Tensor y = Activations.apply(call, function, in);
    return ranges.contains(POST) ? scheme.range(v, POST).of(call.graph(), y) : y;
  }
}
