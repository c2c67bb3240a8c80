package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.OctetException;
import dev.octet.lower.Window.Padding;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

class TransposeConvolutionTest {
  private static final int[] ONES = {1, 1};

  private final Lowering g = new Lowering();

  @Test
  void biasIsPartOfTheOp() {
    Array kernel = Array.of(new float[] {1, 2, 3, 4}, 2, 1, 2, 1);
    Window window = new Window(new int[] {2, 1}, ONES, Padding.VALID);
    Tensor y =
        TransposeConvolution.conv(
            g, input(Shape.of(1, 2, 2, 1)), kernel, Array.vector(5, 6), window, 4, 2);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,2,1]) -> (%y) {
              const %const: i32[4] = {1, 4, 2, 2}
              const %kernel: f32[2,2,1,1] = {1.0, 3.0, 2.0, 4.0}
              const %bias: f32[2] = {5.0, 6.0}
              %y: f32[1,4,2,2] = TRANSPOSE_CONV v3 (%const, %kernel, %x, %bias) TransposeConvOptions{padding: VALID, stride_h: 2, stride_w: 1}
            }
            """);
  }

  @Test
  void aDynamicBatchIsReadFromTheInput() {
    Shape any = Shape.of(new int[] {1, 2, 2, 1}, new int[] {-1, 2, 2, 1});
    Window window = new Window(new int[] {2, 2}, ONES, Padding.SAME);
    Array kernel = Array.of(new float[] {1}, 1, 1, 1, 1);
    Tensor y = TransposeConvolution.conv(g, input(any), kernel, null, window, 4, 3);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,2,2,1]) -> (%y) {
              %shape: i32[4] = SHAPE(%x) ShapeOptions{out_type: INT32}
              const %const: i32[1] = {0}
              const %const_1: i32[1] = {1}
              %slice: i32[1] = SLICE(%shape, %const, %const_1) SliceOptions{}
              const %const_2: i32[3] = {4, 3, 1}
              %concatenation: i32[4] = CONCATENATION(%slice, %const_2) ConcatenationOptions{}
              const %kernel: f32[1,1,1,1] = {1.0}
              %y: f32[1?,4,3,1] = TRANSPOSE_CONV(%concatenation, %kernel, %x) TransposeConvOptions{stride_h: 2, stride_w: 2}
            }
            """);
  }

  @Test
  void dilatedOnesAreConvolutionsWithTheKernelTurned() {
    Array kernel = Array.of(new float[] {1, 2, 3, 4}, 2, 1, 1, 2);
    Window window = new Window(ONES, new int[] {3, 3}, Padding.SAME);
    Tensor y =
        TransposeConvolution.conv(
            g, input(Shape.of(1, 4, 4, 2)), kernel, Array.vector(5), window, 4, 4);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,4,4,2]) -> (%y) {
              const %const: i32[4,2] = {0, 0, 2, 1, 0, 0, 0, 0}
              %pad: f32[1,7,4,2] = PAD(%x, %const) PadOptions{}
              const %kernel: f32[1,2,1,2] = {3.0, 4.0, 1.0, 2.0}
              const %bias: f32[1] = {5.0}
              %y: f32[1,4,4,1] = CONV_2D(%pad, %kernel, %bias) Conv2DOptions{dilation_h_factor: 3, dilation_w_factor: 3, padding: VALID, stride_h: 1, stride_w: 1}
            }
            """);
  }

  @Test
  void stridesWithADilationAreRefused() {
    Window window = new Window(new int[] {2, 2}, new int[] {2, 2}, Padding.VALID);
    Tensor x = input(Shape.of(1, 2, 2, 1));
    assertThatThrownBy(
            () -> TransposeConvolution.conv(g, x, Array.filled(1, 2, 2, 1, 1), null, window, 5, 5))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("strides and a dilation");
  }

  @Test
  void sizesThatNoConvolutionComesFromAreRefused() {
    Window window = new Window(new int[] {2, 2}, ONES, Padding.SAME);
    Tensor x = input(Shape.of(1, 2, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TransposeConvolution.conv(g, x, Array.filled(1, 2, 2, 1, 1), null, window, 2, 4))
        .withMessage("a convolution makes 1 of 2, not 2");
  }

  private Tensor input(Shape shape) {
    return g.input("x", ElementType.FLOAT32, shape);
  }
}
