package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import org.junit.jupiter.api.Test;

class BiasOverflowTest {
  private final Network network = new Network(9);

  @Test
  void aChannelOfTinyWeightsGetsWiderSteps() {
    Network.scaleRow(network.first, 5, 1e-9);
    network.firstBias[5] = 1;
    Finding finding = FindingAssert.assertNoted(network.patient().int8(), "BiasOverflow", "first");
    assertThat(finding.evidence()).containsEntry("widened", 1.0).containsEntry("cut_off", 0.0);
    assertThat(finding.evidence().get("largest_factor")).isGreaterThan(2);
  }

  @Test
  void aBiasThatWasCutOffIsAnError() {
    network.firstBias[5] = 4;
    Patient patient = network.patient();
    String text = Text.print(patient.quantized(Recipe.of(Mode.INT8)));
    Model cut = Text.parse(text.replaceFirst("(const %b1: i32.* = \\{)-?\\d+", "$12147483647"));
    Finding finding =
        FindingAssert.assertOnly(
            patient.diagnose(cut, network.samples), "BiasOverflow", "first", Severity.ERROR);
    assertThat(finding.evidence()).containsEntry("cut_off", 1.0);
  }
}
