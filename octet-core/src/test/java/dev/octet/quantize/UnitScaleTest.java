package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrate.Range;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Mode;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pixels of 0…255 have a scale of exactly 1, on which the kernels of comparisons abort. */
class UnitScaleTest {
  private static Model quantize(String text) {
    Model model = Text.parse(text);
    OpTable table = OpTable.standard();
    var plan = new Planner(table).plan(model, Recipe.of(Mode.INT8), _ -> true);
    return new Quantizer(table, RuntimeVersions.load())
        .quantize(plan, _ -> Optional.of(new Range(0, 255)))
        .model();
  }

  @Test
  void whatIsComparedHasAScaleJustAboveOne() {
    Model model =
        quantize(
            """
            graph main(%x: f32[3], %y: f32[3]) -> (%z) {
              %z: bool[3] = GREATER(%x, %y) GreaterOptions{}
            }
            """);
    try (Engine engine = Engine.open(Tflite.bytes(model), EngineOptions.standard())) {
      for (int i = 0; i < 3; i++) {
        engine.input(0).setAtIndex(Constant.F32, i, 100 * i);
        engine.input(1).setAtIndex(Constant.F32, i, 100);
      }
      engine.run();
      assertThat(engine.output(0).toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 0, 1);
    }
  }

  @Test
  void elsewhereTheScaleStaysOne() {
    Model model =
        quantize(
            """
            graph main(%x: f32[3]) -> (%z) {
              %z: f32[3] = RELU(%x)
            }
            """);
    var relu = model.main().nodes().get(1);
    assertThat(Objects.requireNonNull(relu.input(0)).quantization())
        .isEqualTo(new PerTensor(1, -128));
  }
}
