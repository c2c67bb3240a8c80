package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropIdentitiesTest {
  private static final Rewrite DROP = new DropIdentities();

  private static final String AROUND =
      """
      graph main(%x: f32[1,2,3]) -> (%z) {
        const %ints: i32[3] = {0, 1, 2}
        const %zeros: i32[3] = {0, 0, 0}
        const %ones: i32[3] = {1, 1, 1}
        const %sizes: i32[3] = {1, -1, 3}
        const %shape: i32[3] = {1, 2, 3}
        const %pads: i32[3,2] = {0, 0, 0, 0, 0, 0}
        const %axis: i32[] = {1}
        const %two: i32[1] = {2}
        const %one: f32[] = {1}
        const %none: f32[2,1] = {0, 0}
        %a: f32[1,2,3] = EXP(%x)
        %y: f32[1,2,3] = NODE
        %z: f32[1,2,3] = TANH(%y)
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RESHAPE(%a, %shape) ReshapeOptions{}",
        "RESHAPE(%a) ReshapeOptions{new_shape: [1, 2, 3]}",
        "TRANSPOSE(%a, %ints)",
        "CAST(%a)",
        "PAD(%a, %pads)",
        "PADV2(%a, %pads, %one)",
        "MIRROR_PAD(%a, %pads) MirrorPadOptions{}",
        "TILE(%a, %ones)",
        "BROADCAST_TO v2 (%a, %shape)",
        "SLICE(%a, %zeros, %sizes)",
        "STRIDED_SLICE(%a, %zeros, %shape, %ones) StridedSliceOptions{}",
        "STRIDED_SLICE(%a, %ones, %ones, %ones) StridedSliceOptions{begin_mask: 7, end_mask: 7}",
        "MUL(%a, %one) MulOptions{}",
        "MUL(%one, %a) MulOptions{}",
        "DIV(%a, %one) DivOptions{}",
        "ADD(%a, %none) AddOptions{}",
        "ADD(%none, %a) AddOptions{}",
        "SUB(%a, %none) SubOptions{}",
        "CONCATENATION(%a) ConcatenationOptions{axis: 1}",
        "SPLIT(%axis, %a) SplitOptions{num_splits: 1}",
        "SPLIT_V(%a, %two, %axis) SplitVOptions{num_splits: 1}",
      })
  void whatGivesOutWhatItGetsIsDropped(String node) {
    assertRewritten(
        DROP,
        AROUND.replace("NODE", node),
        """
        graph main(%x: f32[1,2,3]) -> (%z) {
          %a: f32[1,2,3] = EXP(%x)
          %z: f32[1,2,3] = TANH(%a)
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRANSPOSE(%a, %zeros)",
        "MUL(%a, %none) MulOptions{}",
        "MUL(%a, %one) MulOptions{fused_activation_function: RELU}",
        "SUB(%none, %a) SubOptions{}",
        "DIV(%one, %a) DivOptions{}",
        "CONCATENATION(%a, %x) ConcatenationOptions{axis: 1}",
        "SLICE(%a, %zeros, %ones)",
        "STRIDED_SLICE(%a, %zeros, %ones, %ones) StridedSliceOptions{}",
        "STRIDED_SLICE(%a, %zeros, %shape, %ones) StridedSliceOptions{new_axis_mask: 1}",
      })
  void whatDoesSomethingStays(String node) {
    assertUnchanged(DROP, AROUND.replace("NODE", node));
  }

  @Test
  void aNeutralOperandThatWidensTheOtherStays() {
    assertUnchanged(
        DROP,
        """
        graph main(%x: f32[1?,1]) -> (%y, %z) {
          const %ones: f32[3] = {1, 1, 1}
          const %deep: f32[1,1,1] = {1}
          %a: f32[1?,1] = EXP(%x)
          %y: f32[1?,3] = MUL(%a, %ones) MulOptions{}
          %z: f32[1,1,1] = MUL(%a, %deep) MulOptions{}
        }
        """);
  }

  @Test
  void aReshapeThatMayDoSomethingForOtherSizesStays() {
    assertUnchanged(
        DROP,
        """
        graph main(%x: f32[1?,2?,3]) -> (%y, %z) {
          const %two: i32[3] = {-1, 2, 3}
          %a: f32[1?,2?,3] = EXP(%x)
          %b: f32[1?,2?,3] = RESHAPE(%a, %two) ReshapeOptions{}
          %y: f32[1?,2?,3] = TANH(%b)
          const %one: i32[3] = {1, 2, 3}
          %c: f32[1?,2,3] = RESHAPE(%a, %one) ReshapeOptions{}
          %z: f32[1?,2,3] = TANH(%c)
        }
        """);
  }

  @Test
  void aReshapeThatLeavesTheBatchFreeIsDropped() {
    assertRewritten(
        DROP,
        """
        graph main(%x: f32[1?,3]) -> (%y) {
          const %free: i32[2] = {-1, 3}
          %b: f32[1?,3] = RESHAPE(%x, %free) ReshapeOptions{}
          %y: f32[1?,3] = TANH(%b)
        }
        """,
        """
        graph main(%x: f32[1?,3]) -> (%y) {
          %y: f32[1?,3] = TANH(%x)
        }
        """);
  }

  @Test
  void anOutputOfTheGraphIsMadeByTheOpBefore() {
    assertRewritten(
        DROP,
        """
        graph main(%x: f32[3]) -> (%y) {
          const %one: f32[] = {1}
          %a: f32[3] = TANH(%x)
          %y: f32[3] = MUL(%a, %one) MulOptions{}
        }
        """,
        """
        graph main(%x: f32[3]) -> (%y) {
          %y: f32[3] = TANH(%x)
        }
        """);
  }

  @Test
  void anIdentityFromAnInputOrAnotherOutputToAnOutputStays() {
    assertUnchanged(
        DROP,
        """
        graph main(%x: f32[3]) -> (%y, %a, %z, %b) {
          const %one: f32[] = {1}
          %y: f32[3] = MUL(%x, %one) MulOptions{}
          %a: f32[3] = TANH(%x)
          %b: f32[3] = MUL(%a, %one) MulOptions{}
          %z: f32[3] = EXP(%a)
        }
        """);
  }

  @Test
  void quantizedValuesStay() {
    assertUnchanged(
        DROP,
        """
        graph main(%x: i8[3] quant(scale 0.5, zero 0)) -> (%y) {
          const %s: i32[1] = {3}
          %a: i8[3] quant(scale 0.5, zero 0) = RESHAPE(%x, %s) ReshapeOptions{}
          %y: i8[3] quant(scale 0.5, zero 0) = RELU v2 (%a)
        }
        """);
  }

  @Test
  void whatShapesSayInGraphsThatOthersRunDoesNotCount() {
    assertUnchanged(
        DROP,
        """
        graph main(%x: f32[3], %c: bool[]) -> (%y) {
          %y: f32[3] = IF(%c, %x) IfOptions{then_subgraph_index: 1, else_subgraph_index: 2}
        }
        graph then(%x: f32[3]) -> (%y) {
          const %s: i32[1] = {3}
          %a: f32[3] = RESHAPE(%x, %s) ReshapeOptions{}
          %y: f32[3] = EXP(%a)
        }
        graph otherwise(%x: f32[3]) -> (%y) {
          %y: f32[3] = TANH(%x)
        }
        """);
  }
}
