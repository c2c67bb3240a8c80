package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.ModelText;
import dev.octet.calibrate.Range;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Mode;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * How ops that keep state look before and after. Activations and inner values have the range −1…1,
 * but the states {@code %c}, {@code %huge} and {@code %tiny}, of up to 5, 100 and 0.001, and {@code
 * %positive}, from 0 to 1.
 */
class RecurrentTextTest {
  private static final String ONE = "quant(scale 0.007843138, zero -1)";

  @Test
  void theStateOfAnLstmGoesWithItsOutputAndItsCellsByAPowerOfTwo() {
    assertQuantized(
        """
        graph main(%x: f32[1,2,1]) -> (%y) {
          const %w: f32[1,1] = {0.5}
          const %bi: f32[1] = {0.25}
          const %bf: f32[1] = {1}
          const %bc: f32[1] = {0}
          const %bo: f32[1] = {-0.5}
          var %h: f32[1,1]
          var %c: f32[1,1]
          %y: f32[1,2,1] = UNIDIRECTIONAL_SEQUENCE_LSTM(%x, %w, %w, %w, %w, %w, %w, %w, %w, _, _, _, %bi, %bf, %bc, %bo, _, _, %h, %c) UnidirectionalSequenceLSTMOptions{fused_activation_function: TANH}
        }
        """,
        """
        graph main(%x: i8[1,2,1] ONE) -> (%y) {
          const %w: i8[1,1] quant(scale 0.003937008, zero 0) = {127}
          const %bi: i32[1] quant(scale 3.0878495E-5, zero 0) = {8096}
          const %bf: i32[1] quant(scale 3.0878495E-5, zero 0) = {32385}
          const %bc: i32[1] quant(scale 3.0878495E-5, zero 0) = {0}
          const %bo: i32[1] quant(scale 3.0878495E-5, zero 0) = {-16192}
          var %h: i8[1,1] ONE
          var %c: i16[1,1] quant(scale 2.4414062E-4, zero 0)
          %y: i8[1,2,1] ONE | %input_gate: f32[0], %forget_gate: f32[0], %cell_gate: f32[0], %output_gate: f32[0], %hidden: i8[0] ONE = UNIDIRECTIONAL_SEQUENCE_LSTM(%x, %w, %w, %w, %w, %w, %w, %w, %w, _, _, _, %bi, %bf, %bc, %bo, _, _, %h, %c) UnidirectionalSequenceLSTMOptions{fused_activation_function: TANH}
        }
        """);
  }

  @Test
  void aProjectedLstmDescribesWhatItProjects() {
    assertQuantized(
        """
        graph main(%x: f32[1,1]) -> (%y) {
          const %w: f32[1,1] = {0.5}
          const %b: f32[1] = {0.25}
          const %p: f32[1] = {-0.125}
          var %h: f32[1,1]
          var %tiny: f32[1,1]
          %y: f32[1,1] | %s0: f32[0], %s1: f32[0], %s2: f32[0], %s3: f32[0], %hidden: f32[0] = LSTM(%x, _, %w, %w, %w, _, %w, %w, %w, _, %p, %p, _, %b, %b, %b, %w, %b, %h, %tiny) LSTMOptions{fused_activation_function: TANH, cell_clip: 10, proj_clip: 0.5}
        }
        """,
        """
        graph main(%x: i8[1,1] ONE) -> (%y) {
          const %w: i8[1,1] quant(scale 0.003937008, zero 0) = {127}
          const %p: i16[1] quant(scale 3.8148137E-6, zero 0) = {-32767}
          const %b: i32[1] quant(scale 3.0878495E-5, zero 0) = {8096}
          const %b1: i32[1] quant(scale 3.0878495E-5, zero 0) = {8096}
          const %b2: i32[1] quant(scale 3.0878495E-5, zero 0) = {8096}
          const %b3: i32[1] quant(scale 3.100006E-5, zero 0) = {8065}
          var %h: i8[1,1] ONE
          var %tiny: i16[1,1] quant(scale 3.0517578E-5, zero 0)
          %y: i8[1,1] ONE | %s0: f32[0], %s1: f32[0], %s2: f32[0], %s3: f32[0], %hidden: i8[0] quant(scale 0.007874016, zero 0) = LSTM(%x, _, %w, %w, %w, _, %w, %w, %w, _, %p, %p, _, %b, %b1, %b2, %w, %b3, %h, %tiny) LSTMOptions{cell_clip: 10, fused_activation_function: TANH}
        }
        """);
  }

  @Test
  void aNormalizedLstmDescribesTheSumsOfAllGatesAlsoOfTheOneThatIsNotThere() {
    assertQuantized(
        """
        graph main(%x: f32[1,1]) -> (%y) {
          const %w: f32[1,1] = {0.5}
          const %b: f32[1] = {0.25}
          const %n: f32[1] = {1}
          const %dead: f32[1] = {0.0001}
          var %h: f32[1,1]
          var %c: f32[1,1]
          %y: f32[1,1] | %s0: f32[0], %s1: f32[0], %s2: f32[0], %s3: f32[0], %hidden: f32[0] = LSTM(%x, _, %w, %w, %w, _, %w, %w, %w, _, _, _, _, %b, %b, %b, _, _, %h, %c, _, %n, %n, %dead) LSTMOptions{fused_activation_function: TANH}
        }
        """,
        """
        graph main(%x: i8[1,1] ONE) -> (%y) {
          const %w: i8[1,1] quant(scale 0.003937008, zero 0) = {127}
          const %b: i32[1] quant(scale 2.9803232E-8, zero 0) = {8388352}
          const %b1: i32[1] quant(scale 2.9803232E-8, zero 0) = {8388352}
          const %b2: i32[1] quant(scale 2.3283064E-10, zero 0) = {1073741824}
          var %h: i8[1,1] ONE
          var %c: i16[1,1] quant(scale 2.4414062E-4, zero 0)
          const %n: i16[1] quant(scale 3.051851E-5, zero 0) = {32767}
          const %dead: i16[1] quant(scale 2.3841858E-7, zero 0) = {419}
          %y: i8[1,1] ONE | %s0: i16[0] quant(scale 3.051851E-5, zero 0), %s1: i16[0] quant(scale 3.051851E-5, zero 0), %s2: i16[0] quant(scale 3.051851E-5, zero 0), %s3: i16[0] quant(scale 3.051851E-5, zero 0), %hidden: i8[0] ONE = LSTM(%x, _, %w, %w, %w, _, %w, %w, %w, _, _, _, _, %b, %b1, %b2, _, _, %h, %c, _, %n, %n, %dead) LSTMOptions{fused_activation_function: TANH}
        }
        """);
  }

  @Test
  void cellStatesBeyondTheKernelAreClippedAndThatIsSaid() {
    var quantized =
        quantize(
            Text.parse(
                """
                graph main(%x: f32[1,1]) -> (%y) {
                  const %w: f32[1,1] = {0.5}
                  const %b: f32[1] = {0.25}
                  var %h: f32[1,1]
                  var %huge: f32[1,1]
                  %y: f32[1,1] = LSTM(%x, %w, %w, %w, %w, %w, %w, %w, %w, _, _, _, %b, %b, %b, %b, _, _, %h, %huge) LSTMOptions{fused_activation_function: TANH}
                }
                """));
    assertThat(quantized.notes())
        .containsExactly("LSTM 'y': its cell state reaches 100.0 and is clipped at 64");
    assertThat(ModelText.graphs(quantized.model()))
        .contains("var %huge: i16[1,1] quant(scale 0.001953125, ");
  }

  @Test
  void timeWeightsOfAnSvdfHaveTenBitsAndItsOutputKeepsItsZeroPoint() {
    assertQuantized(
        """
        graph main(%x: f32[1,1]) -> (%y) {
          const %f: f32[1,1] = {0.5}
          const %t: f32[1,2] = {0.25, -0.5}
          const %b: f32[1] = {0.25}
          var %s: f32[1,2]
          %positive: f32[1,1] = SVDF(%x, %f, %t, %b, %s) SVDFOptions{fused_activation_function: RELU, rank: 1}
          %y: f32[1,2] = CONCATENATION(%positive, %x) ConcatenationOptions{axis: 1}
        }
        """,
        """
        graph main(%x: i8[1,1] ONE) -> (%y) {
          const %f: i8[1,1] quant(scale 0.003937008, zero 0) = {127}
          const %t: i16[1,2] quant(scale 9.765625E-4, zero 0) = {256, -512}
          const %b: i32[1] quant(scale 2.9803232E-8, zero 0) = {8388352}
          var %s: i16[1,2] quant(scale 3.051851E-5, zero 0)
          %positive: i8[1,1] quant(scale 0.003921569, zero -128) = SVDF v3 (%x, %f, %t, %b, %s) SVDFOptions{fused_activation_function: RELU, rank: 1}
          %quantized: i8[1,1] ONE = QUANTIZE(%positive)
          %y: i8[1,2] ONE = CONCATENATION v2 (%quantized, %x) ConcatenationOptions{axis: 1}
        }
        """);
  }

  private static void assertQuantized(String before, String after) {
    Model quantized = quantize(Text.parse(before)).model();
    assertThat(ModelText.graphs(quantized)).isEqualTo(after.replace("ONE", ONE));
    assertThat(Tflite.bytes(quantized).byteSize()).isPositive();
  }

  private static Quantizer.Quantized quantize(Model model) {
    OpTable table = OpTable.standard();
    var recipe = Recipe.of(Mode.INT8_ONLY);
    var plan = new Planner(table).plan(model, recipe, _ -> OptionalDouble.of(8));
    return new Quantizer(table, RuntimeVersions.load()).quantize(plan, t -> Optional.of(range(t)));
  }

  private static Range range(Tensor tensor) {
    return switch (tensor.name()) {
      case "c" -> new Range(-5, 3);
      case "huge" -> new Range(-100, 3);
      case "tiny" -> new Range(0, 0.001f);
      case "positive" -> new Range(0, 1);
      default -> new Range(-1, 1);
    };
  }
}
