package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeadChannelsTest {
  private final Network network = new Network(2);

  @Test
  void someAreNoted() {
    network.firstBias[3] = -100;
    network.firstBias[9] = -100;
    Finding finding = FindingAssert.assertNoted(network.patient().int8(), "DeadChannels", "first");
    assertThat(finding.evidence()).containsEntry("dead", 2.0).containsEntry("channels", 16.0);
  }

  @Test
  void allAreAMatterOfConcern() {
    Arrays.fill(network.firstBias, -100);
    Finding finding =
        FindingAssert.assertOnly(
            network.patient().int8(), "DeadChannels", "first", Severity.WARNING);
    assertThat(finding.sentence()).contains("Nothing but zeros");
  }
}
