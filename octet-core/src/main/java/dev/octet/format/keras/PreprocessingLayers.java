package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** Layers that bring numbers to a scale. */
final class PreprocessingLayers {
  /** Keras' epsilon: no deviation counts as less. */
  private static final double LEAST_DEVIATION = 1e-7;

  private PreprocessingLayers() {}

  static void addTo(LayerTable table) {
    table.add("Rescaling", Masks.PASS, PreprocessingLayers::rescale);
    table.add("Normalization", Masks.PASS, PreprocessingLayers::normalize);
  }

  /** The input as what Keras computes in; LiteRT has no other reals. */
  static Tensor floats(LayerCall call) {
    return Arithmetic.cast(call.graph(), call.input(), ElementType.FLOAT32);
  }

  private static Tensor rescale(LayerCall call) {
    Tensor x = times(call, floats(call), array(call.config(), "scale", 1));
    return plus(call, x, array(call.config(), "offset", 0));
  }

  private static Array array(Config config, String field, double ifAbsent) {
    if (!config.has(field)) {
      return Array.scalar(ifAbsent);
    }
    Operand.Numbers n = Operand.of(config.get(field));
    return Array.numbers(ElementType.FLOAT32, n.values(), n.dims());
  }

  private static Tensor normalize(LayerCall call) {
    Config config = call.config();
    Tensor x = floats(call);
    int rank = x.shape().rank();
    int[] kept = kept(config, x);
    Array mean;
    Array variance;
    if (config.has("mean")) {
      mean = along(array(config, "mean", 0), kept, rank);
      variance = along(array(config, "variance", 1), kept, rank);
    } else {
      Variables v = call.variables("mean", "variance", "count");
      int[] dims = Dims.pick(x.shape(), kept).dims();
      mean = along(v.get("mean", dims), kept, rank);
      variance = along(v.get("variance", dims), kept, rank);
    }
    Array deviation = variance.map(d -> Math.max((float) Math.sqrt(d), LEAST_DEVIATION));
    return config.flag("invert", false)
        ? plus(call, times(call, x, deviation), mean)
        : times(call, plus(call, x, mean.map(m -> -m)), deviation.map(d -> 1 / d));
  }

  /** The axes that have statistics of their own. */
  private static int[] kept(Config config, Tensor x) {
    boolean none = config.json().has("axis") && !config.has("axis");
    int[] axes = none ? new int[0] : config.has("axis") ? config.integers("axis") : new int[] {-1};
    return Arrays.stream(axes).map(a -> Dims.axis(x.shape(), a)).sorted().toArray();
  }

  /** Statistics of some axes, so that they broadcast; fewer are those of the last axes. */
  private static Array along(Array statistics, int[] kept, int rank) {
    if (statistics.rank() == 0) {
      return statistics;
    }
    if (statistics.rank() > kept.length) {
      throw new IllegalArgumentException(
          "statistics %s for %d axes".formatted(statistics.shape(), kept.length));
    }
    int first = kept[kept.length - statistics.rank()];
    var dims = new int[rank - first];
    Arrays.fill(dims, 1);
    for (int i = 1; i <= statistics.rank(); i++) {
      dims[kept[kept.length - i] - first] = statistics.dim(-i);
    }
    return statistics.reshaped(dims);
  }

  private static Tensor times(LayerCall call, Tensor x, Array factors) {
    Lowering g = call.graph();
    return isAll(factors, 1) ? x : Arithmetic.multiply(g, x, g.constant("scale", factors));
  }

  private static Tensor plus(LayerCall call, Tensor x, Array shifts) {
    Lowering g = call.graph();
    return isAll(shifts, 0) ? x : Arithmetic.add(g, x, g.constant("offset", shifts));
  }

  private static boolean isAll(Array array, float value) {
    for (float v : array.floats()) {
      if (v != value) {
        return false;
      }
    }
    return true;
  }
}
