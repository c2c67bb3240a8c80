package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.octet.lower.Pooling.Kind;
import dev.octet.lower.Window.Padding;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

class PoolingTest {
  private final Lowering g = new Lowering();

  private Tensor input(int... dims) {
    int[] signature = dims.clone();
    signature[0] = -1;
    return g.input("x", ElementType.FLOAT32, Shape.of(dims, signature));
  }

  private static Window window(Padding padding, int... strides) {
    return new Window(strides, strides.length == 1 ? new int[] {1} : new int[] {1, 1, 1}, padding);
  }

  @Test
  void sequencesAreImagesOfHeightOne() {
    Tensor y = Pooling.pool(g, Kind.MAX, input(1, 5, 2), new int[] {3}, window(Padding.SAME, 2));
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,5,2]) -> (%y) {
              const %const: i32[4] = {-1, 1, 5, 2}
              %reshape: f32[1?,1,5,2] = RESHAPE(%x, %const) ReshapeOptions{new_shape: [-1, 1, 5, 2]}
              %max_pool_2d: f32[1?,1,3,2] = MAX_POOL_2D(%reshape) Pool2DOptions{filter_height: 1, filter_width: 3, stride_h: 1, stride_w: 2}
              const %const_1: i32[3] = {-1, 3, 2}
              %y: f32[1?,3,2] = RESHAPE(%max_pool_2d, %const_1) ReshapeOptions{new_shape: [-1, 3, 2]}
            }
            """);
  }

  @Test
  void volumesArePooledPlaneByPlaneAndThenAcross() {
    Tensor x = input(1, 4, 6, 6, 1);
    int[] size = {2, 3, 3};
    Tensor y = Pooling.pool(g, Kind.AVERAGE, x, size, window(Padding.VALID, 2, 3, 3));
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,4,6,6,1]) -> (%y) {
              const %const: i32[4] = {-1, 6, 6, 1}
              %reshape: f32[4?,6,6,1] = RESHAPE(%x, %const) ReshapeOptions{new_shape: [-1, 6, 6, 1]}
              %average_pool_2d: f32[4?,2,2,1] = AVERAGE_POOL_2D(%reshape) Pool2DOptions{filter_height: 3, filter_width: 3, padding: VALID, stride_h: 3, stride_w: 3}
              const %const_1: i32[4] = {-1, 4, 4, 1}
              %reshape_1: f32[1?,4,4,1] = RESHAPE(%average_pool_2d, %const_1) ReshapeOptions{new_shape: [-1, 4, 4, 1]}
              %average_pool_2d_1: f32[1?,2,4,1] = AVERAGE_POOL_2D(%reshape_1) Pool2DOptions{filter_height: 2, filter_width: 1, padding: VALID, stride_h: 2, stride_w: 1}
              const %const_2: i32[5] = {-1, 2, 2, 2, 1}
              %y: f32[1?,2,2,2,1] = RESHAPE(%average_pool_2d_1, %const_2) ReshapeOptions{new_shape: [-1, 2, 2, 2, 1]}
            }
            """);
  }

  @Test
  void adaptivePoolsThatAreRegularAreOneOp() {
    Tensor y = AdaptivePooling.pool(g, Kind.AVERAGE, input(1, 6, 9, 2), new int[] {2, 3});
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,6,9,2]) -> (%y) {
              %y: f32[1?,2,3,2] = AVERAGE_POOL_2D(%x) Pool2DOptions{filter_height: 3, filter_width: 3, padding: VALID, stride_h: 3, stride_w: 3}
            }
            """);
  }

  @Test
  void othersArePickedOutOfPoolsOfTheirSizes() {
    Tensor y = AdaptivePooling.pool(g, Kind.MAX, input(1, 8, 2, 1), new int[] {3, 2});
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,8,2,1]) -> (%y) {
              %max_pool_2d: f32[1?,6,2,1] = MAX_POOL_2D(%x) Pool2DOptions{filter_height: 3, filter_width: 1, padding: VALID, stride_h: 1, stride_w: 1}
              %max_pool_2d_1: f32[1?,5,2,1] = MAX_POOL_2D(%x) Pool2DOptions{filter_height: 4, filter_width: 1, padding: VALID, stride_h: 1, stride_w: 1}
              %concatenation: f32[1?,11,2,1] = CONCATENATION(%max_pool_2d, %max_pool_2d_1) ConcatenationOptions{axis: 1}
              const %const: i32[3] = {0, 8, 5}
              %y: f32[1?,3,2,1] = GATHER(%concatenation, %const) GatherOptions{axis: 1}
            }
            """);
  }

  @Test
  void aPoolLargerThanItsImageIsRefused() {
    Tensor x = input(1, 2, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pooling.pool(g, Kind.MAX, x, new int[] {3}, window(Padding.VALID, 1)))
        .withMessageContaining("too large");
  }
}
