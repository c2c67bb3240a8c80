package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.kernel.Histogram;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PercentileRangeTest extends ObserverContract<HistogramObserver> {
  private static HistogramObserver keeping(double percent) {
    return new HistogramObserver(new PercentileRange(percent));
  }

  @Override
  HistogramObserver fresh() {
    return keeping(99.9);
  }

  private static Range range(double percent, float[] values) {
    HistogramObserver observer = keeping(percent);
    observer.observe(MemorySegment.ofArray(values));
    return observer.range();
  }

  @Test
  void evenValuesLoseEquallyMuchOnBothSides() {
    Range range = range(90, Distributions.even(-1, 1, 100_000));
    assertThat(range.min()).isCloseTo(-0.9f, within(1e-4f));
    assertThat(range.max()).isCloseTo(0.9f, within(1e-4f));
  }

  @Test
  void aNormalDistributionIsCutAtItsQuantilesToWithinABin() {
    float[] values = Distributions.normal(1_000_000);
    Range range = range(99, values);
    Arrays.sort(values);
    float bin = 8f / Histogram.SIDE;
    assertThat(range.max()).isCloseTo(values[995_000], within(bin)).isCloseTo(2.58f, within(0.02f));
    assertThat(range.min()).isCloseTo(values[5_000], within(bin)).isCloseTo(-2.58f, within(0.02f));
  }

  @Test
  void allOfTheValuesAreMinAndMax() {
    float[] values = Distributions.normal(999);
    values[17] = 12;
    values[18] = -1e-3f;
    assertThat(range(100, values)).isEqualTo(new MinMaxObserverTest().saw(values, values).range());
  }

  @Test
  void rareOutliersAreCut() {
    float[] values = Distributions.even(0, 1, 100_000);
    values[5] = 4;
    assertThat(range(99.9, values).max()).isCloseTo(1, within(0.005f));
  }

  @Test
  void aReluThatIsMostlyZeroStartsAtZero() {
    float[] values = Distributions.even(-9, 1, 10_000);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], 0);
    }
    Range range = range(99, values);
    assertThat(range.min()).isCloseTo(0, within(1e-3f));
    assertThat(range.max()).isCloseTo(0.95f, within(1e-3f));
  }
}
