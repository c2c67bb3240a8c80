package dev.octet.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.MessageWriter;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of TensorFlow are told by what is in them; those that are no model get advice. */
class TensorFlowFilesTest {
  @TempDir Path folder;

  private Path file(String name, MessageWriter message) throws IOException {
    return file(name, message.toBytes().toArray(ValueLayout.JAVA_BYTE));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static void assertAdvised(Path file, String what, String advice) {
    assertThat(TensorFlow.isModel(file)).isTrue();
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> TensorFlow.read(file, TensorFlowOptions.standard()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_FORMAT))
        .satisfies(e -> assertThat(e.what()).contains(what))
        .satisfies(e -> assertThat(e.advice()).contains(advice));
  }

  @Test
  void aGraphNeedsNoEndingToItsName() throws IOException {
    Path graph = file("graph", Files.readAllBytes(EndsFiles.file("plain.pb")));
    assertThat(TensorFlow.isModel(graph)).isTrue();
    assertThat(TensorFlow.read(graph, TensorFlowOptions.standard()).form())
        .isEqualTo(TensorFlowModel.Form.FROZEN_GRAPH);
  }

  @Test
  void theFileInASavedModelIsAsGoodAsItsFolder() {
    var options = TensorFlowOptions.standard().withSignature("predict");
    Path saved = EndsFiles.file("signatures");
    var byFolder = TensorFlow.read(saved, options);
    var byFile = TensorFlow.read(saved.resolve("saved_model.pb"), options);
    assertThat(byFile.form()).isEqualTo(TensorFlowModel.Form.SAVED_MODEL);
    assertThat(EndsFiles.outputs(byFile.model())).isEqualTo(EndsFiles.outputs(byFolder.model()));
  }

  @Test
  void aSignatureThatTakesTextsIsNamedAndOneThatConvertsProposed() {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(
            () -> TensorFlow.read(EndsFiles.file("signatures"), TensorFlowOptions.standard()))
        .satisfies(e -> assertThat(e.getMessage()).contains("classify").contains("inputs"))
        .satisfies(e -> assertThat(e.advice()).contains("--signature predict"));
  }

  @Test
  void theGraphOfACheckpointIsNoModel() {
    assertAdvised(EndsFiles.file("signatures.meta"), "graph of a checkpoint", "freeze");
  }

  @Test
  void checkpointsAreNoModels() throws IOException {
    byte[] state = "model_checkpoint_path: \"model.ckpt\"\n".getBytes(StandardCharsets.UTF_8);
    Path checkpoint = file("run/checkpoint", state);
    byte[] table = {
      1, 2, 3, 0x57, (byte) 0xfb, (byte) 0x80, (byte) 0x8b, 0x24, 0x75, 0x47, (byte) 0xdb
    };
    Path index = file("run/model.ckpt.index", table);
    assertAdvised(checkpoint, "checkpoint", "freeze");
    assertAdvised(index, "checkpoint", "freeze");
    assertAdvised(folder.resolve("run/model.ckpt"), "checkpoint", "freeze");
    assertAdvised(folder.resolve("run"), "checkpoint", "freeze");
  }

  @Test
  void thePartsOfASavedModelPointToItsFolder() throws IOException {
    Files.copy(
        EndsFiles.file("signatures").resolve("saved_model.pb"), folder.resolve("saved_model.pb"));
    file("variables/variables.index", new byte[0]);
    assertAdvised(folder.resolve("variables"), "variables of a SavedModel", "folder");
    var layer =
        new MessageWriter()
            .integer(2, 1)
            .text(3, "root")
            .text(4, "_tf_keras_network")
            .text(5, "{}");
    assertAdvised(
        file("keras_metadata.pb", new MessageWriter().message(1, layer)), "SavedModel", "folder");
    var print =
        new MessageWriter()
            .integer(1, 7)
            .integer(2, 8)
            .integer(3, 9)
            .integer(4, 9)
            .message(6, new MessageWriter().integer(1, 1));
    assertAdvised(file("fingerprint.pb", print), "SavedModel", "folder");
  }

  @Test
  void modelsOfOthersAreCalledWhatTheyAre() throws IOException {
    var empty = new MessageWriter();
    var onnx =
        new MessageWriter().integer(1, 8).text(2, "pytorch").message(7, empty).message(8, empty);
    assertAdvised(file("onnx.pb", onnx), "ONNX", "Octet reads");
    var apple = new MessageWriter().integer(1, 5).message(2, empty).message(500, empty);
    assertAdvised(file("apple.pb", apple), "Core ML", "Octet reads");
    assertAdvised(file("any.pb", new byte[] {7, 7, 7}), "neither", "Octet reads");
    assertAdvised(file("empty.pb", new byte[0]), "neither", "Octet reads");
  }

  @Test
  void aGraphThatBreaksOffSaysWhere() throws IOException {
    byte[] whole = Files.readAllBytes(EndsFiles.file("plain.pb"));
    Path half = file("half.pb", Arrays.copyOf(whole, whole.length / 2));
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> TensorFlow.read(half, TensorFlowOptions.standard()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL))
        .satisfies(e -> assertThat(e.where()).contains("byte"));
  }
}
