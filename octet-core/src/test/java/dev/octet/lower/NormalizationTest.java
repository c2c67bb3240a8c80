package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

class NormalizationTest {
  private final Lowering g = new Lowering();

  private Tensor input(int... dims) {
    int[] signature = dims.clone();
    signature[0] = -1;
    return g.input("x", ElementType.FLOAT32, Shape.of(dims, signature));
  }

  @Test
  void layersAreScaledAndShiftedAtOnce() {
    Array gamma = Array.vector(1, 2);
    Array beta = Array.vector(3, 4);
    Tensor y = Normalization.layer(g, input(1, 3, 2), new int[] {-1}, gamma, beta, 0.5);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,3,2]) -> (%y) {
              const %const: i32[1] = {2}
              %mean: f32[1?,3,1] = MEAN(%x, %const) ReducerOptions{keep_dims: true}
              %squared_difference: f32[1?,3,2] = SQUARED_DIFFERENCE(%x, %mean) SquaredDifferenceOptions{}
              const %const_1: i32[1] = {2}
              %mean_1: f32[1?,3,1] = MEAN(%squared_difference, %const_1) ReducerOptions{keep_dims: true}
              const %const_2: f32[] = {0.5}
              %add: f32[1?,3,1] = ADD(%mean_1, %const_2) AddOptions{}
              %rsqrt: f32[1?,3,1] = RSQRT(%add)
              const %gamma: f32[2] = {1.0, 2.0}
              %mul: f32[1?,3,2] = MUL(%rsqrt, %gamma) MulOptions{}
              %mul_1: f32[1?,3,2] = MUL(%mean, %mul) MulOptions{}
              %mul_2: f32[1?,3,2] = MUL(%x, %mul) MulOptions{}
              const %beta: f32[2] = {3.0, 4.0}
              %sub: f32[1?,3,2] = SUB(%beta, %mul_1) SubOptions{}
              %y: f32[1?,3,2] = ADD(%mul_2, %sub) AddOptions{}
            }
            """);
  }

  @Test
  void groupsAreADimensionOfTheirOwn() {
    Tensor y = Normalization.group(g, input(1, 3, 5, 4), -1, 2, null, null, 0.5);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,3,5,4]) -> (%y) {
              const %const: i32[4] = {-1, 15, 2, 2}
              %reshape: f32[1?,15,2,2] = RESHAPE(%x, %const) ReshapeOptions{new_shape: [-1, 15, 2, 2]}
              const %const_1: i32[2] = {1, 3}
              %mean: f32[1?,1,2,1] = MEAN(%reshape, %const_1) ReducerOptions{keep_dims: true}
              %squared_difference: f32[1?,15,2,2] = SQUARED_DIFFERENCE(%reshape, %mean) SquaredDifferenceOptions{}
              const %const_2: i32[2] = {1, 3}
              %mean_1: f32[1?,1,2,1] = MEAN(%squared_difference, %const_2) ReducerOptions{keep_dims: true}
              const %const_3: f32[] = {0.5}
              %add: f32[1?,1,2,1] = ADD(%mean_1, %const_3) AddOptions{}
              %rsqrt: f32[1?,1,2,1] = RSQRT(%add)
              %mul: f32[1?,1,2,1] = MUL(%mean, %rsqrt) MulOptions{}
              %mul_1: f32[1?,15,2,2] = MUL(%reshape, %rsqrt) MulOptions{}
              %sub: f32[1?,15,2,2] = SUB(%mul_1, %mul) SubOptions{}
              const %const_4: i32[4] = {-1, 3, 5, 4}
              %y: f32[1?,3,5,4] = RESHAPE(%sub, %const_4) ReshapeOptions{new_shape: [-1, 3, 5, 4]}
            }
            """);
  }

  @Test
  void lengthsAreOfTheLastDimension() {
    Tensor y = Normalization.unit(g, input(1, 3, 2), 1);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,3,2]) -> (%y) {
              const %const: i32[3] = {0, 2, 1}
              %transpose: f32[1?,2,3] = TRANSPOSE(%x, %const) TransposeOptions{}
              %l2_normalization: f32[1?,2,3] = L2_NORMALIZATION(%transpose) L2NormOptions{}
              const %const_1: i32[3] = {0, 2, 1}
              %y: f32[1?,3,2] = TRANSPOSE(%l2_normalization, %const_1) TransposeOptions{}
            }
            """);
  }

  @Test
  void batchesAreAProductAndASum() {
    Array ones = Array.vector(1, 1, 1);
    Tensor y =
        Normalization.batch(
            g, input(1, 3, 2), new int[] {1}, Array.vector(2, 4, 6), null, ones, ones, 3);
    assertThat(GraphText.of(g, y))
        .isEqualTo(
            """
            graph main(%x: f32[1?,3,2]) -> (%y) {
              const %scale: f32[1,3,1] = {1.0, 2.0, 3.0}
              %mul: f32[1?,3,2] = MUL(%x, %scale) MulOptions{}
              const %shift: f32[1,3,1] = {-1.0, -2.0, -3.0}
              %y: f32[1?,3,2] = ADD(%mul, %shift) AddOptions{}
            }
            """);
  }
}
