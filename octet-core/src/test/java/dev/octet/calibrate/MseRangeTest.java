package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class MseRangeTest extends ObserverContract<HistogramObserver> {
  @Override
  HistogramObserver fresh() {
    return new HistogramObserver(new MseRange(8));
  }

  private static Range range(int bits, float[] values) {
    var observer = new HistogramObserver(new MseRange(bits));
    observer.observe(MemorySegment.ofArray(values));
    return observer.range();
  }

  /** The best loading factors of uniform quantizers of a normal source (Max 1960, Hui 2001). */
  @Test
  void aNormalDistributionIsClippedWhereTheoryClipsIt() {
    float[] values = Distributions.normal(2_000_000);
    assertThat(range(8, values).max()).isCloseTo(3.94f, within(0.06f));
    assertThat(range(8, values).min()).isCloseTo(-3.94f, within(0.06f));
    assertThat(range(4, values).max()).isCloseTo(2.6f, within(0.1f));
  }

  /** Steps reach half a step beyond their bounds, so that even values lose no more than that. */
  @Test
  void evenValuesAreNotClippedByMoreThanHalfAStep() {
    Range range = range(8, Distributions.even(-1, 3, 100_000));
    float bin = 0x1p-9f;
    float halfStep = 4f / 255 / 2;
    assertThat(range.min()).isBetween(-1f, -1 + halfStep + bin);
    assertThat(range.max()).isBetween(3 - halfStep - bin, 3f);
  }

  @Test
  void sixteenBitsHaveNoNeedToClip() {
    float[] values = Distributions.normal(100_000);
    assertThat(range(16, values)).isEqualTo(new MinMaxObserverTest().saw(values, values).range());
  }

  /** The histogram's model of the error is held against really quantizing each value. */
  @Test
  void noOtherRangeHasANotablySmallerError() {
    float[] normal = Distributions.normal(50_000);
    float[] heavy = normal.clone();
    float[] relu = normal.clone();
    float[] skewed = normal.clone();
    for (int i = 0; i < normal.length; i++) {
      heavy[i] = normal[i] * normal[i] * normal[i];
      relu[i] = Math.max(normal[i], 0);
      skewed[i] = (float) Math.exp(normal[i]) - 0.5f;
    }
    for (float[] values : new float[][] {normal, heavy, relu, skewed}) {
      Range range = range(8, values);
      Range all = new MinMaxObserverTest().saw(values, values).range();
      double low = Math.min(range.min(), 0);
      double chosen = Distributions.error(values, low, range.max(), 255);
      for (double a = 0.05; a <= 1; a += 0.05) {
        for (double b = 0.05; b <= 1; b += 0.05) {
          double other =
              Distributions.error(values, a * Math.min(all.min(), 0), b * all.max(), 255);
          assertThat(chosen).isLessThanOrEqualTo(1.05 * other);
        }
      }
    }
  }

  @Test
  void positiveValuesAreClippedAboveOnly() {
    float[] values = Distributions.normal(1_000_000);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    values[3] = 20;
    Range range = range(8, values);
    assertThat(range.min()).isEqualTo(new MinMaxObserverTest().saw(values, values).range().min());
    assertThat(range.max()).isBetween(4f, 15f);
  }
}
