package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@link Weights}. */
class WeightsTest {
  private final Lowering g = new Lowering();

  @Test
  void integersThatStandForFloatsMoveWithTheirScales() {
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 2, 2, 1));
    byte[] integers = {1, 2, 3, 4, 5, 6, 7, 8};
    var scales = new PerChannel(new float[] {0.5f, 0.25f}, new long[2], 3);
    Array stored =
        new Array(
            ElementType.INT8,
            Shape.of(2, 2, 1, 2),
            Constant.stored(MemorySegment.ofArray(integers)),
            scales);
    Tensor kernel = g.constant("kernel", stored);
    Window window = new Window(new int[] {1, 1}, new int[] {1, 1}, Window.Padding.VALID);
    Tensor y = Convolution.conv2d(g, x, Weights.of(g, kernel), Array.vector(0, 0), window);
    Tensor filter = input(y, 1);
    Tensor moved = input(filter, 0);
    assertThat(moved.shape()).isEqualTo(Shape.of(2, 2, 2, 1));
    assertThat(moved.type()).isEqualTo(ElementType.INT8);
    assertThat(moved.quantization())
        .isInstanceOfSatisfying(
            PerChannel.class,
            q -> {
              assertThat(q.axis()).isZero();
              assertThat(q.scales()).containsExactly(0.5f, 0.25f);
            });
    Constant data = Objects.requireNonNull(moved.data());
    assertThat(data.bytes().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 3, 5, 7, 2, 4, 6, 8);
  }

  private Tensor input(Tensor made, int index) {
    return Objects.requireNonNull(g.maker(made).orElseThrow().input(index));
  }

  @Test
  void whatTheModelComputesIsTransposedByTheModel() {
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 3, 3, 1));
    Tensor w = g.input("w", ElementType.FLOAT32, Shape.of(2, 2, 1, 2));
    Window window = new Window(new int[] {1, 1}, new int[] {1, 1}, Window.Padding.VALID);
    Tensor y = Convolution.conv2d(g, x, Weights.of(g, w), null, window);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,3,3,1], %w: f32[2,2,1,2]) -> (%y) {
              const %const: i32[4] = {3, 0, 1, 2}
              %transpose: f32[2,2,2,1] = TRANSPOSE(%w, %const) TransposeOptions{}
              const %bias: f32[2] = {0.0, 0.0}
              %y: f32[1,2,2,2] = CONV_2D(%x, %transpose, %bias) Conv2DOptions{padding: VALID, stride_h: 1, stride_w: 1}
            }
            """);
  }
}
