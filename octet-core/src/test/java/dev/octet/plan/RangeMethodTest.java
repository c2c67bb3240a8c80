package dev.octet.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeMethodTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "min-max",
        "mean",
        "percentile",
        "percentile:99.9",
        "percentile:99",
        "mse",
        "mse:4",
        "mse:16",
        "entropy",
        "entropy:16"
      })
  void textIsReadAsItIsWritten(String text) {
    assertThat(RangeMethod.parse(text).text()).isEqualTo(text);
  }

  @Test
  void defaultsMayBeWrittenOut() {
    assertThat(RangeMethod.parse("percentile:99.99")).isEqualTo(RangeMethod.parse("percentile"));
    assertThat(RangeMethod.parse("MSE:8")).isEqualTo(new RangeMethod.Mse(8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "max",
        "min-max:3",
        "mean:0.9",
        "percentile:",
        "percentile:x",
        "percentile:0",
        "percentile:100.1",
        "percentile:NaN",
        "mse:1",
        "mse:17",
        "mse:8.5",
        "entropy:"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> RangeMethod.parse(text))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @Test
  void onlyMethodsThatWeighRoundingKnowBits() {
    assertThat(RangeMethod.parse("mse").forBits(16)).isEqualTo(new RangeMethod.Mse(16));
    assertThat(RangeMethod.parse("entropy").forBits(16)).isEqualTo(new RangeMethod.Entropy(16));
    assertThat(RangeMethod.parse("percentile:99").forBits(16).text()).isEqualTo("percentile:99");
    assertThat(new RangeMethod.MinMax().forBits(16)).isEqualTo(new RangeMethod.MinMax());
  }
}
