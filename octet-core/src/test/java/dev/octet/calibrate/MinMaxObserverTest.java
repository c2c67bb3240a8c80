package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class MinMaxObserverTest extends ObserverContract<MinMaxObserver> {
  @Override
  MinMaxObserver fresh() {
    return new MinMaxObserver();
  }

  private static MinMaxObserver saw(float... values) {
    var observer = new MinMaxObserver();
    observer.observe(MemorySegment.ofArray(values));
    return observer;
  }

  @Test
  void theRangeHoldsEverySample() {
    MinMaxObserver observer = saw(1, 2, 3);
    observer.observe(MemorySegment.ofArray(new float[] {-4, 2}));
    assertThat(observer.range()).isEqualTo(new Range(-4, 3));
  }

  @Test
  void mergingHoldsWhatBothSaw() {
    MinMaxObserver a = saw(1, 2);
    MinMaxObserver b = saw(5);
    assertThat(a.merge(b).range()).isEqualTo(b.merge(a).range()).isEqualTo(new Range(1, 5));
  }

  @Test
  void aRangeIsFiniteAndInOrder() {
    assertThatThrownBy(() -> new Range(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Range(Float.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
