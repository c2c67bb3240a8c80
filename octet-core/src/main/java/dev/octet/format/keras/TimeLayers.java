package dev.octet.format.keras;

import com.google.gson.JsonObject;
import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Comparison;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Reduction;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Masking, and the wrapper that applies a layer at every step. */
final class TimeLayers {
  /**
   * Layers of the last dimension, or of single values: the number of dimensions does not matter.
   */
  private static final Set<String> ANY_RANK =
      Set.of("Dense", "Activation", "Dropout", "ReLU", "LeakyReLU", "ELU", "GaussianNoise");

  private TimeLayers() {}

  static void addTo(LayerTable table) {
    table.add("Masking", Masks.MAKE, TimeLayers::masking);
    table.addAll("TimeDistributed", Masks.PASS, TimeLayers::distributed);
  }

  /** {@code x · any(x ≠ mask)}, over the last dimension. */
  private static Tensor masking(LayerCall call) {
    Lowering g = call.graph();
    Tensor x = call.input();
    Tensor value = g.scalar(call.config().real("mask_value", 0));
    Tensor differs = Comparison.notEqual(g, x, value);
    Tensor any = Reduction.reduce(g, "REDUCE_ANY", differs, true, -1);
    Tensor kept = Arithmetic.multiply(g, x, Arithmetic.cast(g, any, ElementType.FLOAT32));
    call.layers().mask(kept);
    return kept;
  }

  /**
   * The steps of all samples become samples, unless the layer does not care. That is the same for
   * every layer that treats each sample on its own.
   */
  private static List<Tensor> distributed(LayerCall call) {
    Lowering g = call.graph();
    LayerSpec layer = LayerSpec.of(layer(call));
    Tensor x = call.input();
    if (x.shape().rank() < 3) {
      throw Config.malformed("its input should have at least 3 dimensions: " + x.shape());
    }
    if (layer.config().flag("stateful", false)) {
      throw call.unsupported("the layer in it is stateful").advise("build it with stateful=False");
    }
    if (ANY_RANK.contains(layer.type()) && !layer.isCustom()) {
      return inner(call, layer, x);
    }
    Shape steps = Dims.range(x.shape(), 0, 2);
    Shape samples = merged(steps);
    Tensor flat =
        Layout.reshape(g, x, Dims.concat(samples, Dims.range(x.shape(), 2, x.shape().rank())));
    if (call.layers().isMasked(x)) {
      call.layers().mask(flat);
    }
    return inner(call, layer, flat).stream().map(y -> apart(g, y, steps)).toList();
  }

  private static JsonObject layer(LayerCall call) {
    return call.config()
        .object("layer")
        .orElseThrow(() -> Config.malformed("it has no layer"))
        .json();
  }

  private static List<Tensor> inner(LayerCall call, LayerSpec layer, Tensor x) {
    var once = new Call(List.of(new Argument.Value(x)), Map.of());
    Weights weights = call.weights().child("layer", layer.name());
    return call.layers().lower(new LayerCall(call.graph(), layer, once, weights, call.layers()));
  }

  private static Shape merged(Shape steps) {
    int size = Math.multiplyExact(steps.dim(0), steps.dim(1));
    return Shape.of(new int[] {size}, new int[] {steps.isDynamic() ? -1 : size});
  }

  private static Tensor apart(Lowering g, Tensor y, Shape steps) {
    return Layout.reshape(g, y, Dims.concat(steps, Dims.range(y.shape(), 1, y.shape().rank())));
  }
}
