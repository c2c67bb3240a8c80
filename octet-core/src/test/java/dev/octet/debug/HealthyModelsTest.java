package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in order is left alone. */
class HealthyModelsTest {
  private static final int SEEDS = 25;

  @Test
  void noRuleComplainsOfRandomNetworks() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Diagnosis diagnosis = new Network(seed).patient().int8();
      assertThat(FindingAssert.serious(diagnosis)).as("seed %d", seed).isEmpty();
      assertThat(diagnosis.layers()).hasSize(3).allMatch(l -> l.damage() < 0.002);
    }
  }

  @Test
  void norOfOtherModes() {
    var modes = List.of(Mode.INT16X8, Mode.DYNAMIC, Mode.WEIGHTS8, Mode.FLOAT16);
    for (Mode mode : modes) {
      Diagnosis diagnosis = new Network(7).patient().diagnose(Recipe.of(mode).withMinElements(0));
      assertThat(FindingAssert.serious(diagnosis)).as("%s", mode).isEmpty();
      assertThat(diagnosis.layers()).as("%s", mode).isNotEmpty();
    }
  }

  @Test
  void nothingThatIsNoNumberGetsIn() {
    var network = new Network(3);
    network.samples[5] = 0;
    network.firstBias[2] = -1000; // a dead channel
    for (float[] seen :
        List.of(
            new float[network.samples.length],
            filled(network.samples.length, Float.MAX_VALUE),
            filled(network.samples.length, Float.MIN_VALUE))) {
      Patient patient = network.patient();
      Diagnosis diagnosis = patient.diagnose(patient.quantized(Recipe.of(Mode.INT8)), seen);
      assertThat(diagnosis.findings())
          .allMatch(f -> f.damage() >= 0 && f.damage() <= 1)
          .allMatch(f -> !f.sentence().contains("NaN"));
      assertThat(diagnosis.ranked()).allMatch(l -> l.damage() >= 0 && l.damage() <= 1);
    }
  }

  private static float[] filled(int count, float value) {
    var values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
