package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WideSoftmaxInputTest {
  private static Patient masked(float mask) {
    String text =
        """
        graph main(%%x: f32[1,8,8]) -> (%%p) {
          const %%m: f32[1,1,8] = {0, 0, 0, 0, 0, 0, %s, %s}
          %%s: f32[1,8,8] = ADD(%%x, %%m) AddOptions{}
          %%p: f32[1,8,8] = SOFTMAX(%%s) SoftmaxOptions{beta: 1.0}
        }
        """
            .formatted(mask, mask);
    return new Patient(text, Network.normal(new Random(1), 40 * 64, 1.5));
  }

  @Test
  void aMaskOfAThousandMillionLeavesNothingOfTheScores() {
    Finding finding =
        FindingAssert.assertOnly(masked(-1e9f).int8(), "WideSoftmaxInput", "p", Severity.ERROR);
    assertThat(finding.evidence().get("step")).isGreaterThan(1e6);
    assertThat(finding.fixes().getFirst()).contains("mask");
  }

  @Test
  void aMaskThatIsLargeEnoughDoesNoHarm() {
    assertThat(FindingAssert.serious(masked(-12).int8())).isEmpty();
  }
}
