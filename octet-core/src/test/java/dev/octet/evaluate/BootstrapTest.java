package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final int SAMPLES = 400;
  private static final Gauge.OfSamples TOP = Classifications.top(1);
  private static final Gauge.OfSamples COSINE = Likenesses.COSINE;
  private final Bootstrap bootstrap = new Bootstrap(10_000, 7);
  private final Random random = new Random(1);

  private static Column flags(int ones, int from) {
    var flags = new Column.Flags(SAMPLES);
    for (int i = from; i < from + ones; i++) {
      flags.put(i, 1, 1);
    }
    return flags;
  }

  @Test
  void aShareLiesWhereTheBinomialDistributionHasIt() {
    Interval interval = Objects.requireNonNull(bootstrap.value(TOP, flags(320, 0)));
    double deviation = Math.sqrt(0.8 * 0.2 / SAMPLES);
    assertThat(interval.level()).isEqualTo(0.95);
    assertThat(interval.low()).isCloseTo(0.8 - 1.96 * deviation, within(0.004));
    assertThat(interval.high()).isCloseTo(0.8 + 1.96 * deviation, within(0.004));
  }

  @Test
  void aDifferenceOfSharesCountsOnlySamplesThatDiffer() {
    Interval interval =
        Objects.requireNonNull(bootstrap.difference(TOP, flags(320, 0), flags(320, 12)));
    double deviation = Math.sqrt(24.0 / SAMPLES / SAMPLES);
    assertThat(interval.contains(0)).isTrue();
    assertThat(interval.low()).isCloseTo(-1.96 * deviation, within(0.004));
    assertThat(interval.high()).isCloseTo(1.96 * deviation, within(0.004));
    assertThat(Objects.requireNonNull(bootstrap.difference(TOP, flags(320, 0), flags(290, 0))))
        .satisfies(i -> assertThat(i.contains(0)).isFalse());
  }

  @Test
  void theSameModelsDifferByNothing() {
    Interval interval = Objects.requireNonNull(bootstrap.difference(TOP, flags(3, 0), flags(3, 0)));
    assertThat(interval).isEqualTo(new Interval(0, 0, 0.95));
  }

  @Test
  void aMeanLiesWhereTheNormalDistributionHasItAndPairsBelongTogether() {
    var first = new Column.Sums(SAMPLES);
    var second = new Column.Sums(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      double value = random.nextGaussian();
      first.put(i, value, 1);
      second.put(i, value + 0.1 + 0.01 * random.nextGaussian(), 1);
    }
    Interval alone = Objects.requireNonNull(bootstrap.value(COSINE, first));
    assertThat(alone.high() - alone.low()).isCloseTo(2 * 1.96 / 20, within(0.02));
    Interval difference = Objects.requireNonNull(bootstrap.difference(COSINE, first, second));
    assertThat(difference.low()).isCloseTo(0.1, within(0.002));
    assertThat(difference.high()).isCloseTo(0.1, within(0.002));
  }

  @Test
  void theSameSeedGivesTheSame() {
    Column column = flags(100, 0);
    assertThat(new Bootstrap(1000, 3).value(TOP, column))
        .isEqualTo(new Bootstrap(1000, 3).value(TOP, column))
        .isNotEqualTo(new Bootstrap(1000, 4).value(TOP, column));
    assertThat(new Bootstrap(0, 3).value(TOP, column)).isNull();
  }
}
