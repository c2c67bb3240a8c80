package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import dev.octet.model.Model;
import org.junit.jupiter.api.Test;

class MergePadTest {
  private static final String STRIDED =
      """
      graph main(%x: f32[1?,4,6,2]) -> (%y) {
        const %pads: i32[4,2] = {0, 0, TOP, BOTTOM, 0, 1, 0, 0}
        %p: f32[1?,5,7,2] = PAD(%x, %pads)
        const %w: f32[3,3,3,2] = seed 1 range -1 1
        const %b: f32[3] = {0.5, -0.5, 0}
        %y: f32[1?,2,3,3] = CONV_2D(%p, %w, %b) Conv2DOptions{padding: VALID, stride_w: 2, stride_h: 2}
      }
      """;

  private static Model mergeAndDrop(Model model) {
    return new DropDead().apply(new MergePad().apply(model));
  }

  @Test
  void paddingAsOfSameGoesIntoTheConvolution() {
    assertRewritten(
        MergePadTest::mergeAndDrop,
        STRIDED.replace("TOP", "0").replace("BOTTOM", "1"),
        """
        graph main(%x: f32[1?,4,6,2]) -> (%y) {
          const %w: f32[3,3,3,2] = seed 1 range -1 1
          const %b: f32[3] = {0.5, -0.5, 0}
          %y: f32[1?,2,3,3] = CONV_2D(%x, %w, %b) Conv2DOptions{stride_w: 2, stride_h: 2}
        }
        """);
  }

  @Test
  void dilatedAndDepthwiseToo() {
    assertRewritten(
        MergePadTest::mergeAndDrop,
        """
        graph main(%x: f32[1,5,5,2]) -> (%y) {
          const %pads: i32[4,2] = {0, 0, 2, 2, 2, 2, 0, 0}
          const %zero: f32[] = {0}
          %p: f32[1,9,9,2] = PADV2(%x, %pads, %zero)
          const %w: f32[1,3,3,2] = seed 1 range -1 1
          const %b: f32[2] = {0.5, -0.5}
          %y: f32[1,5,5,2] = DEPTHWISE_CONV_2D v2 (%p, %w, %b) DepthwiseConv2DOptions{padding: VALID, stride_w: 1, stride_h: 1, depth_multiplier: 1, dilation_w_factor: 2, dilation_h_factor: 2}
        }
        """,
        """
        graph main(%x: f32[1,5,5,2]) -> (%y) {
          const %w: f32[1,3,3,2] = seed 1 range -1 1
          const %b: f32[2] = {0.5, -0.5}
          %y: f32[1,5,5,2] = DEPTHWISE_CONV_2D v2 (%x, %w, %b) DepthwiseConv2DOptions{stride_w: 1, stride_h: 1, depth_multiplier: 1, dilation_w_factor: 2, dilation_h_factor: 2}
        }
        """);
  }

  @Test
  void otherPaddingStays() {
    assertUnchanged(new MergePad(), STRIDED.replace("TOP", "1").replace("BOTTOM", "0"));
    assertUnchanged(
        new MergePad(),
        STRIDED.replace("TOP", "0").replace("BOTTOM", "1").replace("1?,4,6", "1?,4?,6?"));
    assertUnchanged(
        new MergePad(),
        STRIDED.replace("TOP", "0").replace("BOTTOM", "1").replace("padding: VALID, ", ""));
  }

  @Test
  void paddingWithOtherValuesStays() {
    assertUnchanged(
        new MergePad(),
        """
        graph main(%x: f32[1,5,5,1]) -> (%y) {
          const %pads: i32[4,2] = {0, 0, 1, 1, 1, 1, 0, 0}
          const %one: f32[] = {1}
          %p: f32[1,7,7,1] = PADV2(%x, %pads, %one)
          const %w: f32[1,3,3,1] = seed 1 range -1 1
          const %b: f32[1] = {0.5}
          %y: f32[1,5,5,1] = CONV_2D(%p, %w, %b) Conv2DOptions{padding: VALID, stride_w: 1, stride_h: 1}
        }
        """);
  }
}
