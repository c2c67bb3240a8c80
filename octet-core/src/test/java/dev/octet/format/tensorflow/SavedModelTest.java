package dev.octet.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.bundle.BundleFiles;
import dev.octet.matrix.Beside;
import dev.octet.matrix.Outcome;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import dev.octet.rewrite.Rewrites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** SavedModels compute what TensorFlow computes, with the variables that it would restore. */
class SavedModelTest {
  @TempDir static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    BundleFiles.unpack("saved_models.zip", folder);
  }

  @TestFactory
  Stream<DynamicTest> computesWhatTensorFlowComputes() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".npz")).sorted().toList().stream()
          .map(f -> dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  private static void check(Path arrays) {
    String name = arrays.getFileName().toString().replace(".npz", "");
    boolean tpu = name.endsWith("-tpu");
    var options = TensorFlowOptions.standard().withTags(tpu ? Set.of("serve", "tpu") : Set.of());
    NumpyFile golden = NumpyFile.open(arrays);
    for (String signature : signatures(golden)) {
      Model model = read(name.replace("-tpu", ""), options.withSignature(signature));
      List<String> inputs = names(golden, signature + "/in/");
      List<String> outputs = names(golden, signature + "/out/");
      var sample =
          new Beside.Sample(
              arrays(golden, signature + "/in/", inputs),
              arrays(golden, signature + "/out/", outputs));
      assertThat(Beside.compare(model, signature, inputs, outputs, List.of(sample)))
          .as(signature)
          .isInstanceOf(Outcome.Same.class);
    }
  }

  private static Model read(String name, TensorFlowOptions options) {
    Model lowered = TensorFlow.read(folder.resolve(name), options).model();
    return Rewrites.cleanUp(Rewrites.tidyLowered(lowered));
  }

  private static Set<String> signatures(NumpyFile file) {
    var signatures = new TreeMap<String, Boolean>();
    file.names().forEach(n -> signatures.put(n.substring(0, n.indexOf('/')), true));
    return signatures.keySet();
  }

  private static List<String> names(NumpyFile file, String prefix) {
    return file.names().stream()
        .filter(n -> n.startsWith(prefix))
        .map(n -> n.substring(prefix.length()))
        .sorted()
        .toList();
  }

  private static List<NdArray> arrays(NumpyFile file, String prefix, List<String> names) {
    return names.stream().map(n -> file.read(prefix + n)).toList();
  }

  @Test
  void allSignaturesShareTheirWeights() {
    Model model = read("tf2_shared", TensorFlowOptions.standard());
    assertThat(model.signatures().stream().map(Signature::key))
        .containsExactly("compare", "look_up");
    List<Constant> tables =
        model.graphs().stream()
            .flatMap(g -> g.nodes().stream())
            .flatMap(n -> n.inputs().stream())
            .filter(Objects::nonNull)
            .map(Tensor::data)
            .filter(Objects::nonNull)
            .filter(c -> c.byteSize() == 16 * 12 * Float.BYTES)
            .distinct()
            .toList();
    assertThat(tables).hasSize(1);
  }

  @Test
  void tagsChooseAmongGraphs() {
    var options = TensorFlowOptions.standard();
    assertThat(ops(read("tf1_several", options)))
        .isNotEqualTo(ops(read("tf1_several", options.withTags(Set.of("serve", "tpu")))));
    assertThat(ops(read("tf1_train_tag", options)))
        .isEqualTo(ops(read("tf1_train_tag", options.withTags(Set.of("train")))));
    refused(
        folder.resolve("tf1_several"),
        options.withTags(Set.of("tpu")),
        ErrorCode.USAGE,
        "just the tags tpu",
        "--tags serve or serve,tpu");
  }

  private static List<String> ops(Model model) {
    return model.main().nodes().stream().map(Object::toString).toList();
  }

  @Test
  void theFileStandsForItsFolder() {
    Path file = folder.resolve("tf2_shared/saved_model.pb");
    assertThat(TensorFlow.read(file, TensorFlowOptions.standard()).model().signatures()).hasSize(2);
  }

  @Test
  void tablesAndFilesAreRefusedByName() {
    refused("tf2_asset", ErrorCode.UNSUPPORTED_MODEL, "hash_table", "assets/words.txt");
    refused(
        "tf2_table",
        ErrorCode.UNSUPPORTED_MODEL,
        "HashTableV2 'hash_table': is a lookup table, which LiteRT does not have ('hash_table')",
        "look up beforehand");
    refused("tf1_computed", ErrorCode.UNSUPPORTED_MODEL, "'offset'", "RandomUniform");
  }

  private static void refused(String name, ErrorCode code, String... parts) {
    refused(folder.resolve(name), TensorFlowOptions.standard(), code, parts);
  }

  private static void refused(
      Path path, TensorFlowOptions options, ErrorCode code, String... parts) {
    assertThatThrownBy(() -> TensorFlow.read(path, options))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContainingAll(parts)
        .extracting(e -> ((OctetException) e).code())
        .isEqualTo(code);
  }
}
