package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.weights.ChangedConstant;
import dev.octet.format.tensorflow.weights.Treatment;
import dev.octet.format.tensorflow.weights.WeightSettings;
import dev.octet.io.MappedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frozen graphs that TensorFlow wrote, with smaller weights. */
class WeightQuantizationTest {
  @TempDir private Path folder;

  private static Path resource(String name) {
    return Fixtures.root().resolve("octet-core/src/test/resources/tensorflow").resolve(name);
  }

  private Path write(WeightQuantization quantization) {
    Path target = folder.resolve("out.pb");
    quantization.write(target);
    return target;
  }

  private static GraphDef graph(Path file) {
    return GraphDef.of(Message.of(MappedFile.map(file)));
  }

  private static List<NodeDef> dequantized(List<NodeDef> nodes) {
    return nodes.stream().filter(n -> n.op().equals("Dequantize")).toList();
  }

  @Test
  void aConvolutionalNetworkTakesLessThanAThird() throws IOException {
    Path frozen = Fixtures.shared("models/fmnist_cnn/frozen.pb");
    var quantization = WeightQuantization.of(frozen, WeightSettings.standard());
    Path small = write(quantization);
    assertThat(Files.size(small)).isLessThanOrEqualTo(Files.size(frozen) * 32 / 100);
    assertThat(dequantized(graph(small).nodes())).hasSize(2);
    assertThat(quantization.left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fmnist_cnn",
        "fmnist_lstm",
        "fmnist_mbv2",
        "fmnist_mbv2_hostile",
        "fmnist_qat",
        "fmnist_vit"
      })
  void everyValueOfAFrozenNetworkIsWithinHalfAStep(String name) {
    Path frozen = Fixtures.shared("models/" + name + "/frozen.pb");
    for (Treatment.Mode mode : Treatment.Mode.values()) {
      var settings = new WeightSettings(1024, new Treatment.Quantized(mode));
      var quantization = WeightQuantization.of(frozen, settings);
      GraphDef before = graph(frozen);
      GraphDef after = graph(write(quantization));
      assertThat(quantization.changed()).isNotEmpty();
      for (ChangedConstant changed : quantization.changed()) {
        double worst =
            new DequantizedConstant(before, after, changed.name(), changed.function())
                .largestErrorInSteps();
        assertThat(worst).as(changed.name()).isBetween(0.2, 0.5001);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"functions, 3, 1", "loop, 1, 1", "listed, 2, 2", "devices, 2, 2"})
  void constantsInUnusualPlacesBecomeSmaller(String name, int changed, int inTheGraph) {
    Path file = resource("weights/" + name + ".pb");
    var quantization = WeightQuantization.of(file, WeightSettings.standard());
    assertThat(quantization.changed()).hasSize(changed);
    GraphDef after = graph(write(quantization));
    assertThat(dequantized(after.nodes())).hasSize(inTheGraph);
    for (ChangedConstant c : quantization.changed()) {
      assertThat(
              new DequantizedConstant(graph(file), after, c.name(), c.function())
                  .largestErrorInSteps())
          .isBetween(0.2, 0.5001);
    }
  }

  @Test
  void aGraphAsTextGivesTheSameAsInBinary() {
    var settings = new WeightSettings(4, new Treatment.Rounded(2));
    var fromText = WeightQuantization.of(resource("text/graph.pbtxt"), settings);
    var fromBinary = WeightQuantization.of(resource("text/graph.pb"), settings);
    assertThat(fromText.changed()).isEqualTo(fromBinary.changed()).isNotEmpty();
    assertThat(fromText.left()).isEqualTo(fromBinary.left());
  }

  @Test
  void roundedWeightsCompress() throws IOException {
    Path frozen = Fixtures.shared("models/fmnist_cnn/frozen.pb");
    var settings = new WeightSettings(1024, new Treatment.Rounded(6));
    Path rounded = write(WeightQuantization.of(frozen, settings));
    assertThat(Files.size(rounded)).isEqualTo(Files.size(frozen));
    assertThat(compressed(rounded)).isLessThan(compressed(frozen) / 4);
  }

  private static int compressed(Path file) throws IOException {
    try (var deflater = new Deflater()) {
      deflater.setInput(Files.readAllBytes(file));
      deflater.finish();
      int size = 0;
      var buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        size += deflater.deflate(buffer);
      }
      return size;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/saved_model.pb|is a SavedModel, whose weights are in files beside it",
        "text|is a folder",
        "text/saved_model.pbtxt|field 'saved_model_schema_version' of GraphDef",
        "text/fixtures.py|no file of TensorFlow",
      })
  void whatIsNoFrozenGraphIsRefusedWithAdvice(String name, String message) {
    Path file = resource(name);
    assertThatThrownBy(() -> WeightQuantization.of(file, WeightSettings.standard()))
        .isInstanceOfSatisfying(OctetException.class, e -> assertThat(e.advice()).isNotEmpty())
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void modelsOfOtherFormatsAreSentToTheirCommand() throws IOException {
    for (Path file :
        List.of(
            Fixtures.example("fashion.tflite"),
            Files.write(
                folder.resolve("k.h5"), new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10, 26, 10}),
            Files.createFile(folder.resolve("empty.pb")))) {
      assertThatThrownBy(() -> WeightQuantization.of(file, WeightSettings.standard()))
          .isInstanceOfSatisfying(
              OctetException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_FORMAT);
                assertThat(e.advice()).contains("octet quantize");
              });
    }
  }
}
