package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostponeMovesTest {
  private static final Rewrite POSTPONE =
      new UntilStable(List.of(new PostponeMoves(), new DropDead()));

  @Test
  void aReshapeWaitsForWhatIsComputedElementByElement() {
    assertRewritten(
        POSTPONE,
        """
        graph main(%x: f32[1?,1,2,3]) -> (%y) {
          %a: f32[1?,1,2,3] = EXP(%x)
          const %s: i32[3] = {-1, 2, 3}
          %r: f32[1?,2,3] = RESHAPE(%a, %s)
          const %c: f32[1,1,3] = {1, 2, 3}
          %m: f32[1?,2,3] = MUL(%r, %c) MulOptions{}
          %y: f32[1?,2,3] = TANH(%m)
        }
        """,
        """
        graph main(%x: f32[1?,1,2,3]) -> (%y) {
          %a: f32[1?,1,2,3] = EXP(%x)
          const %c: f32[3] = {1, 2, 3}
          %r: f32[1?,1,2,3] = MUL(%a, %c) MulOptions{}
          %m: f32[1?,1,2,3] = TANH(%r)
          const %s: i32[3] = {-1, 2, 3}
          %y: f32[1?,2,3] = RESHAPE(%m, %s)
        }
        """);
  }

  @Test
  void aTransposeTakesChannelsAlong() {
    assertRewritten(
        POSTPONE,
        """
        graph main(%x: f32[1,2,2,3]) -> (%y) {
          %a: f32[1,2,2,3] = EXP(%x)
          const %p: i32[4] = {0, 3, 1, 2}
          %r: f32[1,3,2,2] = TRANSPOSE(%a, %p)
          const %c: f32[3,1,1] = {1, 2, 3}
          %y: f32[1,3,2,2] = SUB(%c, %r) SubOptions{}
        }
        """,
        """
        graph main(%x: f32[1,2,2,3]) -> (%y) {
          %a: f32[1,2,2,3] = EXP(%x)
          const %c: f32[3] = {1, 2, 3}
          %r: f32[1,2,2,3] = SUB(%c, %a) SubOptions{}
          const %p: i32[4] = {0, 3, 1, 2}
          %y: f32[1,3,2,2] = TRANSPOSE(%r, %p)
        }
        """);
  }

  @Test
  void twoMovesOfAKindAreOne() {
    assertRewritten(
        POSTPONE,
        """
        graph main(%x: f32[1,1,2,3]) -> (%y) {
          const %s: i32[3] = {1, 2, 3}
          %a: f32[1,1,2,3] = EXP(%x)
          %ra: f32[1,2,3] = RESHAPE(%a, %s)
          %b: f32[1,1,2,3] = NEG(%x)
          %rb: f32[1,2,3] = RESHAPE(%b, %s)
          %y: f32[1,2,3] = ADD(%ra, %rb) AddOptions{fused_activation_function: RELU}
        }
        """,
        """
        graph main(%x: f32[1,1,2,3]) -> (%y) {
          %a: f32[1,1,2,3] = EXP(%x)
          %b: f32[1,1,2,3] = NEG(%x)
          %ra: f32[1,1,2,3] = ADD(%a, %b) AddOptions{fused_activation_function: RELU}
          const %s: i32[3] = {1, 2, 3}
          %y: f32[1,2,3] = RESHAPE(%ra, %s)
        }
        """);
  }

  @Test
  void otherOperandsStay() {
    assertUnchanged(
        POSTPONE,
        """
        graph main(%x: f32[1,2,2,3], %z: f32[1,4,3]) -> (%y, %w, %v, %u) {
          const %s: i32[3] = {1, 4, 3}
          %a: f32[1,2,2,3] = EXP(%x)
          %ra: f32[1,4,3] = RESHAPE(%a, %s)
          const %rows: f32[4,1] = {1, 2, 3, 4}
          %y: f32[1,4,3] = MUL(%ra, %rows) MulOptions{}
          %rb: f32[1,4,3] = RESHAPE(%a, %s)
          %w: f32[1,4,3] = ADD(%rb, %z) AddOptions{}
          const %p: i32[4] = {0, 3, 1, 2}
          %t: f32[1,3,2,2] = TRANSPOSE(%a, %p)
          const %columns: f32[2] = {1, 2}
          %v: f32[1,3,2,2] = MUL(%t, %columns) MulOptions{}
          %rc: f32[1,4,3] = RESHAPE(%a, %s)
          const %deep: f32[1,1,1,3] = {1, 2, 3}
          %u: f32[1,1,4,3] = MUL(%rc, %deep) MulOptions{}
        }
        """);
  }

  @Test
  void movesOfInputsAndOnesWithOtherReadersStay() {
    assertUnchanged(
        POSTPONE,
        """
        graph main(%x: f32[1,2,3]) -> (%y, %z, %r) {
          const %s: i32[2] = {2, 3}
          %i: f32[2,3] = RESHAPE(%x, %s)
          %y: f32[2,3] = EXP(%i)
          %a: f32[1,2,3] = EXP(%x)
          %r: f32[2,3] = RESHAPE(%a, %s)
          %z: f32[2,3] = ABS(%r)
        }
        """);
  }
}
