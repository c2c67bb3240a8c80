package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrate.Range;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Change;
import dev.octet.plan.Decision;
import dev.octet.plan.Granularity;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Planner;
import dev.octet.plan.Reason;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How graphs look with weights below 8 bits, and what is said where they are not to be had. */
class LowBitsTextTest {
  private static final String CONNECTED =
      """
      graph main(%x: f32[1,4]) -> (%y) {
        const %w: f32[2,4] = {7, -3.4, 0.5, 1.5, 0.875, -0.875, 0.4375, 0.0625}
        const %b: f32[2] = {1, 2}
        %y: f32[1,2] = FULLY_CONNECTED(%x, %w, %b) FullyConnectedOptions{}
      }
      """;

  private static final String BLOCKS =
      """
      graph main(%x: f32[1,64]) -> (%y) {
        const %w: f32[2,64] = splat 14
        %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{ACTIVATION}
      }
      """;

  private static final String DEPTHWISE =
      """
      graph main(%x: f32[1,4,4,2]) -> (%y) {
        const %w: f32[1,3,3,2] = seed 1 range -1 1
        const %b: f32[2] = {1, 2}
        %y: f32[1,4,4,2] = DEPTHWISE_CONV_2D(%x, %w, %b) DepthwiseConv2DOptions{padding: SAME, stride_h: 1, stride_w: 1, depth_multiplier: 1}
      }
      """;

  @Test
  void hybridKernelsTakeFourBitsWithAScalePerChannel() {
    assertThat(quantized(Mode.DYNAMIC, 4, Granularity.CHANNEL, CONNECTED))
        .isEqualTo(
            """
            graph main(%x: f32[1,4]) -> (%y) {
              const %w: i4[2,4] quant(axis 0, scales {1.0, 0.125}) = {7, -3, 0, 2, 7, -7, 4, 0}
              const %b: f32[2] = {1.0, 2.0}
              %y: f32[1,2] = FULLY_CONNECTED v12 (%x, %w, %b) FullyConnectedOptions{asymmetric_quantize_inputs: true}
            }
            """);
  }

  @Test
  void hybridKernelsTakeFourBitsWithOneScale() {
    assertThat(quantized(Mode.DYNAMIC, 4, Granularity.TENSOR, CONNECTED))
        .contains("const %w: i4[2,4] quant(scale 1.0, zero 0) = {7, -3, 0, 2, 1, -1, 0, 0}")
        .contains("FULLY_CONNECTED v10 (");
  }

  @Test
  void dequantizeTakesFourBitsForEveryOp() {
    assertThat(
            quantized(
                Mode.WEIGHTS8,
                4,
                Granularity.CHANNEL,
                DEPTHWISE.replace("[1,3,3,2]", "[1,16,16,2]")))
        .contains("const %w: i4[1,16,16,2] quant(axis 3, scales {")
        .contains("%dequantized: f32[1,16,16,2] = DEQUANTIZE v6 (%w)")
        .contains("DEPTHWISE_CONV_2D(%x, %dequantized, %b)");
  }

  @Test
  void integerKernelsTakeFourBits() {
    assertThat(quantized(Mode.INT8, 4, Granularity.CHANNEL, CONNECTED))
        .contains(
            "const %w: i4[2,4] quant(axis 0, scales {1.0, 0.125}) = {7, -3, 0, 2, 7, -7, 4, 0}")
        .contains("const %b: i32[2] quant(axis 0, scales {0.007843138, 9.803922E-4}) = {127, 2040}")
        .contains("FULLY_CONNECTED v10 (");
    assertThat(quantized(Mode.INT16X8, 4, Granularity.CHANNEL, CONNECTED))
        .contains("const %w: i4[2,4]")
        .contains("const %b: i64[2]")
        .contains("FULLY_CONNECTED v13 (");
  }

  @Test
  void blocksHaveTheirScalesInATensorOfTheirOwn() {
    String plain = BLOCKS.replace("ACTIVATION", "");
    assertThat(quantized(Mode.DYNAMIC, 4, Granularity.BLOCK32, plain))
        .contains("const %w_scales: f16[2,2] = {2.0, 2.0, 2.0, 2.0}")
        .contains("const %w: i4[2,64] quant(block 32, axis 0, scales %w_scales) = ")
        .contains("FULLY_CONNECTED v12 (");
    assertThat(quantized(Mode.DYNAMIC, 4, Granularity.BLOCK64, plain))
        .contains("const %w_scales: f16[2,1] = {2.0, 2.0}");
  }

  @Test
  void whereNoKernelTakesFourBitsThereAreEight() {
    adapts(
        Mode.DYNAMIC,
        DEPTHWISE,
        4,
        Granularity.CHANNEL,
        "the runtime has no hybrid kernel with 4-bit weights for it: 8 bits");
    adapts(
        Mode.INT16X8,
        DEPTHWISE,
        4,
        Granularity.CHANNEL,
        "the runtime has no i16 kernel with 4-bit weights for it: 8 bits");
    adapts(
        Mode.INT8,
        CONNECTED
            .replace("[2,4]", "[1,8]")
            .replace("[2] = {1, 2}", "[1] = {1}")
            .replace("[1,2]", "[1,1]")
            .replace("[1,4]", "[1,8]"),
        4,
        Granularity.CHANNEL,
        "XNNPACK refuses 4-bit weights of one output: 8 bits");
  }

  @Test
  void whereBlocksDoNotFitThereIsAScalePerChannel() {
    adapts(
        Mode.DYNAMIC,
        BLOCKS.replace("ACTIVATION", ""),
        4,
        Granularity.BLOCK128,
        "64 elements in a row make no blocks of 128: a scale per channel");
    adapts(
        Mode.DYNAMIC,
        BLOCKS.replace("ACTIVATION", "fused_activation_function: RELU"),
        4,
        Granularity.BLOCK32,
        "the kernel for blocks leaves out the fused activation: a scale per channel");
    adapts(
        Mode.INT8,
        BLOCKS.replace("ACTIVATION", ""),
        4,
        Granularity.BLOCK32,
        "integer kernels know no blocks: a scale per channel");
    adapts(
        Mode.WEIGHTS8,
        BLOCKS.replace("ACTIVATION", ""),
        4,
        Granularity.BLOCK32,
        "DEQUANTIZE reads no blocks: a scale per channel");
    adapts(
        Mode.DYNAMIC,
        BLOCKS.replace("ACTIVATION", ""),
        8,
        Granularity.BLOCK32,
        "the runtime has no kernel with blocks for it: a scale per channel");
  }

  @Test
  void twoBitsBecomeFour() {
    adapts(
        Mode.DYNAMIC,
        CONNECTED,
        2,
        Granularity.CHANNEL,
        "the runtime has no 2-bit weights: 4 bits");
  }

  private static void adapts(
      Mode mode, String graph, int bits, Granularity granularity, String why) {
    Plan plan = plan(mode, bits, granularity, graph);
    Decision decision = plan.of(plan.model().main().nodes().getFirst());
    assertThat(decision.reason()).isEqualTo(new Reason(Reason.Code.ADAPTED, why));
  }

  private static String quantized(Mode mode, int bits, Granularity granularity, String graph) {
    Model model =
        new Quantizer(OpTable.standard(), RuntimeVersions.load())
            .quantize(plan(mode, bits, granularity, graph), _ -> Optional.of(new Range(-1, 1)))
            .model();
    return Text.print(model)
        .lines()
        .filter(line -> !line.startsWith("metadata"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static Plan plan(Mode mode, int bits, Granularity granularity, String graph) {
    Change change = Change.NONE.withBits(bits).withGranularity(granularity);
    Recipe recipe = Recipe.of(mode).withMinElements(0).with(Rule.forAll(change));
    return new Planner(OpTable.standard())
        .plan(Text.parse(graph), recipe, _ -> OptionalDouble.of(2));
  }
}
