package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeanObserverTest extends ObserverContract<MeanObserver> {
  @Override
  MeanObserver fresh() {
    return new MeanObserver();
  }

  @Test
  void theRangeIsTheMeanOfTheSamplesRanges() {
    assertThat(saw(new float[] {-1, 4}, new float[] {-3, 0, 1}, new float[] {-2, 10}).range())
        .isEqualTo(new Range(-2, 5));
  }

  @Test
  void aSampleWithoutValuesDoesNotCount() {
    assertThat(saw(new float[] {-1, 4}, new float[0]).range()).isEqualTo(new Range(-1, 4));
  }

  @Test
  void nothingIsLostBetweenLargeAndSmallValues() {
    float large = 0x1p100f;
    assertThat(saw(new float[] {large}, new float[] {3}, new float[] {-large}).range())
        .isEqualTo(new Range(1, 1));
  }

  @Test
  void theSumOfTheLargestFloatsDoesNotOverflow() {
    float[] largest = {-Float.MAX_VALUE, Float.MAX_VALUE};
    assertThat(saw(largest, largest, largest).range())
        .isEqualTo(new Range(-Float.MAX_VALUE, Float.MAX_VALUE));
  }
}
