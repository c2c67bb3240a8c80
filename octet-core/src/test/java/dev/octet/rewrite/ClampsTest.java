package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import dev.octet.model.Model;
import org.junit.jupiter.api.Test;

/** {@link MergeClamps} and {@link FuseActivations}. */
class ClampsTest {
  private static Model mergeAndDrop(Model model) {
    return new DropDead().apply(new MergeClamps().apply(model));
  }

  @Test
  void aMaximumAndAMinimumAreRelu6() {
    assertRewritten(
        ClampsTest::mergeAndDrop,
        """
        graph main(%x: f32[2,3]) -> (%y) {
          const %zero: f32[] = {0}
          %a: f32[2,3] = MAXIMUM(%zero, %x)
          const %six: f32[1] = {6}
          %y: f32[2,3] = MINIMUM(%a, %six)
        }
        """,
        """
        graph main(%x: f32[2,3]) -> (%y) {
          %y: f32[2,3] = RELU6(%x)
        }
        """);
  }

  @Test
  void aMinimumBeforeAMaximumIsToo() {
    assertRewritten(
        ClampsTest::mergeAndDrop,
        """
        graph main(%x: f32[6]) -> (%y) {
          const %one: f32[] = {1}
          const %minus: f32[] = {-1}
          %a: f32[6] = MINIMUM(%x, %one)
          %y: f32[6] = MAXIMUM(%a, %minus)
        }
        """,
        """
        graph main(%x: f32[6]) -> (%y) {
          %y: f32[6] = RELU_N1_TO_1(%x)
        }
        """);
  }

  @Test
  void aMaximumWithZeroIsRelu() {
    assertRewritten(
        new MergeClamps(),
        """
        graph main(%x: f32[6]) -> (%y) {
          const %zero: f32[] = {-0.0}
          %y: f32[6] = MAXIMUM(%x, %zero)
        }
        """,
        """
        graph main(%x: f32[6]) -> (%y) {
          %y: f32[6] = RELU(%x)
        }
        """);
  }

  @Test
  void reluBehindRelu6IsRelu6() {
    assertRewritten(
        ClampsTest::mergeAndDrop,
        """
        graph main(%x: f32[6]) -> (%y) {
          %a: f32[6] = RELU6(%x)
          %y: f32[6] = RELU(%a)
        }
        """,
        """
        graph main(%x: f32[6]) -> (%y) {
          %y: f32[6] = RELU6(%x)
        }
        """);
  }

  @Test
  void boundsThatNoOpHasStay() {
    assertUnchanged(
        new MergeClamps(),
        """
        graph main(%x: f32[6]) -> (%y) {
          const %zero: f32[] = {0}
          const %five: f32[] = {5}
          %a: f32[6] = RELU(%x)
          %y: f32[6] = MINIMUM(%a, %five)
        }
        """);
  }

  @Test
  void boundsOfSeveralValuesOrOfMoreDimensionsStay() {
    assertUnchanged(
        new MergeClamps(),
        """
        graph main(%x: f32[2]) -> (%y, %z) {
          const %zeros: f32[2] = {0, 0}
          const %zero: f32[1,1] = {0}
          %y: f32[2] = MAXIMUM(%x, %zeros)
          %z: f32[1,2] = MAXIMUM(%x, %zero)
        }
        """);
  }

  @Test
  void anActivationIsFusedIntoTheOpBefore() {
    assertRewritten(
        new FuseActivations(),
        """
        graph main(%x: f32[1,4,4,2]) -> (%y, %z) {
          const %w: f32[3,3,3,2] = seed 1 range -1 1
          const %b: f32[3] = {0.5, -0.5, 0}
          %a: f32[1,4,4,3] = CONV_2D(%x, %w, %b) Conv2DOptions{stride_w: 1, stride_h: 1}
          %y: f32[1,4,4,3] = RELU6(%a)
          %p: f32[1,2,2,2] = AVERAGE_POOL_2D(%x) Pool2DOptions{padding: VALID, stride_w: 2, stride_h: 2, filter_width: 2, filter_height: 2}
          %q: f32[1,2,2,2] = RELU(%p)
          %m: f32[1,2,2,2] = SUB(%q, %q)
          %z: f32[1,2,2,2] = RELU_N1_TO_1(%m)
        }
        """,
        """
        graph main(%x: f32[1,4,4,2]) -> (%y, %z) {
          const %w: f32[3,3,3,2] = seed 1 range -1 1
          const %b: f32[3] = {0.5, -0.5, 0}
          %y: f32[1,4,4,3] = CONV_2D(%x, %w, %b) Conv2DOptions{fused_activation_function: RELU6, stride_w: 1, stride_h: 1}
          %q: f32[1,2,2,2] = AVERAGE_POOL_2D(%x) Pool2DOptions{fused_activation_function: RELU, padding: VALID, stride_w: 2, stride_h: 2, filter_width: 2, filter_height: 2}
          %z: f32[1,2,2,2] = SUB(%q, %q) SubOptions{fused_activation_function: RELU_N1_TO_1}
        }
        """);
  }

  @Test
  void aSecondActivationNarrowsTheFirst() {
    assertRewritten(
        new FuseActivations(),
        """
        graph main(%x: f32[4]) -> (%y) {
          const %six: f32[] = {6}
          %a: f32[4] = ADD(%x, %x) AddOptions{fused_activation_function: RELU}
          %y: f32[4] = MINIMUM(%a, %six)
        }
        """,
        """
        graph main(%x: f32[4]) -> (%y) {
          %y: f32[4] = ADD(%x, %x) AddOptions{fused_activation_function: RELU6}
        }
        """);
  }

  @Test
  void everyOpThatFusesHasTheKernel() {
    assertRewritten(
        new FuseActivations(),
        """
        graph main(%x: f32[1,4,4,2], %v: f32[1,2,2,2,1]) -> (%y1, %y2, %y3, %y4, %y5, %y6, %y7, %y8) {
          const %one: f32[1,1,1,2] = {1.5, -1.5}
          const %w: f32[1,3,3,2] = seed 1 range -1 1
          const %b: f32[2] = {0.5, -0.5}
          const %k: f32[3,32] = seed 2 range -1 1
          const %size: i32[4] = {1, 8, 8, 1}
          const %t: f32[1,3,3,2] = seed 3 range -1 1
          const %c: f32[1,1,1,1,2] = seed 4 range -1 1
          %a1: f32[1,4,4,2] = MUL(%x, %one) MulOptions{}
          %y1: f32[1,4,4,2] = RELU6(%a1)
          %a2: f32[1,4,4,2] = DIV(%x, %one) DivOptions{}
          %y2: f32[1,4,4,2] = RELU(%a2)
          %a3: f32[1,4,4,2] = DEPTHWISE_CONV_2D(%x, %w, %b) DepthwiseConv2DOptions{stride_w: 1, stride_h: 1, depth_multiplier: 1}
          %y3: f32[1,4,4,2] = RELU6(%a3)
          %a4: f32[1,3] = FULLY_CONNECTED(%x, %k, _) FullyConnectedOptions{}
          %y4: f32[1,3] = RELU_N1_TO_1(%a4)
          %a5: f32[1,2,2,2] = MAX_POOL_2D(%x) Pool2DOptions{padding: VALID, stride_w: 2, stride_h: 2, filter_width: 2, filter_height: 2}
          %y5: f32[1,2,2,2] = RELU6(%a5)
          %a6: f32[1,2,2,2] = L2_POOL_2D(%x) Pool2DOptions{padding: VALID, stride_w: 2, stride_h: 2, filter_width: 2, filter_height: 2}
          %y6: f32[1,2,2,2] = RELU_N1_TO_1(%a6)
          %a7: f32[1,8,8,1] = TRANSPOSE_CONV(%size, %t, %x) TransposeConvOptions{stride_w: 2, stride_h: 2}
          %y7: f32[1,8,8,1] = RELU6(%a7)
          %a8: f32[1,2,2,2,2] = CONV_3D(%v, %c) Conv3DOptions{stride_d: 1, stride_w: 1, stride_h: 1}
          %y8: f32[1,2,2,2,2] = RELU6(%a8)
        }
        """,
        """
        graph main(%x: f32[1,4,4,2], %v: f32[1,2,2,2,1]) -> (%y1, %y2, %y3, %y4, %y5, %y6, %y7, %y8) {
          const %one: f32[1,1,1,2] = {1.5, -1.5}
          %y1: f32[1,4,4,2] = MUL(%x, %one) MulOptions{fused_activation_function: RELU6}
          %y2: f32[1,4,4,2] = DIV(%x, %one) DivOptions{fused_activation_function: RELU}
          const %w: f32[1,3,3,2] = seed 1 range -1 1
          const %b: f32[2] = {0.5, -0.5}
          %y3: f32[1,4,4,2] = DEPTHWISE_CONV_2D(%x, %w, %b) DepthwiseConv2DOptions{depth_multiplier: 1, fused_activation_function: RELU6, stride_w: 1, stride_h: 1}
          const %k: f32[3,32] = seed 2 range -1 1
          %y4: f32[1,3] = FULLY_CONNECTED(%x, %k, _) FullyConnectedOptions{fused_activation_function: RELU_N1_TO_1}
          %y5: f32[1,2,2,2] = MAX_POOL_2D(%x) Pool2DOptions{fused_activation_function: RELU6, padding: VALID, stride_w: 2, stride_h: 2, filter_width: 2, filter_height: 2}
          %y6: f32[1,2,2,2] = L2_POOL_2D(%x) Pool2DOptions{fused_activation_function: RELU_N1_TO_1, padding: VALID, stride_w: 2, stride_h: 2, filter_width: 2, filter_height: 2}
          const %size: i32[4] = {1, 8, 8, 1}
          const %t: f32[1,3,3,2] = seed 3 range -1 1
          %y7: f32[1,8,8,1] = TRANSPOSE_CONV v4 (%size, %t, %x) TransposeConvOptions{fused_activation_function: RELU6, stride_w: 2, stride_h: 2}
          const %c: f32[1,1,1,1,2] = seed 4 range -1 1
          %y8: f32[1,2,2,2,2] = CONV_3D(%v, %c) Conv3DOptions{fused_activation_function: RELU6, stride_d: 1, stride_w: 1, stride_h: 1}
        }
        """);
  }

  @Test
  void whatSomebodyElseReadsIsNotFused() {
    assertUnchanged(
        new FuseActivations(),
        """
        graph main(%x: f32[4]) -> (%y, %z) {
          %a: f32[4] = ADD(%x, %x) AddOptions{}
          %y: f32[4] = RELU(%a)
          %z: f32[4] = EXP(%a)
        }
        """);
    assertUnchanged(
        new FuseActivations(),
        """
        graph main(%x: f32[4]) -> (%a, %y) {
          %a: f32[4] = ADD(%x, %x) AddOptions{}
          %y: f32[4] = RELU(%a)
        }
        """);
  }

  @Test
  void opsWithoutTheKernelAndQuantizedOnesStay() {
    assertUnchanged(
        new FuseActivations(),
        """
        graph main(%x: f32[4], %q: i8[4] quant(scale 0.5, zero 0)) -> (%y, %z, %r) {
          %a: f32[8] = CONCATENATION(%x, %x) ConcatenationOptions{}
          %y: f32[8] = RELU(%a)
          %b: f32[4] = ADD(%x, %x) AddOptions{}
          %z: f32[4] = RELU_0_TO_1(%b)
          %c: i8[4] quant(scale 0.5, zero 0) = ADD v2 (%q, %q) AddOptions{}
          %r: i8[4] quant(scale 0.5, zero 0) = RELU v2 (%c)
        }
        """);
  }
}
