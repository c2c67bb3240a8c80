package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Text;
import org.junit.jupiter.api.Test;

class FoldBatchNormTest {
  private static final Rewrite FOLD = new FoldBatchNorm();

  @Test
  void aProductAndASumGoIntoWeightsAndBias() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[1?,2,2,1]) -> (%y) {
          const %w: f32[2,1,1,1] = {1, 2}
          const %b: f32[2] = {10, 20}
          %a: f32[1?,2,2,2] = CONV_2D(%x, %w, %b) Conv2DOptions{stride_w: 1, stride_h: 1}
          const %s: f32[1,1,1,2] = {3, -0.5}
          %m: f32[1?,2,2,2] = MUL(%a, %s) MulOptions{}
          const %t: f32[2] = {1, 2}
          %y: f32[1?,2,2,2] = ADD(%m, %t) AddOptions{fused_activation_function: RELU}
        }
        """,
        """
        graph main(%x: f32[1?,2,2,1]) -> (%y) {
          const %w: f32[2,1,1,1] = {3, -1}
          const %b: f32[2] = {31, -8}
          %y: f32[1?,2,2,2] = CONV_2D(%x, %w, %b) Conv2DOptions{fused_activation_function: RELU, stride_w: 1, stride_h: 1}
        }
        """);
  }

  @Test
  void differencesAndQuotientsDoToo() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[2,2]) -> (%y) {
          const %w: f32[2,2] = {1, 2, 3, 4}
          %a: f32[2,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          const %d: f32[2] = {2, 4}
          %q: f32[2,2] = DIV(%a, %d) DivOptions{}
          const %c: f32[] = {1}
          %n: f32[2,2] = SUB(%c, %q) SubOptions{}
          %y: f32[2,2] = SUB(%n, %d) SubOptions{}
        }
        """,
        """
        graph main(%x: f32[2,2]) -> (%y) {
          const %w: f32[2,2] = {-0.5, -1, -0.75, -1}
          const %q/bias: f32[2] = {-1, -3}
          %y: f32[2,2] = FULLY_CONNECTED(%x, %w, %q/bias) FullyConnectedOptions{}
        }
        """);
  }

  @Test
  void everyKindOfWeightsScalesItsOwnChannels() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[1,2,2,2], %v: f32[1,2,2,2,1]) -> (%y1, %y2, %y3) {
          const %s: f32[2] = {2, 3}
          const %w: f32[1,1,1,2] = {1, 10}
          const %b: f32[2] = {0.5, -0.5}
          %a1: f32[1,2,2,2] = DEPTHWISE_CONV_2D(%x, %w, %b) DepthwiseConv2DOptions{stride_w: 1, stride_h: 1, depth_multiplier: 1}
          %y1: f32[1,2,2,2] = MUL(%s, %a1) MulOptions{}
          const %size: i32[4] = {1, 4, 4, 2}
          const %t: f32[2,1,1,2] = {1, 2, 3, 4}
          %a2: f32[1,4,4,2] = TRANSPOSE_CONV(%size, %t, %x) TransposeConvOptions{stride_w: 2, stride_h: 2}
          %y2: f32[1,4,4,2] = MUL(%a2, %s) MulOptions{fused_activation_function: RELU6}
          const %c: f32[1,1,1,1,2] = {1, 10}
          %a3: f32[1,2,2,2,2] = CONV_3D(%v, %c) Conv3DOptions{stride_d: 1, stride_w: 1, stride_h: 1}
          %y3: f32[1,2,2,2,2] = MUL(%a3, %s) MulOptions{}
        }
        """,
        """
        graph main(%x: f32[1,2,2,2], %v: f32[1,2,2,2,1]) -> (%y1, %y2, %y3) {
          const %w: f32[1,1,1,2] = {2, 30}
          const %b: f32[2] = {1, -1.5}
          %y1: f32[1,2,2,2] = DEPTHWISE_CONV_2D(%x, %w, %b) DepthwiseConv2DOptions{stride_w: 1, stride_h: 1, depth_multiplier: 1}
          const %size: i32[4] = {1, 4, 4, 2}
          const %t: f32[2,1,1,2] = {2, 4, 9, 12}
          const %y2/bias: f32[2] = {0, 0}
          %y2: f32[1,4,4,2] = TRANSPOSE_CONV v4 (%size, %t, %x, %y2/bias) TransposeConvOptions{fused_activation_function: RELU6, stride_w: 2, stride_h: 2}
          const %c: f32[1,1,1,1,2] = {2, 30}
          const %y3/bias: f32[2] = {0, 0}
          %y3: f32[1,2,2,2,2] = CONV_3D(%v, %c, %y3/bias) Conv3DOptions{stride_d: 1, stride_w: 1, stride_h: 1}
        }
        """);
  }

  @Test
  void largeWeightsAreScaledPieceByPiece() {
    Model before =
        Text.parse(
            """
            graph main(%x: f32[1,300]) -> (%y) {
              const %w: f32[500,300] = seed 5 range -1 1
              const %b: f32[500] = seed 6 range -1 1
              %a: f32[1,500] = FULLY_CONNECTED(%x, %w, %b) FullyConnectedOptions{}
              const %s: f32[500] = seed 7 range 0.5 2
              %y: f32[1,500] = MUL(%a, %s) MulOptions{}
            }
            """);
    Model after = FOLD.apply(before);
    assertThat(after.main().nodes()).hasSize(1);
    RewriteVerifier.assertSameOutputs(before, after);
  }

  @Test
  void aSumNeedsNoWeightsOfItsOwn() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[1,1], %z: f32[1,1]) -> (%y, %u) {
          const %w: f32[1,1] = {2}
          const %b: f32[1] = {1}
          %a: f32[1,1] = FULLY_CONNECTED(%x, %w, %b) FullyConnectedOptions{}
          %u: f32[1,1] = FULLY_CONNECTED(%z, %w, %b) FullyConnectedOptions{}
          const %t: f32[] = {5}
          %y: f32[1,1] = ADD(%a, %t) AddOptions{}
        }
        """,
        """
        graph main(%x: f32[1,1], %z: f32[1,1]) -> (%y, %u) {
          const %w: f32[1,1] = {2}
          const %b: f32[1] = {6}
          %y: f32[1,1] = FULLY_CONNECTED(%x, %w, %b) FullyConnectedOptions{}
          const %b#1: f32[1] = {1}
          %u: f32[1,1] = FULLY_CONNECTED(%z, %w, %b#1) FullyConnectedOptions{}
        }
        """);
  }

  @Test
  void weightsThatOthersReadStay() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[1,1], %z: f32[1,1]) -> (%y, %u) {
          const %w: f32[1,1] = {2}
          const %b: f32[1] = {1}
          %a: f32[1,1] = FULLY_CONNECTED(%x, %w, %b) FullyConnectedOptions{}
          %u: f32[1,1] = FULLY_CONNECTED(%z, %w, %b) FullyConnectedOptions{}
          const %t: f32[] = {5}
          %y: f32[1,1] = MUL(%a, %t) MulOptions{}
        }
        """);
  }

  @Test
  void weightsWhoseBytesAnotherGraphSharesStay() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[1,1]) -> (%y) {
          const %w: f32[1,1] = {2}
          %a: f32[1,1] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          const %t: f32[] = {5}
          %y: f32[1,1] = MUL(%a, %t) MulOptions{}
        }
        graph other(%x: f32[1,1]) -> (%y) {
          const %v: f32[1,1] = as %w in 0
          %y: f32[1,1] = FULLY_CONNECTED(%x, %v, _) FullyConnectedOptions{}
        }
        signature a graph 0 (x: 0) -> (y: 0)
        signature b graph 1 (x: 0) -> (y: 0)
        """);
  }

  @Test
  void operandsOfOtherShapesStay() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[2,1]) -> (%y, %z, %u) {
          const %w: f32[1,1] = {2}
          %a: f32[2,1] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          const %rows: f32[2,1] = {5, 6}
          %y: f32[2,1] = MUL(%a, %rows) MulOptions{}
          %b: f32[2,1] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          const %wide: f32[3] = {5, 6, 7}
          %z: f32[2,3] = MUL(%b, %wide) MulOptions{}
          %c: f32[2,1] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          const %deep: f32[1,1,1] = {5}
          %u: f32[1,2,1] = ADD(%c, %deep) AddOptions{}
        }
        """);
  }

  @Test
  void whatHasAnActivationOrAnotherReaderOrIsGivenOutStays() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[2,1]) -> (%y, %z, %u, %b, %v) {
          const %w1: f32[1,1] = {2}
          const %w2: f32[1,1] = {3}
          const %w3: f32[1,1] = {4}
          const %s: f32[1] = {5}
          %a: f32[2,1] = FULLY_CONNECTED(%x, %w1, _) FullyConnectedOptions{fused_activation_function: RELU}
          %y: f32[2,1] = MUL(%a, %s) MulOptions{}
          %b: f32[2,1] = FULLY_CONNECTED(%x, %w2, _) FullyConnectedOptions{}
          %z: f32[2,1] = MUL(%b, %s) MulOptions{}
          %c: f32[2,1] = FULLY_CONNECTED(%x, %w3, _) FullyConnectedOptions{}
          %u: f32[2,1] = MUL(%c, %s) MulOptions{}
          %v: f32[2,1] = EXP(%c)
        }
        """);
  }

  @Test
  void factorsThatAreNoOrdinaryNumbersStay() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[2,1]) -> (%y, %z) {
          const %w1: f32[1,1] = {2}
          const %w2: f32[1,1] = {3}
          const %zero: f32[1] = {0}
          const %huge: f32[1] = {1e30}
          %a: f32[2,1] = FULLY_CONNECTED(%x, %w1, _) FullyConnectedOptions{}
          %y: f32[2,1] = DIV(%a, %zero) DivOptions{}
          %b: f32[2,1] = FULLY_CONNECTED(%x, %w2, _) FullyConnectedOptions{}
          %z: f32[2,1] = MUL(%b, %huge) MulOptions{}
        }
        """);
  }

  @Test
  void integersStayAndTheirScalesAreMultiplied() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[1,2,2,1]) -> (%y, %z) {
          const %q: i8[4,1,1,1] quant(scale 0.5, zero 0) = {2, 4, -6, 127}
          %w: f32[4,1,1,1] = DEQUANTIZE v2 (%q)
          const %b: f32[4] = {10, 20, 30, 40}
          %a: f32[1,2,2,4] = CONV_2D(%x, %w, %b) Conv2DOptions{stride_w: 1, stride_h: 1}
          const %s: f32[4] = {3, -0.5, 0, 1}
          %m: f32[1,2,2,4] = MUL(%a, %s) MulOptions{}
          const %t: f32[4] = {1, 2, 3, 4}
          %y: f32[1,2,2,4] = ADD(%m, %t) AddOptions{fused_activation_function: RELU}
          const %r: u8[1,1,1,4] quant(axis 3, scales {1, 2, 3, 4}, zeros {128, 128, 100, 100}) = {129, 126, 90, 110}
          %v: f32[1,1,1,4] = DEQUANTIZE v5 (%r)
          const %c: f32[4] = {1, 1, 1, 1}
          %d: f32[1,2,2,4] = DEPTHWISE_CONV_2D(%y, %v, %c) DepthwiseConv2DOptions{stride_w: 1, stride_h: 1, depth_multiplier: 1}
          const %f: f32[] = {-2}
          %z: f32[1,2,2,4] = MUL(%d, %f) MulOptions{}
        }
        """,
        """
        graph main(%x: f32[1,2,2,1]) -> (%y, %z) {
          const %q: i8[4,1,1,1] quant(axis 0, scales {1.5, 0.25, 0.5, 0.5}) = {2, -4, 0, 127}
          %w: f32[4,1,1,1] = DEQUANTIZE v5 (%q)
          const %b: f32[4] = {31, -8, 3, 44}
          %y: f32[1,2,2,4] = CONV_2D(%x, %w, %b) Conv2DOptions{fused_activation_function: RELU, stride_w: 1, stride_h: 1}
          const %r: u8[1,1,1,4] quant(axis 3, scales {2, 4, 6, 8}, zeros {128, 128, 100, 100}) = {127, 130, 110, 90}
          %v: f32[1,1,1,4] = DEQUANTIZE v5 (%r)
          const %c: f32[4] = {-2, -2, -2, -2}
          %z: f32[1,2,2,4] = DEPTHWISE_CONV_2D(%y, %v, %c) DepthwiseConv2DOptions{stride_w: 1, stride_h: 1, depth_multiplier: 1}
        }
        """);
  }

  @Test
  void integersThatHaveNoOppositeKeepTheProduct() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %q: i8[2,2] quant(scale 0.5, zero 0) = {2, 4, -128, 127}
          %w: f32[2,2] = DEQUANTIZE v2 (%q)
          %a: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          const %s: f32[2] = {3, -0.5}
          %y: f32[1,2] = MUL(%a, %s) MulOptions{}
        }
        """);
  }

  @Test
  void integersOfSeveralReadersKeepTheProduct() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[1,2]) -> (%y, %z) {
          const %q: i8[2,2] quant(scale 0.5, zero 0) = {2, 4, 6, 8}
          %w: f32[2,2] = DEQUANTIZE v2 (%q)
          %a: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          const %s: f32[2] = {3, 2}
          %y: f32[1,2] = MUL(%a, %s) MulOptions{}
          %z: f32[1,2] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
        }
        """);
  }
}
