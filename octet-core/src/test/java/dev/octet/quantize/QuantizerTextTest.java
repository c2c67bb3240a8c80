package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.ModelText;
import dev.octet.calibrate.Range;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
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
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * How graphs look before and after. Every activation has the range −1…1, but one named {@code
 * wide…}, which has −4…4, and one named {@code unknown…}, of which nothing is known.
 */
class QuantizerTextTest {
  private static final String ONE = "quant(scale 0.007843138, zero -1)";
  private static final String WIDE = "quant(scale 0.03137255, zero -1)";

  @Test
  void oneQuantizeOrDequantizeStandsAtEachBorder() {
    assertQuantized(
        Recipe.of(Mode.INT8),
        """
        graph main(%x: f32[4]) -> (%e) {
          %a: f32[4] = RELU(%x)
          %b: f32[4] = SIN(%a)
          %c: f32[4] = COS(%a)
          %d: f32[4] = ADD(%b, %c) AddOptions{}
          %e: f32[4] = ADD(%d, %b) AddOptions{}
        }
        """,
        """
        graph main(%x: f32[4]) -> (%e) {
          %quantized: i8[4] ONE = QUANTIZE(%x)
          %a: i8[4] ONE = RELU v2 (%quantized)
          %dequantized: f32[4] = DEQUANTIZE v2 (%a)
          %b: f32[4] = SIN(%dequantized)
          %c: f32[4] = COS(%dequantized)
          %quantized1: i8[4] ONE = QUANTIZE(%b)
          %quantized2: i8[4] ONE = QUANTIZE(%c)
          %d: i8[4] ONE = ADD v2 (%quantized1, %quantized2) AddOptions{}
          %e_i: i8[4] ONE = ADD v2 (%d, %quantized1) AddOptions{}
          %e: f32[4] = DEQUANTIZE v2 (%e_i)
        }
        """);
  }

  @Test
  void whatGoesToFloatAndToIntegersGoesToIntegersDirectly() {
    assertQuantized(
        Recipe.of(Mode.INT8),
        """
        graph main(%x: f32[4]) -> (%b, %c) {
          %a: f32[4] = RELU(%x)
          %b: f32[4] = SIN(%a)
          %c: f32[4] = ABS(%a)
        }
        """,
        """
        graph main(%x: f32[4]) -> (%b, %c) {
          %quantized: i8[4] ONE = QUANTIZE(%x)
          %a: i8[4] ONE = RELU v2 (%quantized)
          %dequantized: f32[4] = DEQUANTIZE v2 (%a)
          %b: f32[4] = SIN(%dequantized)
          %c_i: i8[4] ONE = ABS v2 (%a)
          %c: f32[4] = DEQUANTIZE v2 (%c_i)
        }
        """);
  }

  @Test
  void movesBetweenFloatOpsStayFloat() {
    assertUnchanged(
        """
        graph main(%x: f32[1,4]) -> (%e, %f) {
          const %s: i32[2] = {2, 2}
          %a: f32[2,2] = RESHAPE(%x, %s)
          %b: f32[2,2] = SIN(%a)
          const %d: i32[] = {0}
          %c: f32[1,2,2] = EXPAND_DIMS(%b, %d)
          %e: f32[1,2,2] = COS(%c)
          const %p: i32[3] = {1, 0, 2}
          %f: f32[2,1,2] = TRANSPOSE(%c, %p)
        }
        """);
  }

  @Test
  void movesOnTheWayToIntegersAreIntegers() {
    assertQuantized(
        Recipe.of(Mode.INT8),
        """
        graph main(%x: f32[1,4]) -> (%b) {
          const %s: i32[2] = {2, 2}
          %a: f32[2,2] = RESHAPE(%x, %s)
          %b: f32[2,2] = ABS(%a)
        }
        """,
        """
        graph main(%x: f32[1,4]) -> (%b) {
          %quantized: i8[1,4] ONE = QUANTIZE(%x)
          const %s: i32[2] = {2, 2}
          %a: i8[2,2] ONE = RESHAPE(%quantized, %s)
          %b_i: i8[2,2] ONE = ABS v2 (%a)
          %b: f32[2,2] = DEQUANTIZE v2 (%b_i)
        }
        """);
  }

  @Test
  void weightsThatAreSharedStayShared() {
    assertQuantized(
        Recipe.of(Mode.DYNAMIC).withMinElements(0),
        """
        graph main(%x: f32[1?,2]) -> (%c) {
          const %w: f32[2,2] = {127, 2, 63.5, -12}
          %a: f32[1?,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          %b: f32[1?,2] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
          %c: f32[1?,2] = POW(%b, %w)
        }
        """,
        """
        graph main(%x: f32[1?,2]) -> (%c) {
          const %w: i8[2,2] quant(axis 0, scales {1.0, 0.5}) = {127, 2, 127, -24}
          %a: f32[1?,2] = FULLY_CONNECTED v12 (%x, %w, _) FullyConnectedOptions{asymmetric_quantize_inputs: true}
          %b: f32[1?,2] = FULLY_CONNECTED v12 (%a, %w, _) FullyConnectedOptions{asymmetric_quantize_inputs: true}
          const %w1: f32[2,2] = {127.0, 2.0, 63.5, -12.0}
          %c: f32[1?,2] = POW(%b, %w1)
        }
        """);
  }

  @Test
  void kernelsThatReadAScalePerChannelGetTheOneScaleAsOften() {
    assertQuantized(
        Recipe.of(Mode.DYNAMIC).withMinElements(0).withPerTensor(),
        """
        graph main(%x: f32[1,2,2,2]) -> (%a) {
          const %w: f32[1,1,1,2] = {127, -2}
          const %b: f32[2] = {0, 1}
          %a: f32[1,2,2,2] = DEPTHWISE_CONV_2D(%x, %w, %b) DepthwiseConv2DOptions{depth_multiplier: 1, stride_h: 1, stride_w: 1}
        }
        """,
        """
        graph main(%x: f32[1,2,2,2]) -> (%a) {
          const %w: i8[1,1,1,2] quant(axis 3, scales {1.0, 1.0}) = {127, -2}
          const %b: f32[2] = {0.0, 1.0}
          %a: f32[1,2,2,2] = DEPTHWISE_CONV_2D v6 (%x, %w, %b) DepthwiseConv2DOptions{depth_multiplier: 1, stride_h: 1, stride_w: 1}
        }
        """);
  }

  @Test
  void opsThatFeedNothingButAJoinWriteAsItDoes() {
    assertQuantized(
        Recipe.of(Mode.INT8),
        """
        graph main(%x: f32[2], %u: f32[2]) -> (%c) {
          %a: f32[2] = RELU(%x)
          %wide: f32[4] = CONCATENATION(%a, %u) ConcatenationOptions{}
          %c: f32[4] = RELU(%wide)
        }
        """,
        """
        graph main(%x: f32[2], %u: f32[2]) -> (%c) {
          %quantized: i8[2] ONE = QUANTIZE(%x)
          %a: i8[2] WIDE = RELU v2 (%quantized)
          %quantized1: i8[2] WIDE = QUANTIZE(%u)
          %wide: i8[4] WIDE = CONCATENATION v2 (%a, %quantized1) ConcatenationOptions{}
          %c_i: i8[4] ONE = RELU v2 (%wide)
          %c: f32[4] = DEQUANTIZE v2 (%c_i)
        }
        """);
  }

  @Test
  void opsThatFeedAJoinAndOthersAreRequantizedForIt() {
    assertQuantized(
        Recipe.of(Mode.INT8_ONLY),
        """
        graph main(%x: f32[2]) -> (%wide, %b) {
          %a: f32[2] = RELU(%x)
          %wide: f32[4] = CONCATENATION(%a, %x) ConcatenationOptions{}
          %b: f32[2] = ABS(%a)
        }
        """,
        """
        graph main(%x: i8[2] ONE) -> (%wide, %b) {
          %a: i8[2] ONE = RELU v2 (%x)
          %quantized: i8[2] WIDE = QUANTIZE(%a)
          %quantized1: i8[2] WIDE = QUANTIZE(%x)
          %wide: i8[4] WIDE = CONCATENATION v2 (%quantized, %quantized1) ConcatenationOptions{}
          %b: i8[2] ONE = ABS v2 (%a)
        }
        """);
  }

  @Test
  void integerOnlyNamesEachOpThatCannotBeAndWhy() {
    assertThatThrownBy(
            () ->
                quantize(
                    Recipe.of(Mode.INT8_ONLY),
                    Text.parse(
                        """
                        graph main(%x: f32[4]) -> (%b) {
                          %a: f32[4] = SIN(%x)
                          %unknown: f32[4] = RELU(%a)
                          %b: f32[4] = custom:"Mine"(%unknown)
                        }
                        """)))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_QUANTIZABLE))
        .hasMessageContaining("3 ops have no integer form")
        .hasMessageContaining("SIN 'a': the runtime has no i8 kernel for it")
        .hasMessageContaining("RELU 'unknown': no range is known for 'unknown'")
        .hasMessageContaining("Mine 'b': custom ops have no integer form that Octet knows");
  }

  @Test
  void int8InterfacesKeepNamesAndSignatures() {
    assertQuantized(
        Recipe.of(Mode.INT8_ONLY),
        RELU_WITH_SIGNATURE,
        """
        graph main(%x: i8[1?,4] ONE) -> (%y) {
          %y: i8[1?,4] ONE = RELU v2 (%x)
        }
        signature serving_default graph 0 (in: 0) -> (out: 0)
        """);
  }

  @Test
  void uint8InterfacesHaveTheirZeroPoint128Higher() {
    assertQuantized(
        Recipe.of(Mode.INT8_ONLY)
            .withInputType(ElementType.UINT8)
            .withOutputType(ElementType.UINT8),
        RELU_WITH_SIGNATURE,
        """
        graph main(%x: u8[1?,4] quant(scale 0.007843138, zero 127)) -> (%y) {
          %quantized: i8[1?,4] ONE = QUANTIZE(%x)
          %y_i: i8[1?,4] ONE = RELU v2 (%quantized)
          %y: u8[1?,4] quant(scale 0.007843138, zero 127) = QUANTIZE(%y_i)
        }
        signature serving_default graph 0 (in: 0) -> (out: 0)
        """);
  }

  @Test
  void int16InterfacesAreSymmetric() {
    assertQuantized(
        Recipe.of(Mode.INT16X8_ONLY)
            .withInputType(ElementType.INT16)
            .withOutputType(ElementType.INT16),
        RELU_WITH_SIGNATURE,
        """
        graph main(%x: i16[1?,4] quant(scale 3.051851E-5, zero 0)) -> (%y) {
          %y: i16[1?,4] quant(scale 3.051851E-5, zero 0) = RELU v3 (%x)
        }
        signature serving_default graph 0 (in: 0) -> (out: 0)
        """);
  }

  private static final String RELU_WITH_SIGNATURE =
      """
      graph main(%x: f32[1?,4]) -> (%y) {
        %y: f32[1?,4] = RELU(%x)
      }
      signature serving_default graph 0 (in: 0) -> (out: 0)
      """;

  @Test
  void outputsKeepTheirNamesWhereOthersReadThemToo() {
    assertQuantized(
        Recipe.of(Mode.INT8),
        """
        graph main(%x: f32[4]) -> (%a, %a, %b) {
          %a: f32[4] = RELU(%x)
          %b: f32[4] = SIN(%a)
        }
        """,
        """
        graph main(%x: f32[4]) -> (%a, %a, %b) {
          %quantized: i8[4] ONE = QUANTIZE(%x)
          %a_i: i8[4] ONE = RELU v2 (%quantized)
          %a: f32[4] = DEQUANTIZE v2 (%a_i)
          %b: f32[4] = SIN(%a)
        }
        """);
  }

  @Test
  void outputsMayBeInputsOrConstants() {
    assertQuantized(
        Recipe.of(Mode.INT8_ONLY),
        """
        graph main(%x: f32[2]) -> (%x, %y, %k) {
          %y: f32[2] = RELU(%x)
          const %k: f32[2] = {0.5, -1.0}
        }
        """,
        """
        graph main(%x: i8[2] ONE) -> (%x, %y, %k) {
          %y: i8[2] ONE = RELU v2 (%x)
          const %k1: f32[2] = {0.5, -1.0}
          %k: i8[2] KAY = QUANTIZE(%k1)
        }
        """
            .replace("KAY", "quant(scale 0.005882353, zero 42)"));
  }

  @Test
  void floatOutputsThatAreConstantsOrInputsStayAsTheyAre() {
    assertUnchanged(
        """
        graph main(%x: f32[2]) -> (%x, %y, %k) {
          %y: f32[2] = SIN(%x)
          const %k: f32[2] = {0.5, -1.0}
        }
        """);
  }

  @Test
  void valuesFromConstantTablesReachIntegerOps() {
    assertQuantized(
        Recipe.of(Mode.INT8),
        """
        graph main(%i: i32[1]) -> (%b) {
          const %k: f32[2,2] = {-4, 4, 1, 0}
          %wide: f32[1,2] = GATHER(%k, %i) GatherOptions{}
          %b: f32[1,2] = ABS(%wide)
        }
        """,
        """
        graph main(%i: i32[1]) -> (%b) {
          const %k: i8[2,2] WIDE = {-128, 126, 31, -1}
          %wide: i8[1,2] WIDE = GATHER v2 (%k, %i) GatherOptions{}
          %b_i: i8[1,2] ONE = ABS v2 (%wide)
          %b: f32[1,2] = DEQUANTIZE v2 (%b_i)
        }
        """);
  }

  @Test
  void optionsThatTheFileLeavesOutAreGivenWhereKernelsNeedThem() {
    assertQuantized(
        Recipe.of(Mode.INT16X8_ONLY)
            .withInputType(ElementType.INT16)
            .withOutputType(ElementType.INT16),
        """
        graph main(%x: f32[2]) -> (%y) {
          %y: f32[2] = ADD(%x, %x)
        }
        """,
        """
        graph main(%x: i16[2] quant(scale 3.051851E-5, zero 0)) -> (%y) {
          %y: i16[2] quant(scale 3.051851E-5, zero 0) = ADD v3 (%x, %x) AddOptions{pot_scale_int16: false}
        }
        """);
  }

  private static void assertUnchanged(String graph) {
    Model model = Text.parse(graph);
    assertThat(ModelText.graphs(quantize(Recipe.of(Mode.INT8), model)))
        .isEqualTo(ModelText.graphs(model));
  }

  private static void assertQuantized(Recipe recipe, String before, String after) {
    Model quantized = quantize(recipe, Text.parse(before));
    assertThat(ModelText.graphs(quantized))
        .isEqualTo(after.replace("ONE", ONE).replace("WIDE", WIDE));
    assertThat(Tflite.bytes(quantized).byteSize()).isPositive();
  }

  private static Model quantize(Recipe recipe, Model model) {
    OpTable table = OpTable.standard();
    Plan plan =
        new Planner(table)
            .plan(
                model,
                recipe,
                t -> range(t).isPresent() ? OptionalDouble.of(8) : OptionalDouble.empty());
    return new Quantizer(table, RuntimeVersions.load())
        .quantize(plan, QuantizerTextTest::range)
        .model();
  }

  private static Optional<Range> range(Tensor tensor) {
    if (tensor.name().startsWith("unknown")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (tensor.name()) {
          case "wide" -> new Range(-4, 4);
          case "k" -> tensor.shape().rank() == 2 ? new Range(-4, 4) : new Range(-1, 0.5f);
          default -> new Range(-1, 1);
        });
  }
}
