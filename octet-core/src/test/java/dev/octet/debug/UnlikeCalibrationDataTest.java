package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import org.junit.jupiter.api.Test;

class UnlikeCalibrationDataTest {
  private final Network network = new Network(5);

  private Diagnosis seen(double factor) {
    Patient patient = network.patient();
    float[] other = network.samples.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] *= (float) factor;
    }
    return patient.diagnose(patient.quantized(Recipe.of(Mode.INT8)), other);
  }

  @Test
  void samplesThatGoFurtherAreCutOff() {
    Finding finding =
        FindingAssert.assertOnly(seen(6), "UnlikeCalibrationData", "x", Severity.ERROR);
    assertThat(finding.evidence().get("saturated")).isGreaterThan(0.1);
  }

  @Test
  void samplesOfAnotherScaleUseFewSteps() {
    Finding worst = seen(1 / 255.0).findings().getFirst();
    assertThat(worst.rule()).isEqualTo("UnlikeCalibrationData");
    assertThat(worst.severity()).isEqualTo(Severity.ERROR);
    assertThat(worst.fixes().getLast()).contains("--normalize");
  }

  @Test
  void aLittleMoreOrLessIsOfNoImportance() {
    assertThat(FindingAssert.serious(seen(1.1))).isEmpty();
    assertThat(FindingAssert.serious(seen(0.7))).isEmpty();
  }
}
