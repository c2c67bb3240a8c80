package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

/** What {@link DepthBlocks} and {@link SampleBlocks} add for images of any rank. */
class PatchesTest {
  private final Lowering g = new Lowering();

  @Test
  void windowsThatOverlapArePickedByAConvolution() {
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 2, 3, 1));
    Window window = new Window(new int[] {1, 1}, new int[] {1, 1}, Window.Padding.VALID);
    Tensor y = DepthBlocks.patches(g, x, new int[] {1, 2}, window);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,3,1]) -> (%y) {
              const %kernel: f32[1,1,2,2] = {1.0, 0.0, 0.0, 1.0}
              const %bias: f32[2] = {0.0, 0.0}
              %y: f32[1,2,2,2] = DEPTHWISE_CONV_2D(%x, %kernel, %bias) DepthwiseConv2DOptions{depth_multiplier: 2, padding: VALID, stride_h: 1, stride_w: 1}
            }
            """);
  }

  @Test
  void aVolumeIsCutAlongOneDimensionAfterTheOther() {
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 2, 4, 6, 3));
    int[] none = {0, 0, 0};
    Tensor y = SampleBlocks.toBatch(g, x, new int[] {2, 2, 3}, none, none);
    assertThat(y.shape()).isEqualTo(Shape.of(12, 1, 2, 2, 3));
    assertThat(SampleBlocks.fromBatch(g, y, new int[] {2, 2, 3}, none, none).shape())
        .isEqualTo(x.shape());
  }
}
