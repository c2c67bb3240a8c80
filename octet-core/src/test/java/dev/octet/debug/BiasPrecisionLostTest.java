package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BiasPrecisionLostTest {
  @Test
  void aSmallBiasIsLostInTheStepsOfAWideInput() {
    var network = new Network(10);
    var random = new Random(1);
    for (int i = 0; i < network.samples.length; i++) {
      network.samples[i] = i % Network.CHANNELS == 0 ? (float) (1000 * random.nextGaussian()) : 0;
    }
    Network.scaleColumn(network.first, 0, 0);
    for (int c = 0; c < Network.CHANNELS; c++) {
      network.firstBias[c] = 0.05f + 0.002f * c;
    }
    Finding finding =
        FindingAssert.assertOnly(
            network.patient().int8(), "BiasPrecisionLost", "first", Severity.ERROR);
    assertThat(finding.evidence().get("largest_step")).isGreaterThan(0.05);
  }
}
