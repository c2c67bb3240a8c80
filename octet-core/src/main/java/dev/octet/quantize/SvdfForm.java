package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.kernel.Rounding;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.plan.WeightFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The integer form of an SVDF: int8 input, output and feature weights, the state in int16, time
 * weights in int16 of which 10 bits are used, since the kernel adds their products up in 32 bits.
 * Sources: {@code svdf.h} of LiteRT's reference kernels, {@code operator_property.cc} of its
 * converter.
 */
final class SvdfForm {
  private static final int FEATURES = 1;
  private static final int TIME = 2;
  private static final int BIAS = 3;
  private static final int STATE = 4;
  private static final int TIME_MAX = 512;
  private static final double SUM_LIMIT = 0x1p30;
  private static final int STATE_MAX = 1 << 15;

  private SvdfForm() {}

  /**
   * The form of a node.
   *
   * @param operation the node's, in the version of the integer kernel
   * @param state what its state goes through
   */
  static IntegerForm of(Constants constants, Node node, Operation operation, Range state) {
    PerTensor stateAs = ActivationScale.of(state, ElementType.INT16);
    Tensor time = input(node, TIME);
    Tensor bias = node.input(BIAS);
    float timeScale = timeScale(node, time, bias, stateAs.scale());
    Map<Integer, Tensor> inputs = new HashMap<>();
    Tensor features = input(node, FEATURES);
    inputs.put(
        FEATURES,
        constants.weights(
            features, OpRow.PER_TENSOR, WeightFormat.INT8, Rounding.HALF_AWAY_BY_RECIPROCAL));
    inputs.put(TIME, constants.activation(time, ElementType.INT16, new PerTensor(timeScale, 0)));
    if (bias != null) {
      inputs.put(BIAS, WeightsAndBias.bias(bias, stateAs.scale() * timeScale));
    }
    inputs.put(STATE, input(node, STATE).withType(ElementType.INT16, stateAs));
    return new IntegerForm(operation, inputs, node.intermediates(), List.of());
  }

  /** Wide enough that neither a unit's sum of products nor the bias reaches 31 bits. */
  private static float timeScale(Node node, Tensor time, @Nullable Tensor bias, float stateScale) {
    double scale = magnitude(floats(time)) / TIME_MAX;
    scale = Math.max(scale, largestUnit(node, time) * STATE_MAX / SUM_LIMIT);
    if (bias != null) {
      scale = Math.max(scale, magnitude(floats(bias)) / stateScale / SUM_LIMIT);
    }
    return (float) Math.max(scale, Float.MIN_NORMAL);
  }

  /** The largest sum of magnitudes of the time weights that make one unit of the output. */
  private static double largestUnit(Node node, Tensor time) {
    float[] weights = floats(time);
    var options = node.operation().options();
    long rank = options == null ? 1 : Math.max(options.integer("rank", 0), 1);
    int perUnit = (int) Math.max(1, Math.min(weights.length, rank * time.shape().dim(1)));
    double largest = 0;
    for (int unit = 0; unit < weights.length; unit += perUnit) {
      double sum = 0;
      for (int i = unit; i < Math.min(unit + perUnit, weights.length); i++) {
        sum += Math.abs(weights[i]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  private static double magnitude(float[] values) {
    double largest = 0;
    for (float v : values) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  private static float[] floats(Tensor constant) {
    return Constants.data(constant).bytes().toArray(Constant.F32);
  }

  private static Tensor input(Node node, int index) {
    return Objects.requireNonNull(node.input(index));
  }
}
