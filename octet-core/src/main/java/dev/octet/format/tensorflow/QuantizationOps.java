package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.FakeQuantization;
import dev.octet.lower.NudgedRange;
import dev.octet.lower.RoundedRange;
import dev.octet.lower.ScaledRange;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Fake quantization, which training for integers leaves behind. Of constants integers remain, of
 * activations the parameters of integers.
 */
final class QuantizationOps {
  private static final String RANGE = "its range";

  private QuantizationOps() {}

  static void addTo(OpTable t) {
    t.add("FakeQuantWithMinMaxArgs", QuantizationOps::args);
    t.add("FakeQuantWithMinMaxVars FakeQuantWithMinMaxVarsPerChannel", QuantizationOps::vars);
    t.add("QuantizeAndDequantizeV2 QuantizeAndDequantizeV4", call -> scaled(call, bits(call)));
    t.add(
        "QuantizeAndDequantizeV3", call -> scaled(call, call.integer(3, "the number of its bits")));
  }

  private static Tensor args(OpCall call) {
    float min = call.attrs().real("min", -6);
    float max = call.attrs().real("max", 6);
    int bits = bits(call);
    return apply(call, FakeQuantization.of(NudgedRange.of(min, max, bits, narrow(call)), bits));
  }

  private static Tensor vars(OpCall call) {
    float[] min = call.constant(1, RANGE).floats();
    float[] max = call.constant(2, RANGE).floats();
    check(min, max);
    var ranges = new ArrayList<RoundedRange>();
    for (int i = 0; i < min.length; i++) {
      ranges.add(NudgedRange.of(min[i], max[i], bits(call), narrow(call)));
    }
    return apply(call, new FakeQuantization(ranges, -1, bits(call)));
  }

  private static int bits(OpCall call) {
    return call.attrs().integer("num_bits", Byte.SIZE);
  }

  private static boolean narrow(OpCall call) {
    return call.attrs().flag("narrow_range", false);
  }

  private static void check(float[] min, float[] max) {
    if (min.length != max.length || min.length == 0) {
      throw new IllegalArgumentException(min.length + " minima and " + max.length + " maxima");
    }
  }

  /** Where no range is given, that of a constant is. */
  private static Tensor scaled(OpCall call, int bits) {
    int axis = call.attrs().integer("axis", -1);
    boolean given = call.attrs().flag("range_given", call.node().op().endsWith("V3"));
    float[][] range =
        given
            ? new float[][] {call.constant(1, RANGE).floats(), call.constant(2, RANGE).floats()}
            : extremes(
                call.known(0)
                    .orElseThrow(
                        () ->
                            call.refuse("the range is that of each input: range_given is false")
                                .advise("give the range that training found, with range_given")),
                axis);
    check(range[0], range[1]);
    boolean signed = call.attrs().flag("signed_input", true);
    boolean halfToEven = !call.attrs().text("round_mode", "HALF_TO_EVEN").equals("HALF_UP");
    var ranges = new ArrayList<RoundedRange>();
    for (int i = 0; i < range[0].length; i++) {
      if (!given && !signed && range[0][i] < 0) {
        throw call.refuse("signed_input is false, and there are values below 0")
            .advise("give the range that training found, with range_given");
      }
      ranges.add(ScaledRange.of(range[0][i], range[1][i], signed, bits, narrow(call), halfToEven));
    }
    return apply(call, new FakeQuantization(ranges, Math.max(axis, 0), bits));
  }

  /** The smallest and the largest elements, of all or for each index on an axis. */
  private static float[][] extremes(Array x, int axis) {
    int n = axis < 0 ? 1 : x.dim(Dims.axis(x.shape(), axis));
    var extremes = new float[2][n];
    for (int i = 0; i < n; i++) {
      float[] values = (axis < 0 ? x : x.slice(axis, i, 1)).floats();
      float min = Float.POSITIVE_INFINITY;
      float max = Float.NEGATIVE_INFINITY;
      for (float v : values) {
        min = Math.min(min, v);
        max = Math.max(max, v);
      }
      extremes[0][i] = min;
      extremes[1][i] = max;
    }
    return extremes;
  }

  private static Tensor apply(OpCall call, FakeQuantization how) {
    Optional<Array> known = call.known(0);
    return known.isPresent()
        ? call.constant(how.of(known.get()))
        : how.of(call.graph(), call.floats(0));
  }
}
