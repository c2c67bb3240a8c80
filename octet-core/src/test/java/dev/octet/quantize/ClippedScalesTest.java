package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClippedScalesTest {
  @Property(tries = 100)
  void theSquaredErrorIsNeverAboveThatOfTheLargestWeight(
      @ForAll @IntRange(min = 1, max = 9) int channels,
      @ForAll @IntRange(min = 1, max = 300) int each,
      @ForAll @IntRange(min = 1, max = 3) int log,
      @ForAll @IntRange(min = -1, max = 1) int axis,
      @ForAll long seed) {
    int bits = 1 << log;
    var random = new SplittableRandom(seed);
    var values = new float[channels * each];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.exp(random.nextGaussian()));
    }
    Tensor weights = tensor(channels, each, values);
    double[] widest = WeightScales.of(weights, axis, bits);
    double[] clipped = ClippedScales.of(weights, axis, bits, widest);
    double[] before = errors(weights, axis, bits, widest);
    double[] after = errors(weights, axis, bits, clipped);
    for (int c = 0; c < widest.length; c++) {
      assertThat(clipped[c]).isPositive().isLessThanOrEqualTo(widest[c]);
      assertThat(after[c]).isLessThanOrEqualTo(before[c] * (1 + 1e-5) + 1e-12);
    }
  }

  @Test
  void fewLargeWeightsAreCutOffForTheSakeOfAllOthers() {
    var values = new float[1000];
    var random = new SplittableRandom(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    values[17] = 8;
    Tensor weights = tensor(1, values.length, values);
    double[] widest = WeightScales.of(weights, OpRow.PER_TENSOR, 4);
    double[] clipped = ClippedScales.of(weights, OpRow.PER_TENSOR, 4, widest);
    assertThat(clipped[0]).isLessThan(0.5 * widest[0]);
    assertThat(errors(weights, OpRow.PER_TENSOR, 4, clipped)[0])
        .isLessThan(0.5 * errors(weights, OpRow.PER_TENSOR, 4, widest)[0]);
  }

  @Test
  void whatLiesOnTheGridStaysThere() {
    Tensor weights = tensor(1, 4, 127, -3, 5, 1);
    assertThat(ClippedScales.of(weights, OpRow.PER_TENSOR, 8, new double[] {1})).containsExactly(1);
  }

  @Test
  void zerosKeepTheirScale() {
    Tensor weights = tensor(2, 2, 0, 0, 0, 0);
    double[] widest = WeightScales.of(weights, 0, 8);
    assertThat(ClippedScales.of(weights, 0, 8, widest)).isEqualTo(widest);
  }

  private static Tensor tensor(int channels, int each, float... values) {
    return Tensor.of("w", ElementType.FLOAT32, Shape.of(channels, each), Constant.of(values));
  }

  /** The definition. */
  private static double[] errors(Tensor weights, int axis, int bits, double[] scales) {
    var channels = WeightScales.channels(weights, axis);
    double max = (1 << (bits - 1)) - 1;
    var errors = new double[scales.length];
    for (int i = 0; i < weights.shape().elements(); i++) {
      int c = channels.at(i);
      double value = Constants.data(weights).bytes().getAtIndex(Constant.F32, i);
      double near = Math.clamp(Math.rint(value / scales[c]), -max, max) * scales[c];
      errors[c] += (value - near) * (value - near);
    }
    return errors;
  }
}
