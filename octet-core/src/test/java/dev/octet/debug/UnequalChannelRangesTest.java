package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnequalChannelRangesTest {
  private final Network network = new Network(1);

  private void makeUnequal(double ratio) {
    for (int c = 0; c < Network.CHANNELS; c++) {
      double factor = Math.pow(ratio, (double) c / (Network.CHANNELS - 1));
      Network.scaleRow(network.first, c, factor);
      network.firstBias[c] *= (float) factor;
      network.apart[c] /= (float) factor;
    }
  }

  @Test
  void smallChannelsThatLaterWeightsAmplifyAreLost() {
    makeUnequal(3000);
    Diagnosis diagnosis = network.patient().int8();
    Finding finding =
        FindingAssert.assertOnly(diagnosis, "UnequalChannelRanges", "first", Severity.ERROR);
    assertThat(finding.evidence().get("narrowest_steps")).isLessThan(1);
    assertThat(finding.evidence().get("silenced_channels")).isPositive();
    assertThat(finding.fixes().getFirst()).contains("--improve equalize");
  }

  @Test
  void whatTheRankingByStepsDoesNotShowIsOnTopOfTheRankingByDamage() {
    makeUnequal(3000);
    Diagnosis diagnosis = network.patient().int8();
    LayerStatistics first = diagnosis.layers().getFirst();
    assertThat(first.place().tensorName()).isEqualTo("first");
    assertThat(first.rmseOverScale()).isLessThan(0.3);
    assertThat(diagnosis.layers().getLast().rmseOverScale()).isGreaterThan(0.25);
    assertThat(diagnosis.ranked().getFirst()).isSameAs(first);
  }

  @Test
  void aLittleInequalityIsOfNoImportance() {
    makeUnequal(4);
    assertThat(FindingAssert.serious(network.patient().int8())).isEmpty();
  }

  @Test
  void smallChannelsThatNothingAmplifiesAreOfNoImportance() {
    for (int c = 0; c < Network.CHANNELS; c++) {
      Network.scaleRow(network.last, c, Math.pow(0.01, c));
      network.lastBias[c] *= (float) Math.pow(0.01, c);
    }
    assertThat(FindingAssert.serious(network.patient().int8())).isEmpty();
  }
}
