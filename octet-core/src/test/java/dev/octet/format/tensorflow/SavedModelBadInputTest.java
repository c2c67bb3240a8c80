package dev.octet.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.bundle.BundleFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that are no SavedModels, or no whole ones, are refused with what is wrong with them. */
class SavedModelBadInputTest {
  @TempDir private Path folder;

  @BeforeEach
  void unpack() throws IOException {
    BundleFiles.unpack("saved_models.zip", folder);
  }

  private void refused(Path path, ErrorCode code, String... parts) {
    assertThatThrownBy(() -> TensorFlow.read(path, TensorFlowOptions.standard()))
        .isInstanceOf(OctetException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContainingAll(parts)
        .satisfies(
            e -> {
              OctetException refusal = (OctetException) e;
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.advice()).isNotEmpty();
            });
  }

  @Test
  void aDataFileIsMissing() throws IOException {
    Path model = folder.resolve("tf2_slices");
    Files.delete(model.resolve("variables/variables.data-00003-of-00016"));
    refused(
        model,
        ErrorCode.NOT_READABLE,
        "VarHandleOp 'Variable_6': ",
        "variables.data-00003-of-00016: no such file",
        "has 16 data files");
  }

  @Test
  void aByteOfAVariableIsAnother() throws IOException {
    Path model = folder.resolve("tf1_sharded_resource");
    Path data = model.resolve("variables/variables.data-00001-of-00002");
    byte[] bytes = Files.readAllBytes(data);
    bytes[bytes.length - 1] ^= 1;
    Files.write(data, bytes);
    refused(
        model,
        ErrorCode.MALFORMED_MODEL,
        "VarHandleOp 'b/kernel': " + data + ": byte 12: 'b/kernel': its checksum is ",
        "copy or save it again");
  }

  @Test
  void thereAreNoVariables() throws IOException {
    Path model = folder.resolve("tf2_shared");
    Files.delete(model.resolve("variables/variables.index"));
    refused(model, ErrorCode.NOT_READABLE, "VarHandleOp '", "variables.index: no such file");
    Files.delete(model.resolve("variables/variables.data-00000-of-00001"));
    Files.delete(model.resolve("variables"));
    refused(model, ErrorCode.NOT_READABLE, "VarHandleOp '", "variables.index: no such file");
  }

  /** They have as many letters as the name in the file. */
  @ParameterizedTest
  @ValueSource(strings = {"../../x.t", "/etc/host", "a/../../b", "C:\\ab.txt", "..\\ab.txt"})
  void aFileIsNotInTheFolder(String path) throws IOException {
    Path file = folder.resolve("tf2_asset/saved_model.pb");
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String changed = text.replace("words.txt", path.substring(0, 9));
    Files.writeString(file, changed, StandardCharsets.ISO_8859_1);
    refused(
        folder.resolve("tf2_asset"),
        ErrorCode.MALFORMED_MODEL,
        "the file '%s' is none of the model's folder".formatted(path.substring(0, 9)));
  }

  /** Who puts links into a folder means them. */
  @Test
  void linksAreFollowed() throws IOException {
    Path model = folder.resolve("tf1_resource");
    Path link = Files.createDirectory(folder.resolve("linked"));
    Files.createSymbolicLink(link.resolve("variables"), model.resolve("variables"));
    Files.createSymbolicLink(link.resolve("saved_model.pb"), model.resolve("saved_model.pb"));
    assertThat(TensorFlow.read(link, TensorFlowOptions.standard()).model().signatures()).hasSize(1);
  }

  @Test
  void aFolderWithoutAModel() throws IOException {
    refused(
        Files.createDirectory(folder.resolve("empty")),
        ErrorCode.UNKNOWN_FORMAT,
        "is a folder without saved_model.pb");
    refused(
        folder,
        ErrorCode.UNKNOWN_FORMAT,
        "is a folder without saved_model.pb; there are SavedModels in it: keras2_mixed, ");
    refused(
        folder.resolve("tf2_shared/variables"),
        ErrorCode.UNKNOWN_FORMAT,
        "holds the variables of a SavedModel; give the folder that it lies in");
  }

  @Test
  void aFileWithoutAGraph() throws IOException {
    Path model = Files.createDirectory(folder.resolve("none"));
    Files.createFile(model.resolve("saved_model.pb"));
    refused(model, ErrorCode.MALFORMED_MODEL, "the SavedModel has no graph");
    Files.delete(model.resolve("saved_model.pb"));
    Files.writeString(model.resolve("saved_model.pbtxt"), "saved_model_schema_version: 1 }");
    refused(model, ErrorCode.MALFORMED_MODEL, "line 1");
  }

  @Test
  void aSignatureThatIsNot() {
    assertThatThrownBy(
            () ->
                TensorFlow.read(
                    folder.resolve("tf2_shared"),
                    TensorFlowOptions.standard().withSignature("compute")))
        .hasMessageContaining("there is no signature 'compute'")
        .hasMessageContaining("compare, look_up")
        .extracting(e -> ((OctetException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }
}
