package dev.octet.format.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.Activation;
import dev.octet.model.Tensor;

/** Activation functions by the names that layers give them. */
final class Activations {
  private Activations() {}

  /** The activation that a layer's configuration names, behind what the layer computes. */
  static Tensor after(LayerCall call, Tensor x) {
    return apply(call, call.config().get("activation"), x);
  }

  /** An activation as a configuration has it: a name, an object, or null for none. */
  static Tensor apply(LayerCall call, JsonElement activation, Tensor x) {
    if (activation.isJsonNull()) {
      return x;
    }
    if (activation instanceof JsonPrimitive name && name.isString()) {
      return named(call, name.getAsString(), x);
    }
    if (activation instanceof JsonObject object) {
      var config = new Config(object);
      LayerSpec spec = LayerSpec.of(object);
      if (config.text("class_name").equals("function")) {
        return named(call, config.text("config"), x);
      }
      return call.inner(spec, "activation", x);
    }
    throw Config.malformed("the activation is neither a name nor a layer");
  }

  private static Tensor named(LayerCall call, String name, Tensor x) {
    var g = call.graph();
    return switch (name) {
      case "linear" -> x;
      case "relu" -> Activation.relu(g, x);
      case "relu6" -> Activation.relu6(g, x);
      case "sigmoid" -> Activation.sigmoid(g, x);
      case "tanh" -> Activation.tanh(g, x);
      case "softmax" -> Activation.softmax(g, x);
      default ->
          throw new OctetException(
                  ErrorCode.UNSUPPORTED_MODEL, "there is no activation '%s'".formatted(name))
              .advise("a function of your own cannot be read from the file: use one of Keras'");
    };
  }
}
