package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keras models that were trained for integers, without calibration data. {@code
 * keras/trained/make_trained.py} made them.
 */
class TrainedKerasTest {
  private static final Set<String> BORDERS = Set.of("QUANTIZE", "DEQUANTIZE");

  @TempDir private Path folder;

  @BeforeEach
  void unpack() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/keras/trained/trained.zip");
        var zip = new ZipInputStream(Objects.requireNonNull(in))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Path file = folder.resolve(e.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, zip.readAllBytes());
      }
    }
  }

  private Octet load(String kind) {
    return Octet.load(folder.resolve(kind, "model.h5"));
  }

  private static Model quantize(Octet octet, Recipe recipe) {
    return octet.quantize(recipe, octet.withoutRanges()).model();
  }

  private static List<Tensor> weights(Model model) {
    return model.main().nodes().stream()
        .filter(n -> n.op().contains("CONV") || n.op().equals("FULLY_CONNECTED"))
        .flatMap(n -> Stream.of(n.input(1), n.input(2)).map(Objects::requireNonNull))
        .toList();
  }

  @Test
  void theIntegersAreThoseOfTheTraining() {
    List<Tensor> ours = weights(quantize(load("network"), Recipe.fullInteger()));
    List<Tensor> official = weights(Tflite.read(folder.resolve("network", "int8.tflite")));
    assertThat(ours).hasSize(10).hasSameSizeAs(official);
    for (int i = 0; i < ours.size(); i++) {
      assertThat(bytes(ours.get(i)).mismatch(bytes(official.get(i))))
          .as(ours.get(i).name())
          .isEqualTo(-1);
    }
  }

  private static MemorySegment bytes(Tensor constant) {
    return Objects.requireNonNull(constant.data()).bytes();
  }

  @Test
  void everyOpIsIntegerWithoutData() {
    Octet octet = load("network");
    assertThat(octet.needsCalibration()).isFalse();
    for (Recipe recipe : List.of(Recipe.integerOnly(), Recipe.int16x8())) {
      assertThat(floatOps(quantize(octet, recipe))).isEmpty();
    }
  }

  private static Stream<String> floatOps(Model model) {
    return model.main().nodes().stream()
        .filter(n -> !BORDERS.contains(n.op()))
        .filter(n -> n.outputs().stream().anyMatch(t -> t.type() == ElementType.FLOAT32))
        .map(Node::op);
  }

  @Test
  void theyComputeWhatKerasComputes() {
    Model official = Tflite.read(folder.resolve("network", "int8.tflite"));
    double noise = farthest("network", official);
    Octet octet = load("network");
    assertThat(farthest("network", quantize(octet, Recipe.fullInteger())))
        .isLessThanOrEqualTo(noise);
    assertThat(farthest("network", quantize(octet, Recipe.int16x8()))).isLessThanOrEqualTo(noise);
  }

  @Test
  void theFloatModelRoundsAsTheTrainingDid() {
    Model converted =
        Octet.convert(folder.resolve("network", "model.h5"), ReadOptions.standard()).model();
    assertThat(farthest("network", converted)).isLessThan(1e-6);
    assertThat(converted.main().nodes().stream().map(Node::op)).doesNotContain("MUL");
  }

  @Test
  void whatHasNoRangeStaysFloatAndSaysSo() {
    Octet octet = load("partly");
    var outcome = octet.quantize(Recipe.fullInteger(), octet.withoutRanges());
    assertThat(outcome.plan().keptFloat().stream().map(Node::op))
        .containsExactly("CONV_2D", "CONV_2D", "ELU", "CONV_2D");
    assertThat(outcome.plan().keptFloat())
        .allSatisfy(
            n -> assertThat(outcome.plan().of(n).reason().text()).contains("no range is known"));
    assertThat(farthest("partly", outcome.model())).isLessThan(0.01);
    assertThatThrownBy(() -> quantize(octet, Recipe.integerOnly()))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("no range is known for 'image'")
        .hasMessageContaining("calibrate it with samples");
  }

  @Test
  void calibrationSuppliesWhatTheTrainingDidNot() {
    Octet octet = load("partly");
    RepresentativeDataset data =
        Datasets.open(
            List.of(folder.resolve("partly", "io.npz") + ":x"),
            octet.model(),
            DataOptions.standard());
    Ranges ranges = octet.calibrate(data, 1, _ -> {});
    Model model = octet.quantize(Recipe.fullInteger(), ranges).model();
    assertThat(floatOps(model)).isEmpty();
    assertThat(farthest("partly", model)).isLessThan(0.02);
  }

  /** The largest difference from what Keras computes. */
  private double farthest(String kind, Model model) {
    NumpyFile file = NumpyFile.open(folder.resolve(kind, "io.npz"));
    NdArray x = file.read("x");
    NdArray y = file.read("y");
    double farthest = 0;
    try (Engine engine = Engine.open(Tflite.bytes(model), EngineOptions.standard())) {
      for (int i = 0; i < x.dim(0); i++) {
        MemorySegment.copy(x.slice(i).data(), 0, engine.input(0), 0, engine.input(0).byteSize());
        engine.run();
        double[] expected = y.slice(i).toDoubles();
        for (int j = 0; j < expected.length; j++) {
          float actual = engine.output(0).getAtIndex(Constant.F32, j);
          farthest = Math.max(farthest, Math.abs(actual - expected[j]));
        }
      }
    }
    return farthest;
  }
}
