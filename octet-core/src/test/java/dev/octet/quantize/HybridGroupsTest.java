package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrate.Range;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Change;
import dev.octet.plan.Granularity;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * Scales of convolutions in groups, which LiteRT's hybrid kernel must not find to be all the same:
 * it would read memory that was never set.
 */
class HybridGroupsTest {
  private static final String GROUPS =
      """
      graph main(%x: f32[1,4,4,4]) -> (%y) {
        const %w: f32[2,1,1,2] = {127, -64, LAST, 1}
        const %b: f32[2] = {1, 2}
        %y: f32[1,4,4,2] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: SAME, stride_h: 1, stride_w: 1}
      }
      """;

  private static final String UNLIKE = "quant(axis 0, scales {1.0, 0.99999994})";

  @Test
  void theScaleOfAllChannelsIsTwo() {
    assertThat(quantized(Mode.DYNAMIC, 8, Granularity.TENSOR, GROUPS.replace("LAST", "-3")))
        .contains("const %w: i8[2,1,1,2] " + UNLIKE + " = {127, -64, -3, 1}")
        .contains("CONV_2D v5 (");
    assertThat(
            quantized(
                Mode.DYNAMIC, 4, Granularity.TENSOR, GROUPS.replace("127, -64, LAST", "7, -6, -3")))
        .contains("const %w: i4[2,1,1,2] " + UNLIKE + " = {7, -6, -3, 1}")
        .contains("CONV_2D v7 (");
  }

  @Test
  void channelsOfLikeSizeGetTwo() {
    assertThat(quantized(Mode.DYNAMIC, 8, Granularity.CHANNEL, GROUPS.replace("LAST", "-127")))
        .contains("const %w: i8[2,1,1,2] " + UNLIKE + " = {127, -64, -127, 1}");
  }

  @Test
  void channelsOfUnlikeSizeKeepTheirs() {
    assertThat(quantized(Mode.DYNAMIC, 8, Granularity.CHANNEL, GROUPS.replace("LAST", "-254")))
        .contains("const %w: i8[2,1,1,2] quant(axis 0, scales {1.0, 2.0}) = {127, -64, -127, ");
  }

  @Test
  void aFilterThatWasQuantizedBeforeGetsThem() {
    String before =
        GROUPS.replace(
            "f32[2,1,1,2] = {127, -64, LAST, 1}",
            "i8[2,1,1,2] quant(scale 4.0, zero 0) = {9, 8, 7, 6}");
    for (Mode mode : new Mode[] {Mode.DYNAMIC, Mode.FLOAT16, Mode.WEIGHTS8}) {
      assertThat(quantized(mode, 8, Granularity.CHANNEL, before))
          .contains("i8[2,1,1,2] quant(axis 0, scales {4.0, 3.9999998}) = {9, 8, 7, 6}")
          .contains("CONV_2D v5 (");
    }
  }

  @Test
  void withoutGroupsTheScaleStaysOne() {
    assertThat(
            quantized(
                Mode.DYNAMIC,
                8,
                Granularity.TENSOR,
                GROUPS.replace("LAST", "-3").replace("[1,4,4,4]", "[1,4,4,2]")))
        .contains("const %w: i8[2,1,1,2] quant(axis 0, scales {1.0, 1.0}) = {127, -64, -3, 1}");
  }

  @Test
  void integerKernelsTakeOneScale() {
    assertThat(quantized(Mode.INT8, 8, Granularity.TENSOR, GROUPS.replace("LAST", "-3")))
        .contains("const %w: i8[2,1,1,2] quant(scale 1.0, zero 0) = {127, -64, -3, 1}");
  }

  private static String quantized(Mode mode, int bits, Granularity granularity, String graph) {
    Change change = Change.NONE.withBits(bits).withGranularity(granularity);
    Recipe recipe = Recipe.of(mode).withMinElements(0).with(Rule.forAll(change));
    Plan plan =
        new Planner(OpTable.standard()).plan(Text.parse(graph), recipe, _ -> OptionalDouble.of(2));
    Model model =
        new Quantizer(OpTable.standard(), RuntimeVersions.load())
            .quantize(plan, _ -> Optional.of(new Range(-1, 1)))
            .model();
    return Text.print(model);
  }
}
