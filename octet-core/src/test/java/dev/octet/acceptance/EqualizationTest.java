package dev.octet.acceptance;

import static dev.octet.rewrite.RewriteVerifier.assertSameOutputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.Outcome;
import dev.octet.Verification;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.LabelsFile;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.OctetException;
import dev.octet.evaluate.EvaluationOptions;
import dev.octet.evaluate.Evaluator;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What equalization does to trained networks, wild and healthy. */
class EqualizationTest {
  private static final int THREADS = 2;
  private static final DataOptions PIXELS = DataOptions.normalized(0, 255);
  private static final Recipe PLAIN = Recipe.fullInteger();
  private static final Recipe EQUALIZED = PLAIN.withImprovement(Improvement.EQUALIZE);

  @TempDir private Path folder;

  private static Octet load(String name) {
    return Octet.load(Fixtures.shared("models/" + name + "/float.tflite"));
  }

  private static RepresentativeDataset samples(Octet octet) {
    return Datasets.open(
        List.of(Fixtures.shared("data/fmnist_calib.npz") + ":x"), octet.model(), PIXELS);
  }

  private static Outcome quantize(String name, Recipe recipe) {
    Octet octet = load(name).improved(recipe, null, THREADS, _ -> {});
    return octet.quantize(recipe, octet.calibrate(recipe, samples(octet), THREADS, _ -> {}));
  }

  private double accuracy(Outcome outcome, Path file) {
    outcome.write(file, Verification.RUN, THREADS);
    var options = EvaluationOptions.standard().withThreads(THREADS).withData(PIXELS);
    var evaluation =
        new Evaluator(options, _ -> {})
            .evaluate(
                List.of(VerifiedModel.read(file)),
                List.of(Fixtures.shared("data/fmnist_test.npz") + ":x"),
                LabelsFile.read(Fixtures.shared("data/fmnist_test.npz") + ":y", null)
                    .requireClasses());
    return Objects.requireNonNull(evaluation.models().getFirst().accuracy()).top1();
  }

  @Test
  void aNetworkThatIntegersRuinedIsAsGoodAsInFloat() throws IOException {
    Outcome mended = quantize("fmnist_mbv2_hostile", EQUALIZED);
    Path file = folder.resolve("mended.tflite");
    assertThat(accuracy(mended, file)).isGreaterThanOrEqualTo(0.91);
    assertThat(mended.plan().model().main().nodes())
        .allSatisfy(
            n -> assertThat(mended.plan().of(n).scheme()).isInstanceOf(Scheme.FullInteger.class));
    Path ruined = folder.resolve("ruined.tflite");
    quantize("fmnist_mbv2_hostile", PLAIN).write(ruined, Verification.RUN, THREADS);
    assertThat(Files.size(file)).isLessThanOrEqualTo(Files.size(ruined));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_mbv2", "fmnist_mbv2_relu", "fmnist_cnn"})
  void aHealthyNetworkTakesNoHarm(String name) {
    double before = accuracy(quantize(name, PLAIN), folder.resolve("before.tflite"));
    double after = accuracy(quantize(name, EQUALIZED), folder.resolve("after.tflite"));
    assertThat(after).isGreaterThanOrEqualTo(before - 0.002);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fmnist_mbv2",
        "fmnist_mbv2_relu",
        "fmnist_mbv2_hostile",
        "fmnist_cnn",
        "fmnist_vit",
        "fmnist_lstm",
        "fmnist_qat",
        "multi_sig",
        "tiny_ad01",
        "tiny_kws",
        "tiny_resnet"
      })
  void theFloatModelComputesTheSame(String name) {
    Octet octet = load(name);
    assertSameOutputs(octet.model(), octet.improved(EQUALIZED, null, THREADS, _ -> {}).model());
  }

  @Test
  void rangesBelongToTheModelThatTheyWereFoundFor() {
    Octet plain = load("fmnist_cnn");
    Octet equalized = plain.improved(EQUALIZED, null, THREADS, _ -> {});
    Ranges ranges = equalized.calibrate(EQUALIZED, samples(equalized), THREADS, _ -> {});
    Path saved = folder.resolve("ranges.json");
    equalized.saveRanges(ranges, saved);
    assertThat(equalized.quantize(EQUALIZED, equalized.readRanges(saved)).notes())
        .anyMatch(n -> n.startsWith("equalize: "));
    assertThatThrownBy(() -> plain.readRanges(saved))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("improved by equalize");
    assertThatThrownBy(() -> plain.quantize(EQUALIZED, plain.withoutRanges()))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("equalize");
    assertThatThrownBy(() -> plain.quantize(PLAIN, ranges))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatMustSeeSamplesSaysSo() {
    Recipe absorbing = PLAIN.withImprovement(Improvement.ABSORB_HIGH_BIAS);
    Octet octet = load("fmnist_cnn");
    assertThatThrownBy(() -> octet.improved(absorbing, null, THREADS, _ -> {}))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("absorb-high-bias must see samples");
    Octet absorbed = octet.improved(absorbing, samples(octet), THREADS, _ -> {});
    Ranges ranges = absorbed.calibrate(absorbing, samples(octet), THREADS, _ -> {});
    assertThatThrownBy(() -> absorbed.saveRanges(ranges, folder.resolve("r.json")))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("cannot be kept");
    assertThat(accuracy(absorbed.quantize(absorbing, ranges), folder.resolve("a.tflite")))
        .isGreaterThan(0.89);
  }
}
