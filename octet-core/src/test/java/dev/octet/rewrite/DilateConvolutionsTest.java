package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import dev.octet.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link DilateConvolutions}. */
class DilateConvolutionsTest {
  private static final String VALID = "Conv2DOptions{padding: VALID, stride_h: 1, stride_w: 1}";

  private static Model dilate(Model model) {
    return new DropDead().apply(new DilateConvolutions().apply(model));
  }

  @Test
  void aConvolutionBetweenBlocksOfSamplesIsDilated() {
    assertRewritten(
        DilateConvolutionsTest::dilate,
        """
        graph main(%x: f32[1?,4,5,1]) -> (%y) {
          const %block: i32[2] = {2, 3}
          const %pads: i32[2,2] = {2, 2, 1, 3}
          %s: f32[6?,4,3,1] = SPACE_TO_BATCH_ND(%x, %block, %pads)
          const %w: f32[1,2,2,1] = {1, 2, 3, 4}
          const %b: f32[1] = {0.5}
          %c: f32[6?,3,2,1] = CONV_2D(%s, %w, %b) Conv2DOptions{fused_activation_function: RELU, padding: VALID, stride_h: 1, stride_w: 1}
          const %crops: i32[2,2] = {1, 0, 0, 3}
          %y: f32[1?,5,3,1] = BATCH_TO_SPACE_ND(%c, %block, %crops)
        }
        """,
        """
        graph main(%x: f32[1?,4,5,1]) -> (%y) {
          const %y/paddings: i32[4,2] = {0, 0, 1, 2, 1, 0, 0, 0}
          %y/pad: f32[1?,7,6,1] = PAD(%x, %y/paddings) PadOptions{}
          const %w: f32[1,2,2,1] = {1, 2, 3, 4}
          const %b: f32[1] = {0.5}
          %y: f32[1?,5,3,1] = CONV_2D(%y/pad, %w, %b) Conv2DOptions{dilation_h_factor: 2, dilation_w_factor: 3, fused_activation_function: RELU, padding: VALID, stride_h: 1, stride_w: 1}
        }
        """);
  }

  @Test
  void moreThanThePaddingIsCutOffBehindIt() {
    assertRewritten(
        DilateConvolutionsTest::dilate,
        """
        graph main(%x: f32[1,6,6,2]) -> (%y) {
          const %block: i32[2] = {2, 1}
          const %pads: i32[2,2] = {0, 0, 0, 0}
          %s: f32[2,3,6,2] = SPACE_TO_BATCH_ND(%x, %block, %pads)
          const %w: f32[1,2,1,2] = {1, 2, 3, 4}
          const %b: f32[2] = {0.5, 1}
          %c: f32[2,2,6,2] = DEPTHWISE_CONV_2D(%s, %w, %b) DepthwiseConv2DOptions{depth_multiplier: 1, padding: VALID, stride_h: 1, stride_w: 1}
          const %crops: i32[2,2] = {1, 0, 0, 2}
          %y: f32[1,3,4,2] = BATCH_TO_SPACE_ND(%c, %block, %crops)
        }
        """,
        """
        graph main(%x: f32[1,6,6,2]) -> (%y) {
          const %w: f32[1,2,1,2] = {1, 2, 3, 4}
          const %b: f32[2] = {0.5, 1}
          %y/conv: f32[1,4,6,2] = DEPTHWISE_CONV_2D v2 (%x, %w, %b) DepthwiseConv2DOptions{depth_multiplier: 1, dilation_h_factor: 2, padding: VALID, stride_h: 1, stride_w: 1}
          const %y/begin: i32[4] = {0, 1, 0, 0}
          const %y/size: i32[4] = {1, 3, 4, 2}
          %y: f32[1,3,4,2] = SLICE(%y/conv, %y/begin, %y/size) SliceOptions{}
        }
        """);
  }

  @Test
  void aSequenceIsAnImageOfHeightOne() {
    assertRewritten(
        DilateConvolutionsTest::dilate,
        """
        graph main(%x: f32[1,5,1]) -> (%y) {
          const %block: i32[1] = {2}
          const %pads: i32[1,2] = {2, 1}
          %s: f32[2,4,1] = SPACE_TO_BATCH_ND(%x, %block, %pads)
          const %in: i32[4] = {2, 1, 4, 1}
          %r: f32[2,1,4,1] = RESHAPE(%s, %in)
          const %w: f32[1,1,2,1] = {1, 2}
          const %b: f32[1] = {0.5}
          %c: f32[2,1,3,1] = CONV_2D(%r, %w, %b) Conv2DOptions{padding: VALID, stride_h: 1, stride_w: 1}
          const %out: i32[3] = {2, 3, 1}
          %q: f32[2,3,1] = RESHAPE(%c, %out)
          const %crops: i32[1,2] = {0, 1}
          %y: f32[1,5,1] = BATCH_TO_SPACE_ND(%q, %block, %crops)
        }
        """,
        """
        graph main(%x: f32[1,5,1]) -> (%y) {
          const %y/image/shape: i32[4] = {1, 1, 5, 1}
          %y/image: f32[1,1,5,1] = RESHAPE(%x, %y/image/shape) ReshapeOptions{}
          const %y/paddings: i32[4,2] = {0, 0, 0, 0, 2, 0, 0, 0}
          %y/pad: f32[1,1,7,1] = PAD(%y/image, %y/paddings) PadOptions{}
          const %w: f32[1,1,2,1] = {1, 2}
          const %b: f32[1] = {0.5}
          %y/conv: f32[1,1,5,1] = CONV_2D(%y/pad, %w, %b) Conv2DOptions{dilation_w_factor: 2, padding: VALID, stride_h: 1, stride_w: 1}
          const %y/shape: i32[3] = {1, 5, 1}
          %y: f32[1,5,1] = RESHAPE(%y/conv, %y/shape) ReshapeOptions{}
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Conv2DOptions{padding: SAME, stride_h: 1, stride_w: 1}",
        "Conv2DOptions{dilation_h_factor: 2, padding: VALID, stride_h: 1, stride_w: 1}",
        "Conv2DOptions{padding: VALID, stride_h: 2, stride_w: 1}"
      })
  void aConvolutionThatSeesOtherPixelsStays(String options) {
    int height = options.contains("VALID, stride_h: 1") && !options.contains("dilation") ? 2 : 1;
    assertUnchanged(
        new DilateConvolutions(),
        """
        graph main(%x: f32[1,6,4,1]) -> (%y) {
          const %block: i32[2] = {2, 2}
          const %pads: i32[2,2] = {0, 0, 0, 0}
          %s: f32[4,3,2,1] = SPACE_TO_BATCH_ND(%x, %block, %pads)
          const %w: f32[1,2,1,1] = {1, 2}
          const %b: f32[1] = {0.5}
          %c: f32[4,H,2,1] = CONV_2D(%s, %w, %b) OPTIONS
          const %crops: i32[2,2] = {0, 0, 0, 0}
          %y: f32[1,B,4,1] = BATCH_TO_SPACE_ND(%c, %block, %crops)
        }
        """
            .replace("OPTIONS", options)
            .replace("H", String.valueOf(options.contains("SAME") ? 3 : height))
            .replace("B,", options.contains("SAME") ? "6," : 2 * height + ","));
  }

  @Test
  void otherBlocksStay() {
    assertUnchanged(
        new DilateConvolutions(),
        """
        graph main(%x: f32[1,6,4,1]) -> (%y) {
          const %block: i32[2] = {2, 2}
          const %pads: i32[2,2] = {0, 0, 0, 0}
          %s: f32[4,3,2,1] = SPACE_TO_BATCH_ND(%x, %block, %pads)
          const %w: f32[1,2,1,1] = {1, 2}
          const %b: f32[1] = {0.5}
          %c: f32[4,2,2,1] = CONV_2D(%s, %w, %b) OPTIONS
          const %other: i32[2] = {4, 1}
          const %crops: i32[2,2] = {0, 0, 0, 0}
          %y: f32[1,8,2,1] = BATCH_TO_SPACE_ND(%c, %other, %crops)
        }
        """
            .replace("OPTIONS", VALID));
  }
}
