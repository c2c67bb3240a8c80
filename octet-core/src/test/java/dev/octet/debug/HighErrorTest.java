package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HighErrorTest {
  @Test
  void anErrorWithoutAKnownCauseIsToldAll() {
    var network = new Network(11);
    Patient healthy = network.patient();
    float[] noise = Network.normal(new Random(3), network.first.length, 0.06);
    for (int i = 0; i < noise.length; i++) {
      network.first[i] += noise[i];
    }
    Patient broken = new Patient(network.text(), network.samples);
    Diagnosis diagnosis = healthy.diagnose(broken.quantized(Recipe.of(Mode.INT8)), network.samples);
    Finding finding = FindingAssert.assertOnly(diagnosis, "HighError", "first", Severity.WARNING);
    assertThat(finding.evidence().get("rmse_over_scale")).isGreaterThan(0.7);
  }
}
