package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeavyTailedWeightsTest {
  private static Patient patient(float outlier) {
    float[] weights = Network.normal(new Random(2), 4 * 512, 0.3);
    for (int c = 0; c < 4; c++) {
      weights[512 * c + 7 * c] = outlier;
    }
    String text =
        """
        graph main(%%x: f32[1,512]) -> (%%y) {
          const %%w: f32[4,512] = %s
          %%y: f32[1,4] = FULLY_CONNECTED(%%x, %%w, _) FullyConnectedOptions{}
        }
        """
            .formatted(Network.list(weights));
    return new Patient(text, Network.normal(new Random(1), 40 * 512, 1));
  }

  @Test
  void oneLargeWeightTakesTheStepsOfAllOthers() {
    Recipe recipe = Recipe.of(Mode.WEIGHTS4).withMinElements(0);
    Finding finding =
        FindingAssert.assertOnly(
            patient(10).diagnose(recipe), "HeavyTailedWeights", "y", Severity.ERROR);
    assertThat(finding.evidence().get("largest_over_rms")).isGreaterThan(10);
    assertThat(finding.fixes().getFirst()).contains("--improve clip-weights");
  }

  @Test
  void eightBitsHaveStepsEnough() {
    assertThat(FindingAssert.serious(patient(10).int8())).isEmpty();
  }
}
