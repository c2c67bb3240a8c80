package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.DifferenceMetric;
import dev.octet.evaluate.MetricProvider;
import dev.octet.evaluate.ModelMetric;
import dev.octet.evaluate.OutputMetric;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final float[] REFERENCE = {1, 2, -2, 4};
  private static final float[] ACTUAL = {1, 2.5f, -2, 3};
  private final Metrics metrics = Metrics.builtIn();

  @ParameterizedTest
  @CsvSource({"mean_abs_error, 0.375", "rmse, 0.559017"})
  void figuresOfTheError(String name, double expected) {
    DifferenceMetric metric = Objects.requireNonNull(metrics.differences().get(name));
    assertThat(metric.of(new float[] {0, 0.5f, 0, -1})).isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "correlation, 0.970370",
    "cosine, 0.977778",
    "kl, 0.171937",
    "max_relative_error, 0.25",
    "psnr, 20.614",
    "sqnr_db, 13.010"
  })
  void figuresOfTheOutputs(String name, double expected) {
    OutputMetric metric = Objects.requireNonNull(metrics.outputs().get(name));
    float[] integers = {3, 6, -3, 7}; // real = (q - 1) * 0.5
    assertThat(metric.of(REFERENCE, integers, 0.5, 1)).isCloseTo(expected, within(1e-3));
    assertThat(metrics.model("model:" + name).of(List.of(REFERENCE), List.of(ACTUAL)))
        .isCloseTo(expected, within(1e-3));
  }

  @Test
  void agreementIsOfTheLargest() {
    ModelMetric agreement = metrics.model("argmax_agreement");
    float[] other = {5, 0, 0, 0};
    assertThat(agreement.of(List.of(REFERENCE), List.of(ACTUAL))).isOne();
    assertThat(agreement.of(List.of(REFERENCE, REFERENCE), List.of(ACTUAL, other))).isEqualTo(0.5);
  }

  @Test
  void distributionsAreComparedAsTheyAre() {
    ModelMetric kl = metrics.model("kl");
    double figure = kl.of(List.of(new float[] {0.5f, 0.5f}), List.of(new float[] {0.25f, 0.75f}));
    assertThat(figure).isCloseTo(0.5 * Math.log(4.0 / 3), within(1e-6));
    float[] certain = {1, 0};
    assertThat(kl.of(List.of(certain), List.of(certain))).isZero();
    assertThat(kl.of(List.of(new float[] {0, 1}), List.of(certain))).isBetween(10.0, 20.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"correlation", "cosine", "max_relative_error"})
  void whatHasNoValueIsNoNumber(String name) {
    float[] zeros = new float[3];
    assertThat(metrics.model(name).of(List.of(zeros), List.of(zeros))).isNaN();
  }

  @Test
  void aNameMeansLayersFirst() {
    DebugOptions options =
        metrics.addTo(DebugOptions.standard(), List.of("kl", "model:kl", "rmse", "mse"));
    assertThat(options.outputMetrics()).containsOnlyKeys("kl");
    assertThat(options.differenceMetrics()).containsOnlyKeys("rmse");
    assertThat(options.modelMetrics()).containsOnlyKeys("kl", "mse");
  }

  @ParameterizedTest
  @ValueSource(strings = {"accuracy", "model:rmse", ""})
  void anUnknownNameIsAnsweredWithAll(String name) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> metrics.addTo(DebugOptions.standard(), List.of(name)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .withMessageContaining("there is no metric '" + name + "'")
        .withMessageContaining("mean_abs_error, psnr, rmse, sqnr_db")
        .withMessageContaining("argmax_agreement, model:correlation");
  }

  @ParameterizedTest
  @CsvSource({"kl;kl", "mse;model:mse", "rmse;kl;rmse"})
  void nothingIsAskedForTwice(String names) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> metrics.addTo(DebugOptions.standard(), List.of(names.split(";"))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .withMessageContaining("twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kl", "rmse", "a:b", "a,b", " a", ""})
  void providersBringUsableNamesOfTheirOwn(String name) {
    var provider =
        new MetricProvider() {
          @Override
          public Map<String, OutputMetric> outputMetrics() {
            return Map.of(name, (_, _, _, _) -> 0);
          }
        };
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> metrics.with(provider))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN));
  }
}
