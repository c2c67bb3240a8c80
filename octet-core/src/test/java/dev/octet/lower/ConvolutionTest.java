package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.octet.lower.Window.Padding;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
  private final Lowering g = new Lowering();

  @Test
  void sequencesAreImagesOfHeightOne() {
    Tensor x = input(Shape.of(new int[] {1, 5, 2}, new int[] {-1, 5, 2}));
    Array kernel = Array.of(new float[] {1, 2, 3, 4}, 2, 2, 1);
    Tensor y = Convolution.conv(g, x, kernel, Array.vector(7), window(Padding.VALID, 2));
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,5,2]) -> (%y) {
              const %const: i32[4] = {-1, 1, 5, 2}
              %reshape: f32[1?,1,5,2] = RESHAPE(%x, %const) ReshapeOptions{new_shape: [-1, 1, 5, 2]}
              const %kernel: f32[1,1,2,2] = {1.0, 2.0, 3.0, 4.0}
              const %bias: f32[1] = {7.0}
              %conv_2d: f32[1?,1,2,1] = CONV_2D(%reshape, %kernel, %bias) Conv2DOptions{padding: VALID, stride_h: 1, stride_w: 2}
              const %const_1: i32[3] = {-1, 2, 1}
              %y: f32[1?,2,1] = RESHAPE(%conv_2d, %const_1) ReshapeOptions{new_shape: [-1, 2, 1]}
            }
            """);
  }

  @Test
  void causalPaddingIsBeforeTheSequenceOnly() {
    Array kernel = Array.of(new float[] {1, 2}, 2, 1, 1);
    Window dilated = new Window(new int[] {1}, new int[] {3}, Padding.CAUSAL);
    Tensor y = Convolution.conv(g, input(Shape.of(1, 5, 1)), kernel, null, dilated);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,5,1]) -> (%y) {
              const %const: i32[4] = {1, 1, 5, 1}
              %reshape: f32[1,1,5,1] = RESHAPE(%x, %const) ReshapeOptions{new_shape: [1, 1, 5, 1]}
              const %const_1: i32[4,2] = {0, 0, 0, 0, 3, 0, 0, 0}
              %pad: f32[1,1,8,1] = PAD(%reshape, %const_1) PadOptions{}
              const %kernel: f32[1,1,2,1] = {1.0, 2.0}
              const %bias: f32[1] = {0.0}
              %conv_2d: f32[1,1,5,1] = CONV_2D(%pad, %kernel, %bias) Conv2DOptions{dilation_w_factor: 3, padding: VALID, stride_h: 1, stride_w: 1}
              const %const_2: i32[3] = {1, 5, 1}
              %y: f32[1,5,1] = RESHAPE(%conv_2d, %const_2) ReshapeOptions{new_shape: [1, 5, 1]}
            }
            """);
  }

  @Test
  void groupsStayInOneOp() {
    Array kernel = Array.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    Tensor y =
        Convolution.conv(g, input(Shape.of(1, 2, 2, 4)), kernel, null, window(Padding.SAME, 1, 1));
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,2,4]) -> (%y) {
              const %kernel: f32[2,1,1,2] = {1.0, 3.0, 2.0, 4.0}
              const %bias: f32[2] = {0.0, 0.0}
              %y: f32[1,2,2,2] = CONV_2D v6 (%x, %kernel, %bias) Conv2DOptions{stride_h: 1, stride_w: 1}
            }
            """);
  }

  @Test
  void groupsOfOneChannelAreADepthwiseConvolution() {
    Array kernel = Array.of(new float[] {1, 2, 3, 4}, 1, 1, 1, 4);
    Tensor y =
        Convolution.conv(g, input(Shape.of(1, 2, 2, 2)), kernel, null, window(Padding.SAME, 1, 1));
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,2,2]) -> (%y) {
              const %kernel: f32[1,1,1,4] = {1.0, 2.0, 3.0, 4.0}
              const %bias: f32[4] = {0.0, 0.0, 0.0, 0.0}
              %y: f32[1,2,2,4] = DEPTHWISE_CONV_2D(%x, %kernel, %bias) DepthwiseConv2DOptions{depth_multiplier: 2, stride_h: 1, stride_w: 1}
            }
            """);
  }

  @Test
  void groupsInThreeDimensionsAreConvolutionsOfTheirOwn() {
    Array kernel = Array.of(new float[] {1, 2}, 1, 1, 1, 1, 2);
    Tensor y =
        Convolution.conv(
            g,
            input(Shape.of(1, 2, 2, 2, 2)),
            kernel,
            Array.vector(3, 4),
            window(Padding.VALID, 2, 1, 1));
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,2,2,2]) -> (%y) {
              const %const: i32[5] = {0, 0, 0, 0, 0}
              const %const_1: i32[5] = {1, 2, 2, 2, 1}
              %slice: f32[1,2,2,2,1] = SLICE v5 (%x, %const, %const_1) SliceOptions{}
              const %kernel: f32[1,1,1,1,1] = {1.0}
              const %bias: f32[1] = {3.0}
              %conv_3d: f32[1,1,2,2,1] = CONV_3D(%slice, %kernel, %bias) Conv3DOptions{padding: VALID, stride_d: 2, stride_h: 1, stride_w: 1}
              const %const_2: i32[5] = {0, 0, 0, 0, 1}
              const %const_3: i32[5] = {1, 2, 2, 2, 1}
              %slice_1: f32[1,2,2,2,1] = SLICE v5 (%x, %const_2, %const_3) SliceOptions{}
              const %kernel_1: f32[1,1,1,1,1] = {2.0}
              const %bias_1: f32[1] = {4.0}
              %conv_3d_1: f32[1,1,2,2,1] = CONV_3D(%slice_1, %kernel_1, %bias_1) Conv3DOptions{padding: VALID, stride_d: 2, stride_h: 1, stride_w: 1}
              %y: f32[1,1,2,2,2] = CONCATENATION(%conv_3d, %conv_3d_1) ConcatenationOptions{axis: 4}
            }
            """);
  }

  @Test
  void aKernelLargerThanTheImageIsRefused() {
    Tensor x = input(Shape.of(1, 2, 2, 1));
    Array kernel = Array.filled(1, 3, 3, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Convolution.conv(g, x, kernel, null, window(Padding.VALID, 1, 1)))
        .withMessage("a kernel that spans 3 is too large for 2");
  }

  @Test
  void channelsThatDoNotGoIntoGroupsAreRefused() {
    Tensor x = input(Shape.of(1, 2, 2, 3));
    Array kernel = Array.filled(1, 1, 1, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Convolution.conv(g, x, kernel, null, window(Padding.VALID, 1, 1)))
        .withMessageContaining("3 channels");
  }

  @Test
  void aWindowMoves() {
    assertThatIllegalArgumentException().isThrownBy(() -> window(Padding.SAME, 1, 0));
  }

  private Tensor input(Shape shape) {
    return g.input("x", ElementType.FLOAT32, shape);
  }

  private static Window window(Padding padding, int... strides) {
    int[] ones = strides.clone();
    java.util.Arrays.fill(ones, 1);
    return new Window(strides, ones, padding);
  }
}
