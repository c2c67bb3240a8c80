package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedScaleDoesNotFitTest {
  private static Patient softmax(int places, double deviation) {
    String text =
        """
        graph main(%%x: f32[1,%d]) -> (%%p) {
          %%p: f32[1,%d] = SOFTMAX(%%x) SoftmaxOptions{beta: 1.0}
        }
        """
            .formatted(places, places);
    return new Patient(text, Network.normal(new Random(1), 20 * places, deviation));
  }

  @Test
  void aThousandthOfEachDoesNotReachAStep() {
    Finding finding =
        FindingAssert.assertOnly(
            softmax(2000, 0.3).int8(), "FixedScaleDoesNotFit", "p", Severity.ERROR);
    assertThat(finding.evidence().get("steps")).isLessThan(1);
  }

  @Test
  void aTenthDoes() {
    assertThat(FindingAssert.serious(softmax(10, 1).int8())).isEmpty();
  }
}
