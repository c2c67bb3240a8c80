package dev.octet.format.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Rectifier;
import dev.octet.lower.Softmax;
import dev.octet.lower.Softplus;
import dev.octet.model.Tensor;

/**
 * Activation functions by the names that layers give them. What else one can be told is as it is by
 * default: a name has no options.
 */
final class Activations {
  private static final double LEAKY_SLOPE = 0.2;
  private static final double SHRINK_THRESHOLD = 0.5;
  private static final double SQUAREPLUS_B = 4;

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
      case "leaky_relu" -> Rectifier.leaky(g, x, LEAKY_SLOPE);
      case "elu" -> Activation.elu(g, x, 1);
      case "celu" -> Activation.celu(g, x, 1);
      case "selu" -> Activation.selu(g, x);
      case "gelu" -> Activation.gelu(g, x, false);
      case "silu", "swish" -> Activation.silu(g, x);
      case "hard_silu", "hard_swish" -> Activation.hardSwish(g, x);
      case "sigmoid" -> Activation.sigmoid(g, x);
      case "hard_sigmoid" -> Activation.hardSigmoid(g, x, call.isKeras3() ? 1.0 / 6 : 0.2);
      case "sparse_sigmoid" -> Activation.hardSigmoid(g, x, 0.5);
      case "log_sigmoid" -> Softplus.logSigmoid(g, x);
      case "tanh" -> Activation.tanh(g, x);
      case "hard_tanh" -> Activation.hardTanh(g, x);
      case "tanh_shrink" -> Activation.tanhShrink(g, x);
      case "hard_shrink" -> Rectifier.hardShrink(g, x, SHRINK_THRESHOLD);
      case "soft_shrink" -> Rectifier.softShrink(g, x, SHRINK_THRESHOLD);
      case "softplus" -> Softplus.of(g, x);
      case "mish" -> Softplus.mish(g, x);
      case "squareplus" -> Activation.squareplus(g, x, SQUAREPLUS_B);
      case "sparse_plus" -> Activation.sparsePlus(g, x);
      case "softsign" -> Activation.softsign(g, x);
      case "exponential" -> Arithmetic.unary(g, "EXP", x);
      case "glu" -> Activation.glu(g, x, -1);
      case "softmax" -> Activation.softmax(g, x);
      case "log_softmax" -> Softmax.log(g, x, -1);
      case "sparsemax" -> Softmax.sparse(g, x, -1);
      default ->
          throw new OctetException(
                  ErrorCode.UNSUPPORTED_MODEL, "there is no activation '%s'".formatted(name))
              .advise("a function of your own cannot be read from the file: use one of Keras'");
    };
  }
}
