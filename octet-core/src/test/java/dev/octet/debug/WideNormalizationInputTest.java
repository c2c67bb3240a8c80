package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WideNormalizationInputTest {
  private static Patient root(double smallest, double largest) {
    String text =
        """
        graph main(%x: f32[1,16]) -> (%y) {
          %y: f32[1,16] = RSQRT(%x)
        }
        """;
    var random = new Random(1);
    var variances = new float[40 * 16];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = (float) (smallest * Math.pow(largest / smallest, random.nextDouble()));
    }
    return new Patient(text, variances);
  }

  @Test
  void smallVariancesAreFarOffTheirRoots() {
    Finding finding =
        root(0.001, 1).int8().findings().stream()
            .filter(f -> f.rule().equals("WideNormalizationInput"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.evidence().get("smallest_steps")).isLessThan(1);
  }

  @Test
  void variancesOfOneSizeAreNot() {
    assertThat(FindingAssert.serious(root(0.5, 1).int8())).isEmpty();
  }
}
