package dev.octet.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.GraphPart;
import dev.octet.Octet;
import dev.octet.ReadOptions;
import dev.octet.Verification;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ops without a rule become custom ops like those that TensorFlow's own converter makes. */
class CustomOpsTest {
  private static final List<String> OUTPUTS = List.of("nth", "pooled", "widened", "order");

  private static TensorFlowOptions options() {
    return TensorFlowOptions.standard().withEnds(List.of("x"), OUTPUTS).withCustomOps(true);
  }

  private static Model converted(String file) {
    return TensorFlow.read(EndsFiles.file(file), options()).model();
  }

  private static List<Node> custom(Model model) {
    return model.main().nodes().stream().filter(n -> n.operation().custom()).toList();
  }

  @Test
  void theyHaveTheNamesAndAttributesOfTheOfficialOnes() {
    Path official = EndsFiles.file("custom_official.tflite");
    List<Node> theirs = custom(Tflite.read(official));
    List<Node> ours = custom(converted("custom_shapes.pb"));
    assertThat(ours.stream().map(CustomOpsTest::text))
        .hasSize(4)
        .containsExactlyElementsOf(theirs.stream().map(CustomOpsTest::text).toList());
  }

  /** Name, options, and the types and shapes of the results. */
  private static String text(Node node) {
    MemorySegment options = Objects.requireNonNull(node.operation().customOptions());
    return "%s %s %s"
        .formatted(
            node.op(),
            HexFormat.of().formatHex(options.toArray(ValueLayout.JAVA_BYTE)),
            node.outputs().stream().map(t -> t.type().text() + t.shape()).toList());
  }

  @Test
  void withoutShapesInTheFileWhatReadsTheirResultsIsRefused() {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> converted("custom.pb"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
        .satisfies(e -> assertThat(e.what()).contains("StridedSlice").contains("'strided_slice'"))
        .satisfies(e -> assertThat(e.advice()).contains("add_shapes=True"));
  }

  @Test
  void withoutShapesInTheFileOutputsHaveNoRank() {
    var options = options().withEnds(List.of("x"), List.of("nth", "pooled"));
    Model model = TensorFlow.read(EndsFiles.file("custom.pb"), options).model();
    assertThat(model.main().outputs()).extracting(Tensor::shape).noneMatch(s -> s.isRanked());
    Model again = Tflite.read(EndsFiles.file("custom.pb"), Tflite.bytes(model));
    assertThat(again.main().outputs()).extracting(Tensor::shape).noneMatch(s -> s.isRanked());
  }

  /** The runtime has no such ops, which is no reason not to write them. */
  @Test
  void aModelWithThemIsWritten(@TempDir Path folder) {
    var part = new GraphPart(Set.of(), "", List.of("x"), OUTPUTS, true);
    Path target = folder.resolve("custom.tflite");
    List<String> notes =
        Octet.convert(EndsFiles.file("custom_shapes.pb"), ReadOptions.standard().withPart(part))
            .write(target, Verification.PREPARE, 1);
    assertThat(String.join("\n", notes)).contains("NthElement").contains("Dilation2D");
    assertThat(custom(Tflite.read(target))).hasSize(4);
  }

  @Test
  void withoutTheOptionTheyAreAllNamed() {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(
            () ->
                TensorFlow.read(EndsFiles.file("custom_shapes.pb"), options().withCustomOps(false)))
        .satisfies(
            e ->
                assertThat(e.what())
                    .contains("NthElement ('nth'), FractionalAvgPool ('pooled')")
                    .contains("Dilation2D ('widened')"))
        .satisfies(e -> assertThat(e.advice()).contains("--allow-custom-ops"));
  }
}
