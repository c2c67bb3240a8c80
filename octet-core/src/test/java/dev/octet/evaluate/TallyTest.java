package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void ranksEqualScoresByTheirClass() {
    var tally = new Tally(3);
    double[] scores = {0.1, 0.4, 0.4, 0.1};
    tally.label(0, scores, 1);
    tally.label(1, scores, 2);
    tally.label(2, scores, 3);
    assertThat(tally.accuracy(1).top1()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(tally.accuracy(2).topK()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(tally.accuracy(3).topK()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(tally.accuracy(4).topK()).isEqualTo(1);
  }

  @Test
  void countsSamplesThatAreNoNumbersAsWrongAndLeavesThemOutOfDifferences() {
    var tally = new Tally(2);
    double[] good = {3, 4};
    double[] near = {3, 4.5};
    double[] broken = {Double.NaN, 9};
    tally.label(0, near, 1);
    tally.compare(0, near, good);
    tally.label(1, broken, 1);
    tally.compare(1, broken, good);
    assertThat(tally.broken()).isEqualTo(1);
    assertThat(tally.accuracy(2).topK()).isEqualTo(0.5);
    assertThat(tally.likeness().agreement()).isEqualTo(0.5);
    assertThat(tally.likeness().maxDifference()).isEqualTo(0.5);
    assertThat(tally.likeness().snr()).isCloseTo(20, within(1e-9));
  }
}
