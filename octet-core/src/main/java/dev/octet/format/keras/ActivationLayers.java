package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Activation;
import dev.octet.lower.Lowering;
import dev.octet.lower.Rectifier;
import dev.octet.lower.Selection;
import dev.octet.lower.Softmax;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Activations that are layers. */
final class ActivationLayers {
  /** What Keras makes of a value that a mask hides from softmax. */
  private static final double HIDDEN = -1e9;

  private ActivationLayers() {}

  static void addTo(LayerTable table) {
    table.add("Activation", Masks.PASS, c -> Activations.after(c, c.input()));
    table.add("ReLU", Masks.PASS, ActivationLayers::relu);
    table.add("LeakyReLU", Masks.PASS, ActivationLayers::leaky);
    table.add("PReLU", Masks.PASS, ActivationLayers::prelu);
    table.add("ELU", Masks.PASS, ActivationLayers::elu);
    table.add("ThresholdedReLU", Masks.PASS, ActivationLayers::thresholded);
    table.add("Softmax", Masks.USE, ActivationLayers::softmax);
  }

  private static Tensor relu(LayerCall call) {
    Config config = call.config();
    double max = config.real("max_value", Double.POSITIVE_INFINITY);
    double slope = config.real("negative_slope", 0);
    double threshold = config.real("threshold", 0);
    return max == 6 && slope == 0 && threshold == 0
        ? Activation.relu6(call.graph(), call.input())
        : Rectifier.of(call.graph(), call.input(), slope, max, threshold);
  }

  private static Tensor leaky(LayerCall call) {
    Config config = call.config();
    double slope = config.real("negative_slope", config.real("alpha", 0.3));
    return Rectifier.leaky(call.graph(), call.input(), slope);
  }

  private static Tensor prelu(LayerCall call) {
    Tensor x = call.input();
    int rank = x.shape().rank();
    var dims = new int[rank - 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = x.shape().dim(1 + i);
    }
    if (call.config().has("shared_axes")) {
      for (int axis : call.config().integers("shared_axes")) {
        dims[axis - 1] = 1;
      }
    }
    return Rectifier.prelu(call.graph(), x, call.variables("alpha").get("alpha", dims));
  }

  private static Tensor elu(LayerCall call) {
    return Activation.elu(call.graph(), call.input(), call.config().real("alpha", 1));
  }

  private static Tensor thresholded(LayerCall call) {
    double theta = call.config().real("theta", 1);
    return Rectifier.threshold(call.graph(), call.input(), theta, 0);
  }

  private static Tensor softmax(LayerCall call) {
    Lowering g = call.graph();
    Config config = call.config();
    int[] axes = config.has("axis") ? config.integers("axis") : new int[] {-1};
    Tensor x = call.input();
    Tensor mask = call.tensor(1, "mask").orElse(null);
    if (mask == null) {
      return Softmax.of(g, x, axes);
    }
    if (mask.type() != ElementType.BOOL) {
      throw call.unsupported("its mask is of type " + mask.type().text())
          .advise("call it with a mask of type bool");
    }
    Tensor y = Softmax.of(g, Selection.where(g, mask, x, g.scalar(HIDDEN)), axes);
    return call.isKeras3() ? Selection.where(g, mask, y, g.scalar(0)) : y;
  }
}
