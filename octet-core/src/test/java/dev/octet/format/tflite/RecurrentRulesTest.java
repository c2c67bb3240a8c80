package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.OctetException;
import dev.octet.model.Text;
import org.junit.jupiter.api.Test;

/** Each refused model is one that ends the process, or reads memory that is not its own. */
class RecurrentRulesTest {
  private static final String LSTM =
      """
      graph main(%x: f32[2,3,4]) -> (%y) {
        const %w: f32[5,4] = seed 1 range -1 1
        const %r: f32[5,5] = seed 2 range -1 1
        const %b: f32[5] = seed 3 range -1 1
        var %h: f32[2,5]
        var %c: f32[2,5]
        %y: f32[2,3,5] = UNIDIRECTIONAL_SEQUENCE_LSTM(%x, %w, %w, %w, %w, %r, %r, %r, %r, _, _, _, %b, %b, %b, %b, _, _, %h, %c) UnidirectionalSequenceLSTMOptions{fused_activation_function: TANH}
      }
      """;

  private static final String INTEGER_LSTM =
      """
      graph main(%x: i8[2,3,4] quant(scale 0.1, zero 0)) -> (%y) {
        const %w: i8[5,4] quant(scale 0.1, zero 0) = seed 1 range -100 100
        const %r: i8[5,5] quant(scale 0.1, zero 0) = seed 2 range -100 100
        const %b: i32[5] quant(scale 0.1, zero 0) = {1, 2, 3, 4, 5}
        var %h: i8[2,5] quant(scale 0.1, zero 0)
        var %c: i16[2,5] quant(scale 0.00048828125, zero 0)
        %y: i8[2,3,5] quant(scale 0.1, zero 0) | %i0: f32[0], %i1: f32[0], %i2: f32[0], %i3: f32[0], %i4: i8[0] quant(scale 0.1, zero 0) = UNIDIRECTIONAL_SEQUENCE_LSTM(%x, %w, %w, %w, %w, %r, %r, %r, %r, _, _, _, %b, %b, %b, %b, _, _, %h, %c) UnidirectionalSequenceLSTMOptions{fused_activation_function: TANH}
      }
      """;

  private static final String SVDF =
      """
      graph main(%x: f32[2,4]) -> (%y) {
        const %f: f32[6,4] = seed 1 range -1 1
        const %t: f32[6,3] = seed 2 range -1 1
        var %s: f32[2,18]
        %y: f32[2,3] = SVDF(%x, %f, %t, _, %s) SVDFOptions{fused_activation_function: RELU, rank: 2}
      }
      """;

  private static final String RNN =
      """
      graph main(%x: f32[2,4]) -> (%y) {
        const %w: f32[5,4] = seed 1 range -1 1
        const %r: f32[5,5] = seed 2 range -1 1
        const %b: f32[5] = seed 3 range -1 1
        var %h: f32[2,5]
        %y: f32[2,5] = RNN(%x, %w, %r, %b, %h) RNNOptions{fused_activation_function: TANH}
      }
      """;

  private static final String BIDIRECTIONAL_RNN =
      """
      graph main(%x: f32[2,3,4], %z: f32[2,3,4]) -> (%y) {
        const %w: f32[5,4] = seed 1 range -1 1
        const %r: f32[5,5] = seed 2 range -1 1
        const %b: f32[5] = seed 3 range -1 1
        var %h: f32[2,5]
        var %g: f32[2,5]
        %y: f32[2,3,10] = BIDIRECTIONAL_SEQUENCE_RNN(%x, %w, %r, %b, %h, %w, %r, %b, %g, %z, _, _) BidirectionalSequenceRNNOptions{fused_activation_function: TANH, merge_outputs: true}
      }
      """;

  @Test
  void acceptsWhatFits() {
    for (String text : new String[] {LSTM, INTEGER_LSTM, SVDF, RNN, BIDIRECTIONAL_RNN}) {
      assertThatCode(() -> Tflite.bytes(Text.parse(text))).doesNotThrowAnyException();
    }
  }

  @Test
  void refusesLstmsThatLackWhatTheirKernelsReachFor() {
    refuses(LSTM, "_, _, _, %b, %b", "_, _, _, _, %b", "lacks input 12");
    refuses(LSTM, "%x, %w, %w", "%x, %w, _", "input 2 is not there");
    refuses(LSTM, "%r, _, _, _, %b", "%r, _, _, %r, %b", "input 11 does not fit");
    refuses(INTEGER_LSTM, ", %i4: i8[0] quant(scale 0.1, zero 0) =", " =", "4 intermediates");
    refuses(
        INTEGER_LSTM,
        "%i4: i8[0] quant(scale 0.1, zero 0)",
        "%i4: f32[0]",
        "intermediate 4 is not quantized");
  }

  @Test
  void refusesLstmsWhoseShapesDoNotFit() {
    refuses(LSTM, "%x: f32[2,3,4]", "%x: f32[6,4]", "the input has 2 dimensions");
    refuses(LSTM, "%x: f32[2,3,4]", "%x: f32[2,3,3]", "input 1 does not fit");
    refuses(LSTM, "%h: f32[2,5]", "%h: f32[1,5]", "states of");
    refuses(LSTM, "_, _, %h", "%w, _, %h", "projection to 5 of 5 cells");
  }

  @Test
  void refusesLstmsOfMixedTypes() {
    refuses(
        LSTM,
        "const %w: f32[5,4] = seed 1 range -1 1",
        "const %w: i8[5,4] = seed 1 range -100 100",
        "input 5 is not i8");
    refuses(LSTM, "var %c: f32", "var %c: i16", "input 19 is not f32");
    refuses(INTEGER_LSTM, "var %c: i16", "var %c: i8", "input 19 is not i16");
    refuses(INTEGER_LSTM, "0.00048828125", "0.0005", "is no power of two");
    refuses(
        INTEGER_LSTM,
        "const %w: i8[5,4] quant(scale 0.1, zero 0) = seed 1 range -100 100",
        "const %w: f32[5,4] = seed 1 range -1 1",
        "behind integers");
  }

  @Test
  void refusesOthersThatDoNotFit() {
    refuses(SVDF, "rank: 2", "rank: 4", "of rank 4");
    refuses(SVDF, "var %s: f32[2,18]", "var %s: f32[2,17]", "state is");
    refuses(SVDF, "var %s: f32[2,18]", "var %s: i16[2,18]", "input 4 is not f32");
    refuses(SVDF, "%x: f32[2,4]", "%x: f32[8]", "weights");
    refuses(RNN, "const %r: f32[5,5]", "const %r: f32[25]", "input 2 does not fit");
    refuses(RNN, "%x: f32[2,4]", "%x: f32[8]", "the input has 1 dimensions");
    refuses(RNN, "var %h: f32[2,5]", "const %h: f32[2,5] = seed 3 range 0 1", "is no variable");
    refuses(BIDIRECTIONAL_RNN, "%z: f32[2,3,4]", "%z: f32[2,2,4]", "auxiliary input");
  }

  private static void refuses(String model, String part, String instead, String why) {
    String broken = model.replace(part, instead);
    if (broken.equals(model)) {
      throw new AssertionError("nothing to replace: " + part);
    }
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.bytes(Text.parse(broken)))
        .withMessageContaining(why);
  }
}
