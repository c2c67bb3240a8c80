package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.Verification;
import dev.octet.data.DataOptions;
import dev.octet.data.LabelsFile;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.EvaluationOptions;
import dev.octet.evaluate.Evaluator;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network with fake quantization in it, without calibration data. */
class TrainedForIntegersTest {
  private static final int THREADS = 2;
  private static final double OFFICIAL = 0.895;
  private static final long MOST_BYTES = 86 << 10;

  @TempDir private Path folder;

  private Path quantize(Mode mode) {
    return quantize("float.tflite", Recipe.of(mode));
  }

  private Path quantize(String source, Recipe recipe) {
    Path file = folder.resolve("made.tflite");
    Octet octet = Octet.load(Fixtures.shared("models/fmnist_qat/" + source));
    assertThat(octet.needsCalibration()).isFalse();
    octet.quantize(recipe, octet.withoutRanges()).write(file, Verification.RUN, THREADS);
    return file;
  }

  private static double accuracy(Path file) {
    var options =
        EvaluationOptions.standard().withThreads(THREADS).withData(DataOptions.normalized(0, 255));
    Evaluation evaluation =
        new Evaluator(options, _ -> {})
            .evaluate(
                List.of(VerifiedModel.read(file)),
                List.of(Fixtures.shared("data/fmnist_test.npz") + ":x"),
                LabelsFile.read(Fixtures.shared("data/fmnist_test.npz") + ":y", null)
                    .requireClasses());
    return Objects.requireNonNull(evaluation.models().getFirst().accuracy()).top1();
  }

  @ParameterizedTest
  @EnumSource
  void everyModeIsAsAccurateAsTheOfficialFile(Mode mode) {
    assertThat(accuracy(quantize(mode))).isGreaterThanOrEqualTo(OFFICIAL - 0.003);
  }

  @ParameterizedTest
  @ValueSource(strings = {"saved_model", "frozen.pb"})
  void soItIsFromTensorFlowsOwnFormats(String source) throws IOException {
    for (Mode mode : List.of(Mode.INT8, Mode.INT8_ONLY, Mode.INT16X8)) {
      Path made = quantize(source, Recipe.of(mode));
      assertThat(accuracy(made)).as(mode.text()).isBetween(OFFICIAL - 0.003, OFFICIAL + 0.003);
      assertThat(Files.size(made)).isLessThanOrEqualTo(MOST_BYTES);
    }
    Recipe recipe = Recipe.integerOnly();
    Recipe bytes = recipe.withInputType(ElementType.UINT8).withOutputType(ElementType.UINT8);
    assertThat(accuracy(quantize(source, bytes))).isBetween(OFFICIAL - 0.003, OFFICIAL + 0.003);
  }

  @ParameterizedTest
  @ValueSource(strings = {"saved_model", "frozen.pb"})
  void theIntegersAreThoseOfTheOfficialFileFromThereToo(String source) {
    Path official = Fixtures.shared("golden/fmnist_qat/tf-int8_fallback.tflite");
    Path made = quantize(source, Recipe.fullInteger());
    GraphPair pair = GraphPair.compare(Tflite.read(made).main(), Tflite.read(official).main());
    assertThat(pair.structure()).isEmpty();
    assertThat(pair.values()).isPositive();
    // of the sizes of a RESHAPE one may be left open
    assertThat(pair.differences()).allMatch(d -> d.node().op().equals("RESHAPE") && d.input() == 1);
  }

  @Test
  void integersAreThoseOfTheOfficialFileInFewerBytes() throws IOException {
    Path official = Fixtures.shared("golden/fmnist_qat/tf-int8_fallback.tflite");
    Path made = quantize(Mode.INT8);
    GraphPair pair = GraphPair.compare(Tflite.read(made).main(), Tflite.read(official).main());
    assertThat(pair.structure()).isEmpty();
    assertThat(pair.values()).isPositive();
    assertThat(pair.differences()).isEmpty();
    assertThat(Files.size(made)).isLessThanOrEqualTo(Files.size(official));
    assertThat(Files.size(quantize(Mode.INT8_ONLY))).isLessThanOrEqualTo(Files.size(made));
  }
}
