package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrate.Range;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Mode;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Ops that others compute in integers, and graphs that stay as they are. Ranges are −1…1. */
class SubstitutesTest {
  private static final String ONE_8 = "quant(scale 0.007843138, zero -1)";
  private static final String ONE_16 = "quant(scale 3.051851E-5, zero 0)";

  @Test
  void aSquaredDifferenceIn16BitsIsADifferenceTimesItself() {
    assertThat(
            quantize(
                Recipe.of(Mode.INT16X8_ONLY),
                """
                graph main(%a: f32[2,3], %b: f32[3]) -> (%y) {
                  %y: f32[2,3] = SQUARED_DIFFERENCE(%a, %b)
                }
                """))
        .contains("%difference: i16[2,3] " + ONE_16 + " = SUB v5 (")
        .contains("SubOptions{pot_scale_int16: false}")
        .contains(ONE_16 + " = MUL v4 (%difference, %difference) MulOptions{}")
        .doesNotContain("SQUARED_DIFFERENCE");
  }

  @Test
  void aNegativeIsAProduct() {
    assertThat(
            quantize(
                Recipe.of(Mode.INT8),
                """
                graph main(%x: f32[4]) -> (%y) {
                  %y: f32[4] = NEG(%x)
                }
                """))
        .contains("const %minus_one: i8[] quant(scale 1.0, zero 0) = {-1}")
        .contains(ONE_8 + " = MUL v2 (%quantized, %minus_one) MulOptions{}");
  }

  @Test
  void whatACompositeIsMadeOfStaysAsItIs() {
    String text =
        """
        graph main(%x: f32[2,64]) -> (%y) {
          %y: f32[2,64] = STABLEHLO_COMPOSITE(%x) \
        StableHLOCompositeOptions{name: "odml.scaled_dot_product_attention", \
        decomposition_subgraph_index: 1, composite_attributes: [1]}
        }
        graph body(%a: f32[2,64]) -> (%c) {
          const %w: f32[64,64] = splat 0.25
          %s: f32[2,64] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
          %c: f32[2,64] = TANH(%s)
        }
        """;
    for (Mode mode : Mode.values()) {
      if (!Recipe.of(mode).strict()) {
        String after = quantize(Recipe.of(mode).withMinElements(0), text);
        assertThat(graphs(after)).as(mode.text()).isEqualTo(graphs(Text.print(Text.parse(text))));
      }
    }
  }

  private static String graphs(String model) {
    return model.substring(model.indexOf("graph"), model.lastIndexOf('}'));
  }

  private static String quantize(Recipe recipe, String text) {
    Model model = Text.parse(text);
    var table = OpTable.standard();
    var plan = new Planner(table).plan(model, recipe, _ -> OptionalDouble.of(2));
    return Text.print(
        new Quantizer(table, RuntimeVersions.load())
            .quantize(plan, _ -> Optional.of(new Range(-1, 1)))
            .model());
  }
}
