package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpsamplingTest {
  private final Lowering g = new Lowering();

  @Test
  void sequencesAreImagesOfHeightOne() {
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 4, 2));
    assertThat(GraphText.of(g, Upsampling.nearest(g, x, 3)))
        .isEqualTo(
            """
            graph main(%x: f32[1,4,2]) -> (%y) {
              const %const: i32[4] = {1, 1, 4, 2}
              %reshape: f32[1,1,4,2] = RESHAPE(%x, %const) ReshapeOptions{new_shape: [1, 1, 4, 2]}
              const %const_1: i32[2] = {1, 12}
              %resize_nearest_neighbor: f32[1,1,12,2] = RESIZE_NEAREST_NEIGHBOR(%reshape, %const_1) ResizeNearestNeighborOptions{}
              const %const_2: i32[3] = {1, 12, 2}
              %y: f32[1,12,2] = RESHAPE(%resize_nearest_neighbor, %const_2) ReshapeOptions{new_shape: [1, 12, 2]}
            }
            """);
  }

  @Test
  void volumesGoInTwoSteps() {
    Shape any = Shape.of(new int[] {1, 2, 3, 4, 5}, new int[] {-1, 2, 3, 4, 5});
    Tensor x = g.input("x", ElementType.FLOAT32, any);
    assertThat(GraphText.of(g, Upsampling.nearest(g, x, 2, 3, 1)))
        .isEqualTo(
            """
            graph main(%x: f32[1?,2,3,4,5]) -> (%y) {
              const %const: i32[4] = {-1, 3, 4, 5}
              %reshape: f32[2?,3,4,5] = RESHAPE(%x, %const) ReshapeOptions{new_shape: [-1, 3, 4, 5]}
              const %const_1: i32[2] = {9, 4}
              %resize_nearest_neighbor: f32[2?,9,4,5] = RESIZE_NEAREST_NEIGHBOR(%reshape, %const_1) ResizeNearestNeighborOptions{}
              const %const_2: i32[4] = {-1, 2, 36, 5}
              %reshape_1: f32[1?,2,36,5] = RESHAPE(%resize_nearest_neighbor, %const_2) ReshapeOptions{new_shape: [-1, 2, 36, 5]}
              const %const_3: i32[2] = {4, 36}
              %resize_nearest_neighbor_1: f32[1?,4,36,5] = RESIZE_NEAREST_NEIGHBOR(%reshape_1, %const_3) ResizeNearestNeighborOptions{}
              const %const_4: i32[5] = {-1, 4, 9, 4, 5}
              %y: f32[1?,4,9,4,5] = RESHAPE(%resize_nearest_neighbor_1, %const_4) ReshapeOptions{new_shape: [-1, 4, 9, 4, 5]}
            }
            """);
  }

  @ParameterizedTest
  @EnumSource(KernelSet.class)
  void noRoundingMovesAnElement(KernelSet kernels) {
    for (int factor = 1; factor <= 128; factor++) {
      float[] y = run(kernels, 5, factor);
      for (int i = 0; i < y.length; i++) {
        int element = i / factor;
        assertThat(y[i]).as("element %d at factor %d", i, factor).isEqualTo(element);
      }
    }
  }

  private static float[] run(KernelSet kernels, int size, int factor) {
    var g = new Lowering();
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, size, 1));
    var model = g.model("main", Map.of("y", Upsampling.nearest(g, x, factor)));
    var options = EngineOptions.standard().withKernels(kernels);
    try (Engine engine = Engine.open(Tflite.bytes(model), options)) {
      for (int i = 0; i < size; i++) {
        engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
      }
      engine.run();
      return engine.output(0).toArray(ValueLayout.JAVA_FLOAT);
    }
  }
}
