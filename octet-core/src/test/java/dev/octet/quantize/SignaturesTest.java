package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.calibrate.Range;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several signatures over shared weights, of which not all were calibrated. */
class SignaturesTest {
  private static final OpTable TABLE = OpTable.standard();

  /** The weights are larger than what is compared by content when files are written. */
  private static final Model MODEL =
      Text.parse(
          """
          graph one(%x: f32[1,300]) -> (%y) {
            const %w: f32[300,300] = seed 1 range -1 1
            %y: f32[1,300] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          }
          graph two(%a: f32[1,300]) -> (%c) {
            const %w: f32[300,300] = as %w in 0
            %b: f32[1,300] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
            %c: f32[1,300] = ABS(%b)
          }
          signature encode graph 0 (x: 0) -> (y: 0)
          signature compare graph 1 (a: 0) -> (c: 0)
          """);

  private static Plan plan(Mode mode, Set<String> calibrated) {
    return new Planner(TABLE)
        .plan(
            MODEL,
            Recipe.of(mode),
            t ->
                t.isConstant() || calibrated.contains(t.name())
                    ? OptionalDouble.of(2)
                    : OptionalDouble.empty());
  }

  private static Model quantize(Mode mode, Set<String> calibrated) {
    return new Quantizer(TABLE, RuntimeVersions.load())
        .quantize(plan(mode, calibrated), _ -> Optional.of(new Range(-1, 1)))
        .model();
  }

  private static Constant weights(Model model, int graph) {
    return model.graphs().get(graph).tensors().stream()
        .filter(t -> t.name().equals("w"))
        .map(Tensor::data)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theReasonNamesTheSignatureThatLacksSamples() {
    Plan plan = plan(Mode.INT8, Set.of("x", "y"));
    assertThat(plan.keptFloat())
        .extracting(n -> n.op() + ": " + plan.of(n).reason().text())
        .containsExactly(
            "FULLY_CONNECTED: no samples were given for signature 'compare'; its weights are"
                + " shared with integer ops",
            "ABS: no samples were given for signature 'compare'");
  }

  @Test
  void sharedWeightsAreStoredOnce() {
    for (Mode mode : List.of(Mode.INT8, Mode.INT16X8)) {
      for (Set<String> calibrated : List.of(Set.of("x", "y"), Set.of("x", "y", "a", "b", "c"))) {
        Model quantized = quantize(mode, calibrated);
        assertThat(weights(quantized, 1)).isSameAs(weights(quantized, 0));
        assertThat(Tflite.bytes(quantized).byteSize()).isLessThan(100_000);
      }
    }
  }

  @Test
  void opsWithoutSamplesComputeInFloat() {
    assertThat(Text.print(quantize(Mode.INT8, Set.of("x", "y")).graphs().get(1)))
        .contains("%b: f32[1,300] = FULLY_CONNECTED(%a, %dequantized, _)")
        .contains("%c: f32[1,300] = ABS(%b)");
  }

  @Test
  void weightsThatNoIntegerOpHasStayAsTheyWere() {
    Model quantized = quantize(Mode.INT8, Set.of());
    assertThat(quantized.graphs().getFirst().nodes().getFirst().input(1))
        .matches(t -> t != null && t.type() == ElementType.FLOAT32);
  }

  @Test
  void integerOnlyIsRefusedWithThatReason() {
    assertThatThrownBy(() -> quantize(Mode.INT8_ONLY, Set.of("x", "y")))
        .hasMessageContaining(
            "2 ops have no integer form (FULLY_CONNECTED 'b', ABS 'c': no samples were given for"
                + " signature 'compare')");
  }
}
