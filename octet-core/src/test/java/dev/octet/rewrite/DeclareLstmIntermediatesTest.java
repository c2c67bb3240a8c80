package dev.octet.rewrite;

import static dev.octet.ModelAssert.assertSameModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import org.junit.jupiter.api.Test;

class DeclareLstmIntermediatesTest {
  private static final String PROJECTED =
      """
      graph main(%x: f32[1,1]) -> (%y) {
        const %w: f32[1,1] = {0.5}
        const %b: f32[1] = {0.25}
        var %h: f32[1,1]
        var %c: f32[1,1]
        %y: f32[1,1] = LSTM(%x, _, %w, %w, %w, _, %w, %w, %w, _, _, _, _, %b, %b, %b, %w, _, %h, %c) LSTMOptions{fused_activation_function: TANH}
      }
      """;

  private static Model declare(String text) {
    return new DeclareLstmIntermediates().apply(Text.parse(text));
  }

  @Test
  void anLstmThatProjectsHasFiveInnerTensors() {
    assertSameModel(
        declare(PROJECTED),
        Text.parse(
            PROJECTED.replace(
                "%y: f32[1,1] =",
                "%y: f32[1,1] | %input_to_input_intermediate: f32[0],"
                    + " %input_to_forget_intermediate: f32[0],"
                    + " %input_to_cell_intermediate: f32[0],"
                    + " %input_to_output_intermediate: f32[0],"
                    + " %effective_hidden_scale_intermediate: f32[0] =")));
  }

  @Test
  void innerTensorsOfAFileAreNoConstants() {
    Model read = Tflite.read(Tflite.bytes(declare(PROJECTED)), "a test");
    Node node = read.main().nodes().getFirst();
    assertThat(node.intermediates()).hasSize(5).noneMatch(Tensor::isConstant);
    assertThat(new DeclareLstmIntermediates().apply(read)).isSameAs(read);
  }

  @Test
  void aPlainLstmIsLeftAlone() {
    Model model = Text.parse(PROJECTED.replace("%b, %w, _, %h", "%b, _, _, %h"));
    assertThat(new DeclareLstmIntermediates().apply(model)).isSameAs(model);
  }
}
