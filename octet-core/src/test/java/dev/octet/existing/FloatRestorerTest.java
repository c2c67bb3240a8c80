package dev.octet.existing;

import static dev.octet.ModelAssert.assertSameModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import org.junit.jupiter.api.Test;

/** Quantized ops back in float, their grids remembered. */
class FloatRestorerTest {
  private static Absorption restore(String text) {
    return Absorption.toFloat(Text.parse(text), OpTable.standard());
  }

  private static void assertRestored(String before, String after) {
    assertSameModel(restore(before).model(), Text.parse(after));
  }

  @Test
  void weightsAndBiasBecomeFloatAndVersionsGoDown() {
    String before =
        """
        graph main(%x: f32[1,2]) -> (%z) {
          %q: i8[1,2] quant(scale 0.5, zero 3) = QUANTIZE(%x)
          const %w: i8[2,2] quant(axis 0, scales {0.5, 2.0}) = {1, -2, 3, 4}
          const %b: i32[2] quant(axis 0, scales {0.25, 1.0}) = {4, -3}
          %y: i8[1,2] quant(scale 0.25, zero 0) = FULLY_CONNECTED v4 (%q, %w, %b) FullyConnectedOptions{}
          %z: f32[1,2] = DEQUANTIZE v2 (%y)
        }
        """;
    assertRestored(
        before,
        """
        graph main(%x: f32[1,2]) -> (%z) {
          const %w: f32[2,2] = {0.5, -1, 6, 8}
          const %b: f32[2] = {1, -3}
          %z: f32[1,2] = FULLY_CONNECTED(%x, %w, %b) FullyConnectedOptions{}
        }
        """);
    Absorption restored = restore(before);
    Tensor x = restored.model().main().inputs().getFirst();
    Tensor z = restored.model().main().outputs().getFirst();
    assertThat(restored.existing().grid(x).flatMap(g -> g.parameters(ElementType.INT8)))
        .contains(new PerTensor(0.5f, 3));
    assertThat(restored.existing().grid(z).flatMap(g -> g.parameters(ElementType.INT8)))
        .contains(new PerTensor(0.25f, 0));
    assertThat(restored.existing().notes())
        .containsExactly("1 quantized op turned back to float before all else");
  }

  @Test
  void integersAtTheInterfaceAndRequantizationGoToo() {
    assertRestored(
        """
        graph main(%x: u8[2] quant(scale 0.5, zero 128)) -> (%z) {
          %a: i8[2] quant(scale 0.5, zero 0) = QUANTIZE(%x)
          %b: i8[2] quant(scale 0.25, zero 0) = ABS v2 (%a)
          %z: u8[2] quant(scale 0.25, zero 128) = QUANTIZE(%b)
        }
        """,
        """
        graph main(%x: f32[2]) -> (%z) {
          %z: f32[2] = ABS(%x)
        }
        """);
  }

  @Test
  void hybridOpsAndSixteenBitsGoBack() {
    assertRestored(
        """
        graph main(%x: f32[1,2]) -> (%z) {
          const %w: i8[2,2] quant(scale 0.5, zero 0) = {1, -2, 3, 4}
          %y: f32[1,2] = FULLY_CONNECTED v9 (%x, %w, _) FullyConnectedOptions{asymmetric_quantize_inputs: true}
          %q: i16[1,2] quant(scale 0.5, zero 0) = QUANTIZE v2 (%y)
          const %b: i64[2] quant(scale 0.25, zero 0) = {4, -3}
          %z: i16[1,2] quant(scale 0.25, zero 0) = FULLY_CONNECTED v7 (%q, %w, %b) FullyConnectedOptions{}
        }
        """,
        """
        graph main(%x: f32[1,2]) -> (%z) {
          const %w: f32[2,2] = {0.5, -1, 1.5, 2}
          %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          const %b: f32[2] = {1, -0.75}
          %z: f32[1,2] = FULLY_CONNECTED(%y, %w, %b) FullyConnectedOptions{}
        }
        """);
  }

  @Test
  void whatHasNoFloatFormStaysBetweenBorders() {
    String before =
        """
        graph main(%x: i8[2] quant(scale 0.5, zero 0)) -> (%z) {
          %a: i8[2] quant(scale 0.5, zero 0) = ABS v2 (%x)
          %b: i8[2] quant(scale 0.25, zero 0) = custom:Mystery(%a)
          %z: i8[2] quant(scale 0.25, zero 0) = ABS v2 (%b)
        }
        """;
    Absorption restored = restore(before);
    assertThat(restored.model().main().nodes())
        .extracting(n -> n.op())
        .containsExactly("ABS", "QUANTIZE", "Mystery", "DEQUANTIZE", "ABS");
    assertThat(restored.existing().notes())
        .contains("Mystery ×1 stays quantized as it is: it cannot be turned back");
  }

  @Test
  void aFloatModelIsLeftAlone() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[2]) -> (%y) {
              %y: f32[2] = ABS(%x)
            }
            """);
    assertThat(Absorption.toFloat(model, OpTable.standard()).model()).isSameAs(model);
  }

  @Test
  void sixteenBitsThatNeverHeldANegativeValueReachUpOnly() {
    Absorption restored =
        restore(
            """
            graph main(%x: i16[2] quant(scale 0.5, zero 0)) -> (%y) {
              %y: i16[2] quant(scale 0.5, zero 0) = RELU v3 (%x)
            }
            """);
    Grid grid =
        restored.existing().grid(restored.model().main().outputs().getFirst()).orElseThrow();
    assertThat(grid.min()).isZero();
    assertThat(grid.parameters(ElementType.INT16)).contains(new PerTensor(0.5f, 0));
  }
}
