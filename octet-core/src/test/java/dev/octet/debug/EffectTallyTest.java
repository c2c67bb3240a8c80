package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.debug.FloatOutputs.Output;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as an effect on the outputs. */
class EffectTallyTest {
  private static List<Output> output(int row, float... values) {
    return List.of(new Output(values, row));
  }

  private static Effect effect(float[] expected, float[] actual) {
    var tally = new EffectTally(1, 1);
    tally.compare(0, output(expected.length, expected), output(actual.length, actual));
    return tally.effect();
  }

  @Test
  void noiseIsTheErrorsEnergyByTheOutputs() {
    Effect effect = effect(new float[] {3, 4}, new float[] {3, 4.5f});
    assertThat(effect).isEqualTo(new Effect(0.01, 1, 0.5));
    assertThat(effect.sqnrDb()).isCloseTo(20, within(1e-9));
  }

  @Test
  void equalOutputsHaveNoNoise() {
    Effect effect = effect(new float[] {1, Float.NaN}, new float[] {1, Float.NaN});
    assertThat(effect.noise()).isZero();
    assertThat(effect.sqnrDb()).isInfinite();
  }

  @Test
  void whatIsNoNumberAnyMoreIsTheWorst() {
    assertThat(effect(new float[] {1, 2}, new float[] {1, Float.NaN}).noise()).isInfinite();
    assertThat(effect(new float[] {1, 2}, new float[] {1, 1 / 0f}).noise()).isInfinite();
  }

  @Test
  void anOutputOfZerosCountsByItsError() {
    assertThat(effect(new float[] {0, 0}, new float[] {0, 0.5f}).noise()).isEqualTo(0.25);
  }

  @Test
  void aSampleWithNextToNoEnergyDoesNotDecideAlone() {
    var tally = new EffectTally(1, 2);
    tally.compare(0, output(1, 10), output(1, 10));
    tally.compare(1, output(1, 1e-6f), output(1, 0.1f));
    assertThat(tally.effect().noise()).isLessThan(0.02);
  }

  @Test
  void agreementIsByRow() {
    var tally = new EffectTally(1, 1);
    tally.compare(0, output(2, 1, 2, 3, 4), output(2, 1, 2, 4, 3));
    assertThat(tally.effect().agreement()).isEqualTo(0.5);
  }

  @Test
  void whatIsMissingCountsAsZeros() {
    assertThat(effect(new float[] {3, 4}, new float[] {3}).noise())
        .isCloseTo(16 / 25.0, within(1e-9));
  }
}
