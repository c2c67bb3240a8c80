package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How ops that keep state look before and after. Activations have the range −1…1, but {@code %c},
 * {@code %huge} and {@code %tiny}, which are cell states of up to 5, 100 and 0.001.
 */
class RecurrentTextTest {
  private static final String ONE = "quant(scale 0.007843138, zero -1)";

  @Test
  void theStateOfAnLstmGoesWithItsOutputAndItsCellsByAPowerOfTwo() {
    assertQuantized(
        """
        graph main(%x: f32[1,2,1]) -> (%y) {
          const %w: f32[1,1] = {0.5}
          const %b: f32[1] = {0.25}
          var %h: f32[1,1]
          var %c: f32[1,1]
          %y: f32[1,2,1] = UNIDIRECTIONAL_SEQUENCE_LSTM(%x, %w, %w, %w, %w, %w, %w, %w, %w, _, _, _, %b, %b, %b, %b, _, _, %h, %c) UnidirectionalSequenceLSTMOptions{fused_activation_function: TANH}
        }
        """,
        """
        graph main(%x: i8[1,2,1] ONE) -> (%y) {
        }
        """);
  }

  private static void assertQuantized(String before, String after) {
    Model quantized = quantize(Text.parse(before)).model();
    assertThat(print(quantized)).isEqualTo(after.replace("ONE", ONE));
    assertThat(Tflite.bytes(quantized).byteSize()).isPositive();
  }

  private static Quantizer.Quantized quantize(Model model) {
    OpTable table = OpTable.standard();
    var plan = new Planner(table).plan(model, Recipe.of(Mode.INT8_ONLY), _ -> OptionalDouble.of(8));
    return new Quantizer(table, RuntimeVersions.load())
        .quantize(plan, t -> Optional.of(range(t)));
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

  private static String print(Model model) {
    return Text.print(model)
        .lines()
        .filter(line -> !line.startsWith("metadata"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
