package dev.octet.format.tensorflow;

import static dev.octet.format.tensorflow.EndsFiles.inputs;
import static dev.octet.format.tensorflow.EndsFiles.outputs;
import static dev.octet.format.tensorflow.EndsFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Model;
import dev.octet.model.Shape;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Frozen graphs are entered and left where the user says, or where nothing else can be meant. */
class FrozenGraphTest {

  @Test
  void theOnlyEndsThatThereCanBeAreTakenAndSaid() {
    TensorFlowModel read = read("plain.pb", "", "");
    assertThat(inputs(read.model())).containsExactly("x");
    assertThat(outputs(read.model())).containsExactly("softmax");
    assertThat(read.notes()).hasSize(2);
    assertThat(String.join("\n", read.notes())).contains("'softmax'").contains("'x'");
  }

  @Test
  void endsThatTheUserNamesNeedNoNote() {
    assertThat(read("plain.pb", "x:0", "softmax:0").notes()).isEmpty();
    assertThat(outputs(read("plain.pb", "x:0", "softmax:0").model())).containsExactly("softmax");
  }

  @Test
  void severalNodesThatCouldBeOutputsAreListed() {
    assertUsage(() -> read("training.pb", "", ""), "--outputs scores,turned");
  }

  @Test
  void whatTrainingNeedsIsLeftOut() {
    TensorFlowModel read = read("training.pb", "", "scores,turned");
    assertThat(inputs(read.model())).containsExactly("x");
    assertThat(outputs(read.model())).containsExactly("scores", "turned");
    assertThat(read.notes()).anyMatch(n -> n.contains("keras_learning_phase"));
    assertThat(read.model().main().nodes()).extracting(n -> n.op()).doesNotContain("IF");
  }

  @Test
  void aNamedLearningPhaseStaysAnInput() {
    Model model = read("training.pb", "x,keras_learning_phase", "parts").model();
    assertThat(inputs(model)).containsExactly("x", "keras_learning_phase");
    assertThat(model.main().nodes()).extracting(n -> n.op()).contains("IF");
  }

  @Test
  void aGraphIsCutAtNodesInItsMiddle() {
    Model model = read("training_shapes.pb", "hidden", "scores").model();
    assertThat(inputs(model)).containsExactly("hidden");
    assertThat(model.main().inputs().getFirst().shape()).isEqualTo(Shape.of(1, 3));
    assertThat(model.main().nodes()).extracting(n -> n.op()).containsExactly("SOFTMAX");
  }

  @Test
  void aResultThatIsNotItsNodesFirstCanBeAnEnd() {
    Model model = read("training_shapes.pb", "parts:1,parts", "turned").model();
    assertThat(inputs(model)).containsExactly("parts:1", "parts");
    assertThat(outputs(read("training.pb", "x", "parts,parts:1").model()))
        .containsExactly("parts", "parts:1");
  }

  @Test
  void theShapeOfANodeInTheMiddleMustBeGivenWhereTheFileDoesNotSayIt() {
    assertUsage(() -> read("training.pb", "hidden", "scores"), "--input-shape hidden=");
    var options =
        TensorFlowOptions.standard()
            .withEnds(List.of("hidden"), List.of("scores"))
            .withShapes(Map.of("hidden", new int[] {2, 3}));
    Model model = TensorFlow.read(EndsFiles.file("training.pb"), options).model();
    assertThat(model.main().inputs().getFirst().shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void aPlaceholderThatIsNeededMustBeAmongTheInputs() {
    assertUsage(() -> read("training.pb", "x", "loss"), "--inputs x,labels");
  }

  @Test
  void aWrongNameIsToldWithThoseThatAreNear() {
    assertUsage(() -> read("training.pb", "x", "Score"), "there is scores");
    assertUsage(() -> read("training.pb", "inputs", "scores"), "there is x, labels");
  }

  @Test
  void aNameTwiceIsRefused() {
    assertUsage(() -> read("training.pb", "x", "scores,scores:0"), "once");
  }

  private static void assertUsage(ThrowingCallable read, String says) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(read)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .satisfies(e -> assertThat(e.getMessage()).contains(says));
  }
}
