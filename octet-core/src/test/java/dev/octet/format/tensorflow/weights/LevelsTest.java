package dev.octet.format.tensorflow.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.weights.Treatment.Mode;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.MinMax;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What 8 bits stand for, by the formulas that {@code Dequantize} documents. */
class LevelsTest {
  private static final int COUNT = 5000;

  private static Optional<Levels> levels(Mode mode, float... values) {
    var range = new MinMax();
    Kernels.minMax(Constant.of(values).bytes(), range);
    return Levels.of(mode, range);
  }

  private static byte[] quantize(Levels levels, float[] values) {
    var target = new byte[values.length];
    levels.quantize(Constant.of(values).bytes(), 0, MemorySegment.ofArray(target));
    return target;
  }

  private static float[] random(float low, float high, long seed) {
    var random = new Random(seed);
    var values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) (low + (high - (double) low) * random.nextDouble());
    }
    values[7] = low;
    values[8] = high;
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1",
    "-0.3, 0.7",
    "-1.7, 0.001",
    "0, 1",
    "0.5, 3",
    "-3, -0.5",
    "-1e-30, 2e-30",
    "-1e38, 1e38",
    "100, 100.001",
    "-127.5, 127.5",
    "-3.4e38, 1",
  })
  void everyValueIsWithinHalfAStep(float low, float high) {
    for (Mode mode : Mode.values()) {
      float[] values = random(low, high, 1);
      values[9] = 0;
      Levels levels = levels(mode, values).orElseThrow();
      byte[] stored = quantize(levels, values);
      double worst = 0;
      for (int i = 0; i < COUNT; i++) {
        int q = levels.type() == DataType.QINT8 ? stored[i] : stored[i] & 0xFF;
        float back = mode == Mode.MIN_FIRST ? minFirst(q, levels) : scaled(q, levels);
        assertThat(levels.value(q)).isEqualTo(back);
        double error = Math.abs((double) back - values[i]);
        assertThat(error).isLessThanOrEqualTo(0.5 * levels.step() * 1.0001);
        worst = Math.max(worst, error);
      }
      assertThat(levels.largestError(Constant.of(values).bytes())).isEqualTo(worst);
      assertThat(levels.value(levels.nearest(0))).as("zero stays zero").isZero();
    }
  }

  /** MIN_FIRST of {@code quint8}: the smallest value goes to a multiple of the step. */
  private static float minFirst(int q, Levels levels) {
    float step = (float) ((levels.max() - levels.min()) / 255.0);
    float ratio = levels.min() / step;
    float rounded =
        (float) (ratio < 0 ? -Math.floor(-(double) ratio + 0.5) : Math.floor(ratio + 0.5));
    return rounded * step + q * step;
  }

  private static float scaled(int q, Levels levels) {
    float step =
        levels.type() == DataType.QUINT8
            ? levels.max() / 255
            : Math.max(levels.min() / -128, levels.max() / 127);
    return q * step;
  }

  @Test
  void theRangeIsWidenedToHoldZero() {
    assertThat(levels(Mode.MIN_FIRST, 2, 3))
        .hasValueSatisfying(
            l -> {
              assertThat(l.min()).isZero();
              assertThat(l.max()).isEqualTo(3);
            });
    assertThat(levels(Mode.MIN_FIRST, -2, -3))
        .hasValueSatisfying(
            l -> {
              assertThat(l.min()).isEqualTo(-3);
              assertThat(l.max()).isZero();
            });
  }

  @Test
  void scaledTakesTheSignWhereThereIsOneOnly() {
    assertThat(levels(Mode.SCALED, 0, 5).orElseThrow().type()).isEqualTo(DataType.QUINT8);
    assertThat(levels(Mode.SCALED, -1, 5).orElseThrow().type()).isEqualTo(DataType.QINT8);
    assertThat(levels(Mode.MIN_FIRST, -1, 5).orElseThrow().type()).isEqualTo(DataType.QUINT8);
  }

  @ParameterizedTest
  @EnumSource
  void oneValueForAllIsKept(Mode mode) {
    for (float value : new float[] {0, 0.1f, -0.1f, 1e30f, 3e-30f}) {
      Levels levels = levels(mode, value, value).orElseThrow();
      assertThat(levels.value(levels.nearest(value)))
          .isCloseTo(value, Offset.offset(Math.ulp(value) * 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rangesThatFloatsCannotDivideAreRefused(Mode mode) {
    assertThat(levels(mode, 0, 1e-40f)).isEmpty();
    assertThat(levels(mode, -1e-37f, 1e-37f)).isEmpty();
  }

  @Test
  void aRangeBeyondFloatsIsRefused() {
    assertThat(levels(Mode.MIN_FIRST, -3e38f, 3e38f)).isEmpty();
  }

  @Test
  void aStretchIsPartOfTheWhole() {
    float[] values = random(-1, 2, 3);
    Levels levels = levels(Mode.MIN_FIRST, values).orElseThrow();
    byte[] all = quantize(levels, values);
    var part = MemorySegment.ofArray(new byte[100]);
    levels.quantize(Constant.of(values).bytes(), 640, part);
    assertThat(part.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(Arrays.copyOfRange(all, 640, 740));
  }
}
