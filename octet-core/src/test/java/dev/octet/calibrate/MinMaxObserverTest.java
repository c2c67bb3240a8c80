package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinMaxObserverTest {
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
  void mergingChangesNeitherSide() {
    MinMaxObserver a = saw(1, 2);
    MinMaxObserver b = saw(5);
    assertThat(a.merge(b).range()).isEqualTo(b.merge(a).range()).isEqualTo(new Range(1, 5));
    assertThat(a.range()).isEqualTo(new Range(1, 2));
    assertThat(b.range()).isEqualTo(new Range(5, 5));
    assertThat(a.merge(saw()).range()).isEqualTo(a.range());
  }

  @Test
  void nothingSeenIsNoRange() {
    assertThat(saw().isEmpty()).isTrue();
    assertThatThrownBy(() -> saw().range()).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefusedAndForgotten(float bad) {
    MinMaxObserver observer = saw(1);
    assertThatThrownBy(() -> observer.observe(MemorySegment.ofArray(new float[] {7, bad})))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("NaN or infinite");
    assertThat(observer.range()).isEqualTo(new Range(1, 1));
  }

  @Test
  void aRangeIsFiniteAndInOrder() {
    assertThatThrownBy(() -> new Range(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Range(Float.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
