package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Array;
import dev.octet.lower.Einsum;
import dev.octet.lower.Products;
import dev.octet.model.Tensor;
import java.util.List;

/** Dense layers, and those that do nothing once a model is trained. */
final class CoreLayers {
  private static final List<String> TRAINING_ONLY =
      List.of(
          "Dropout",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise",
          "Identity",
          "ActivityRegularization");

  private CoreLayers() {}

  static void addTo(LayerTable table) {
    table.add("Dense", Masks.PASS, CoreLayers::dense);
    table.add("EinsumDense", Masks.PASS, CoreLayers::einsum);
    table.add("InputLayer", Masks.PASS, LayerCall::input);
    TRAINING_ONLY.forEach(type -> table.add(type, Masks.PASS, LayerCall::input));
  }

  private static Tensor dense(LayerCall call) {
    Tensor x = call.input();
    int units = call.config().integer("units");
    Variables v = call.kernelAndBias();
    Array kernel = v.get("kernel", x.shape().dim(-1), units);
    Tensor y = Products.dense(call.graph(), x, kernel, v.find("bias", units));
    return Activations.after(call, y);
  }

  private static Tensor einsum(LayerCall call) {
    boolean biased = call.config().has("bias_axes");
    Variables v = biased ? call.variables("kernel", "bias") : call.variables("kernel");
    Array kernel = v.any("kernel");
    Array bias = biased ? v.any("bias") : null;
    String equation = call.config().text("equation");
    Tensor y = Einsum.dense(call.graph(), equation, call.input(), kernel, bias);
    return Activations.after(call, y);
  }
}
