package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class EntropyRangeTest extends ObserverContract<HistogramObserver> {
  @Override
  HistogramObserver fresh() {
    return new HistogramObserver(new EntropyRange(8));
  }

  private static Range range(int bits, float[] values) {
    var observer = new HistogramObserver(new EntropyRange(bits));
    observer.observe(MemorySegment.ofArray(values));
    return observer.range();
  }

  @Test
  void evenValuesAreNotClipped() {
    float[] values = Distributions.even(-2, 2, 1 << 16);
    assertThat(range(8, values)).isEqualTo(new MinMaxObserverTest().saw(values, values).range());
  }

  @Test
  void rareOutliersAreClipped() {
    float[] values = Distributions.normal(200_000);
    values[77] = 30;
    Range range = range(8, values);
    assertThat(range.max()).isBetween(2.5f, 8f);
    assertThat(range.min()).isBetween(-8f, -2.5f);
  }

  @Test
  void sixteenBitsClipNothing() {
    float[] values = Distributions.normal(10_000);
    assertThat(range(16, values)).isEqualTo(new MinMaxObserverTest().saw(values, values).range());
  }
}
