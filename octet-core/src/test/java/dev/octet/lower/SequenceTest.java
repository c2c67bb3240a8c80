package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

class SequenceTest {
  private final Lowering g = new Lowering();
  private final Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 3, 2));

  @Test
  void theLastStepIsASlice() {
    assertThat(GraphText.of(g, Sequence.last(g, x)))
        .isEqualTo(
            """
            graph main(%x: f32[1,3,2]) -> (%y) {
              const %const: i32[3] = {0, 2, 0}
              const %const_1: i32[3] = {0, 3, 0}
              const %const_2: i32[3] = {1, 1, 1}
              %y: f32[1,2] = STRIDED_SLICE(%x, %const, %const_1, %const_2) \
            StridedSliceOptions{begin_mask: 5, end_mask: 5, shrink_axis_mask: 2}
            }
            """);
  }

  @Test
  void stepsAreUnpackedAndPacked() {
    assertThat(GraphText.of(g, Sequence.stacked(g, Sequence.steps(g, x))))
        .isEqualTo(
            """
            graph main(%x: f32[1,3,2]) -> (%y) {
              %unpack: f32[1,2], %unpack_1: f32[1,2], %unpack_2: f32[1,2] = UNPACK(%x) \
            UnpackOptions{axis: 1, num: 3}
              %y: f32[1,3,2] = PACK(%unpack, %unpack_1, %unpack_2) \
            PackOptions{axis: 1, values_count: 3}
            }
            """);
  }

  @Test
  void timeRunsBackwards() {
    assertThat(GraphText.of(g, Sequence.reversed(g, x)))
        .isEqualTo(
            """
            graph main(%x: f32[1,3,2]) -> (%y) {
              const %const: i32[1] = {1}
              %y: f32[1,3,2] = REVERSE_V2(%x, %const) ReverseV2Options{}
            }
            """);
  }

  @Test
  void oneStepIsTheSameBackwards() {
    Tensor one = g.input("one", ElementType.FLOAT32, Shape.of(1, 1, 2));
    assertThat(Sequence.reversed(g, one)).isSameAs(one);
  }

  @Test
  void timeComesFirst() {
    assertThat(GraphText.of(g, Sequence.swapped(g, x)))
        .isEqualTo(
            """
            graph main(%x: f32[1,3,2]) -> (%y) {
              const %const: i32[3] = {1, 0, 2}
              %y: f32[3,1,2] = TRANSPOSE(%x, %const) TransposeOptions{}
            }
            """);
  }
}
