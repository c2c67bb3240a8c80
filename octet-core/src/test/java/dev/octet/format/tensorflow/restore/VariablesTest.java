package dev.octet.format.tensorflow.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.octet.Fixtures;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.bundle.BundleFiles;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Array;
import dev.octet.model.Shape;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables get what TensorFlow would restore, or are refused by name. */
class VariablesTest {
  @TempDir static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    BundleFiles.unpack("saved_models.zip", folder);
  }

  @TestFactory
  Stream<DynamicTest> whatSignaturesUseHasValues() throws IOException {
    return folders(folder)
        .filter(f -> Files.exists(f.resolve("saved_model.pb")))
        .filter(f -> !List.of("tf1_computed", "tf2_asset", "tf2_table").contains(name(f)))
        .map(f -> dynamicTest(name(f), () -> checkAll(f)));
  }

  @TestFactory
  Stream<DynamicTest> whatSignaturesOfTheCollectionUseHasValues() throws IOException {
    Path models = Fixtures.shared("models");
    return folders(models)
        .flatMap(VariablesTest::foldersUnchecked)
        .filter(f -> Files.exists(f.resolve("saved_model.pb")))
        .map(f -> dynamicTest(models.relativize(f).toString(), () -> checkAll(f)));
  }

  private static Stream<Path> folders(Path parent) throws IOException {
    try (var files = Files.list(parent)) {
      return files.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  private static Stream<Path> foldersUnchecked(Path parent) {
    try {
      return folders(parent);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static void checkAll(Path model) {
    for (Loaded graph : Loaded.all(model)) {
      List<NodeDef> used = graph.used();
      assertThat(used).isNotEmpty();
      for (NodeDef handle : used) {
        Array value = graph.variables().of(handle);
        assertThat(value).isSameAs(graph.variables().of(handle));
        assertThat(value.shape()).isEqualTo(Shape.of(handle.attrs().shape("shape").toArray()));
      }
    }
  }

  /** What TensorFlow restores each variable to; {@code -} where it restores nothing. */
  @TestFactory
  Stream<DynamicTest> valuesAreThoseThatTensorFlowRestores() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".txt") && !f.endsWith("tf1_computed.txt"))
          .sorted()
          .toList()
          .stream()
          .map(f -> dynamicTest(name(f), () -> checkValues(f)));
    }
  }

  private static void checkValues(Path expected) throws IOException {
    String name = name(expected).replace(".txt", "");
    List<Loaded> graphs = Loaded.all(folder.resolve(name.replace("-tpu", "")));
    Loaded graph = name.endsWith("-tpu") ? graphs.getLast() : graphs.getFirst();
    List<String> lines = Files.readAllLines(expected);
    assertThat(lines).isNotEmpty();
    assertThat(lines.stream().map(l -> values(graph, l.substring(0, l.indexOf('\t')))))
        .isEqualTo(lines.stream().map(l -> l.replaceFirst("\t.*\t", "\t")).toList());
  }

  private static String values(Loaded graph, String variable) {
    try {
      Array value = graph.variables().of(graph.node(variable));
      byte[] bytes = value.data().bytes().toArray(ValueLayout.JAVA_BYTE);
      return variable + "\t" + HexFormat.of().formatHex(bytes);
    } catch (OctetException e) {
      assertThat(e).hasMessageContaining("'" + variable + "': has no value");
      return variable + "\t-";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tf1_computed | offset | VarHandleOp 'offset' | only when RandomUniform",
        "tf2_asset | hash_table | HashTableV2 'hash_table' | is read from assets/words.txt",
        "tf2_asset | Variable | VarHandleOp 'Variable' | holds the path of assets/words.txt",
        "tf2_table | hash_table | HashTableV2 'hash_table' | is a lookup table",
      })
  void namesWhatHasNoConstant(String model, String variable, String where, String what) {
    Loaded graph = Loaded.all(folder.resolve(model)).getFirst();
    assertThatThrownBy(() -> graph.variables().of(graph.node(variable)))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(what)
        .extracting(e -> ((OctetException) e).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
  }

  @Test
  void withoutCheckpointTheErrorNamesVariableAndFile() throws IOException {
    Path copy = BundleFiles.unpack("saved_models.zip", folder.resolve("without"));
    Path model = copy.resolve("tf2_shared");
    Files.delete(model.resolve("variables/variables.index"));
    Loaded graph = Loaded.all(model).getFirst();
    assertThatThrownBy(() -> graph.variables().of(graph.used().getFirst()))
        .hasMessageContaining("VarHandleOp '")
        .hasMessageContaining("variables.index: no such file")
        .extracting(e -> ((OctetException) e).code())
        .isEqualTo(ErrorCode.NOT_READABLE);
  }
}
