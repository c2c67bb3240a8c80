package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import org.junit.jupiter.api.Test;

class UnequalWeightRangesTest {
  private final Network network = new Network(8);

  private void makeUnequal() {
    for (int c = 0; c < Network.CHANNELS; c++) {
      double factor = Math.pow(1000, -(double) c / (Network.CHANNELS - 1));
      Network.scaleRow(network.first, c, factor);
      network.firstBias[c] *= (float) factor;
      network.apart[c] /= (float) factor;
    }
  }

  @Test
  void oneScaleForAllChannelsLosesTheSmallOnes() {
    makeUnequal();
    Recipe recipe = Recipe.of(Mode.WEIGHTS8).withMinElements(0).withPerTensor();
    Diagnosis diagnosis = network.patient().diagnose(recipe);
    assertThat(FindingAssert.serious(diagnosis))
        .isNotEmpty()
        .allMatch(f -> f.rule().equals("UnequalWeightRanges"));
    assertThat(FindingAssert.serious(diagnosis).getFirst().fixes().getFirst())
        .contains("--per-tensor");
  }

  @Test
  void aScaleForEachChannelDoesNot() {
    makeUnequal();
    Recipe recipe = Recipe.of(Mode.WEIGHTS8).withMinElements(0);
    assertThat(FindingAssert.serious(network.patient().diagnose(recipe))).isEmpty();
  }

  @Test
  void smallWeightsOfLoudInputsGetFewSteps() {
    for (int c = 0; c < Network.CHANNELS; c++) {
      double factor = Math.pow(3000, (double) c / (Network.CHANNELS - 1));
      network.apart[c] *= (float) factor;
      network.apartBias[c] *= (float) factor;
      Network.scaleColumn(network.last, c, 1 / factor);
    }
    Recipe recipe = Recipe.of(Mode.WEIGHTS8).withMinElements(0);
    Diagnosis diagnosis = network.patient().diagnose(recipe);
    Finding finding =
        diagnosis.findings().stream()
            .filter(f -> f.place().tensorName().equals("last"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.rule()).isEqualTo("UnequalWeightRanges");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.fixes().getFirst()).contains("--improve equalize");
  }
}
