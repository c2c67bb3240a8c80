package dev.octet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class IntegerRuleTest {
  private static Decision decide(String node, OptionalDouble width) {
    Model model = Text.parse("graph main(%x: f32[3], %y: f32[3]) -> (%z) {\n" + node + "\n}");
    Plan plan = new Planner(OpTable.standard()).plan(model, Recipe.fullInteger(), _ -> width);
    return plan.of(model.main().nodes().getFirst());
  }

  @Test
  void comparisonsAreIntegerWhileTheirScaleIsBelowOne() {
    String greater = "%z: bool[3] = GREATER(%x, %y) GreaterOptions{}";
    assertThat(decide(greater, OptionalDouble.of(254)).isInteger()).isTrue();
    Decision pixels = decide(greater, OptionalDouble.of(255));
    assertThat(pixels.isInteger()).isFalse();
    assertThat(pixels.reason().text()).contains("compares wrongly");
  }

  @Test
  void otherOpsTakeAnyScale() {
    assertThat(decide("%z: f32[3] = RELU(%x)", OptionalDouble.of(1000)).isInteger()).isTrue();
  }

  @Test
  void withoutARangeAnOpStaysFloat() {
    Decision decision = decide("%z: f32[3] = RELU(%x)", OptionalDouble.empty());
    assertThat(decision.reason().code()).isEqualTo(Reason.Code.NO_RANGE);
    assertThat(decision.reason().text()).isEqualTo("no range is known for 'x'");
  }

  @Test
  void weightsThatAreQuantizedAlreadyKeepTheirOpFloat() {
    Decision decision =
        decide(
            """
            const %w: i8[3,3] quant(scale 0.5, zero 0) = splat 1
            %z: f32[3] = FULLY_CONNECTED v9 (%x, %w, _) FullyConnectedOptions{}
            """,
            OptionalDouble.of(2));
    assertThat(decision.isInteger()).isFalse();
    assertThat(decision.reason().text()).isEqualTo("its weights are quantized already");
  }
}
