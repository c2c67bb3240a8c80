package dev.octet.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.debug.Metrics;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final double[] FLOATS = {0.1, 0.7, 0.2};
  private static final int[] LABELS = {2, 1};

  @Test
  void top1LooksForTheRightClass() {
    Metric metric = Metric.top1(LABELS);
    assertThat(metric.scoring().of(0, FLOATS, new double[] {0, 1, 2})).isOne();
    assertThat(metric.scoring().of(1, FLOATS, new double[] {0, 1, 2})).isZero();
    assertThat(metric.scoring().of(1, FLOATS, new double[] {1, 1, 0})).as("the first").isZero();
    assertThat(metric.scoring().of(1, FLOATS, new double[] {0, Double.NaN, 0})).isZero();
  }

  @Test
  void agreementLooksWhereTheFloatModelHasTheGreatest() {
    Metric metric = Metric.agreement();
    assertThat(metric.scoring().of(0, FLOATS, new double[] {0, 9, 8})).isOne();
    assertThat(metric.scoring().of(0, FLOATS, new double[] {0, 8, 9})).isZero();
  }

  @Test
  void cosineIsThatOfTheAngle() {
    Metric metric = Metric.cosine();
    assertThat(metric.scoring().of(0, new double[] {1, 0}, new double[] {5, 5}))
        .isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(metric.scoring().of(0, new double[2], new double[2])).isOne();
    assertThat(metric.scoring().of(0, new double[2], FLOATS.clone())).isNotNaN();
    assertThat(metric.scoring().of(0, FLOATS, new double[] {1, Double.POSITIVE_INFINITY, 0}))
        .isZero();
  }

  @Test
  void theUsualOneFollowsFromWhatThereIs() {
    assertThat(Metric.choose(null, LABELS, true, Map.of()).name()).isEqualTo("top1");
    assertThat(Metric.choose(null, null, true, Map.of()).name()).isEqualTo("agreement");
    assertThat(Metric.choose(null, null, false, Map.of()).name()).isEqualTo("cosine");
  }

  @Test
  void anErrorCountsAsADropAsALikenessDoes() {
    Metric error = Metric.choose("mse", null, true, Metrics.builtIn().models());
    double own = error.scoring().of(0, FLOATS, FLOATS);
    assertThat(error.drop(own, error.scoring().of(0, FLOATS, new double[] {0.2, 0.6, 0.2})))
        .isPositive();
    assertThat(error.drop(own, own)).isZero();
    Metric likeness = Metric.choose("correlation", null, true, Metrics.builtIn().models());
    own = likeness.scoring().of(0, FLOATS, FLOATS);
    assertThat(likeness.drop(own, likeness.scoring().of(0, FLOATS, new double[] {0.7, 0.1, 0.2})))
        .isPositive();
  }

  @Test
  void aMetricThatGivesNoNumberIsNamedWithTheSample() {
    Metric metric = Metric.of("mine", (_, _) -> Double.NaN);
    assertThatThrownBy(() -> metric.scoring().of(7, FLOATS, FLOATS))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContaining("metric 'mine': sample 7: is NaN");
  }

  @Test
  void aMetricThatFailsIsNamedWithTheSample() {
    Metric metric =
        Metric.of(
            "mine",
            (_, _) -> {
              throw new IllegalStateException("oops");
            });
    assertThatThrownBy(() -> metric.scoring().of(3, FLOATS, FLOATS))
        .hasMessageContaining("metric 'mine': sample 3: fails")
        .hasMessageContaining("oops");
  }

  @Test
  void anUnknownMetricIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> Metric.choose("mine", null, true, Map.of("yours", (_, _) -> 1)))
        .hasMessageContaining("no metric 'mine'")
        .hasMessageContaining("top1, agreement, cosine, yours");
    assertThatThrownBy(() -> Metric.choose("top1", null, true, Map.of()))
        .hasMessageContaining("--labels");
  }
}
