package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained networks: one that official tools break, and those that are as good as in float. */
class TrainedModelsTest {
  private static final int THREADS = 2;
  private static final int SAMPLES = 100;

  private static Diagnosis diagnose(String name) {
    boolean tiny = name.startsWith("tiny_");
    String file = name.equals("fmnist_lstm") ? "float_k2.tflite" : "float.tflite";
    var octet = Octet.load(Fixtures.shared("models/" + name + "/" + file));
    var data =
        Datasets.open(
            List.of(
                tiny
                    ? Fixtures.shared("data/" + name + ".npz") + ":calib"
                    : Fixtures.shared("data/fmnist_calib.npz") + ":x"),
            octet.model(),
            tiny ? DataOptions.standard() : DataOptions.normalized(0, 255));
    var ranges = octet.calibrate(data, THREADS, _ -> {});
    return octet.debug(
        octet.quantize(Recipe.of(Mode.INT8), ranges),
        data.first(SAMPLES),
        DebugOptions.standard(),
        THREADS,
        _ -> {});
  }

  private static String layer(String tensorName) {
    return tensorName.replaceAll("^[^/]*/([a-z0-9]+_[a-z]+)_.*", "$1");
  }

  @Test
  void theLayersBehindTheDamageRankOnTopAndTheCauseIsNamed() {
    Diagnosis hostile = diagnose("fmnist_mbv2_hostile");
    assertThat(hostile.ranked().stream().limit(4).map(l -> layer(l.place().tensorName())))
        .containsExactlyInAnyOrder("b1_expand", "b3_expand", "b2_dw", "b4_dw");
    assertThat(hostile.findings().stream().limit(4))
        .allMatch(f -> f.rule().equals("UnequalChannelRanges"));
    assertThat(FindingAssert.serious(hostile))
        .allMatch(f -> f.severity() == Severity.ERROR)
        .extracting(f -> layer(f.place().tensorName()))
        .containsExactlyInAnyOrder("b1_expand", "b3_expand");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fmnist_mbv2",
        "fmnist_mbv2_relu",
        "fmnist_cnn",
        "fmnist_vit",
        "fmnist_lstm",
        "tiny_kws",
        "tiny_resnet",
        "tiny_ad01"
      })
  void noRuleComplainsOfModelsThatAreAsGoodAsInFloat(String name) {
    assertThat(FindingAssert.serious(diagnose(name))).isEmpty();
  }
}
