package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import dev.octet.model.Model;
import org.junit.jupiter.api.Test;

/** {@link MergeReshapes} and {@link MergeTransposes}. */
class MovesTest {
  private static Model reshapes(Model model) {
    return new DropDead().apply(new MergeReshapes().apply(model));
  }

  private static Model transposes(Model model) {
    return new DropDead().apply(new MergeTransposes().apply(model));
  }

  @Test
  void aChainOfReshapesIsOne() {
    assertRewritten(
        MovesTest::reshapes,
        """
        graph main(%x: f32[2?,8]) -> (%y) {
          const %s: i32[3] = {-1, 2, 4}
          const %t: i32[2] = {-1, 4}
          const %axis: i32[] = {0}
          %a: f32[2?,2,4] = RESHAPE(%x, %s) ReshapeOptions{}
          %b: f32[1,2?,2,4] = EXPAND_DIMS(%a, %axis)
          %y: f32[4?,4] = RESHAPE(%b, %t) ReshapeOptions{}
        }
        """,
        """
        graph main(%x: f32[2?,8]) -> (%y) {
          const %t: i32[2] = {-1, 4}
          %y: f32[4?,4] = RESHAPE(%x, %t) ReshapeOptions{}
        }
        """);
  }

  @Test
  void anOutputThatIsWhatItWasBeforeTwoTransposesIsMadeThere() {
    assertRewritten(
        MovesTest::transposes,
        """
        graph main(%x: f32[2,3,4]) -> (%y) {
          const %p: i32[3] = {1, 0, 2}
          %a: f32[2,3,4] = ABS(%x)
          %b: f32[3,2,4] = TRANSPOSE(%a, %p)
          %y: f32[2,3,4] = TRANSPOSE(%b, %p)
        }
        """,
        """
        graph main(%x: f32[2,3,4]) -> (%y) {
          %y: f32[2,3,4] = ABS(%x)
        }
        """);
  }

  @Test
  void twoTransposesAreOne() {
    assertRewritten(
        MovesTest::transposes,
        """
        graph main(%x: f32[2,3,4]) -> (%y) {
          const %p: i32[3] = {0, 2, 1}
          const %q: i32[3] = {1, 0, 2}
          %a: f32[2,4,3] = TRANSPOSE(%x, %p)
          %y: f32[4,2,3] = TRANSPOSE(%a, %q)
        }
        """,
        """
        graph main(%x: f32[2,3,4]) -> (%y) {
          const %q: i32[3] = {2, 0, 1}
          %y: f32[4,2,3] = TRANSPOSE(%x, %q)
        }
        """);
  }

  @Test
  void inverseTransposesVanish() {
    assertRewritten(
        MovesTest::transposes,
        """
        graph main(%x: f32[2?,3,4]) -> (%z) {
          const %p: i32[3] = {0, 2, 1}
          %a: f32[2?,4,3] = TRANSPOSE(%x, %p)
          %y: f32[2?,3,4] = TRANSPOSE(%a, %p)
          %z: f32[2?,3,4] = EXP(%y)
        }
        """,
        """
        graph main(%x: f32[2?,3,4]) -> (%z) {
          %z: f32[2?,3,4] = EXP(%x)
        }
        """);
  }

  @Test
  void transposesOfQuantizedValuesAndOfUnknownOrderStay() {
    assertUnchanged(
        new MergeTransposes(),
        """
        graph main(%x: f32[2,3], %p: i32[2], %v: i8[2,3] quant(scale 0.5, zero 0)) -> (%y, %z) {
          const %q: i32[2] = {1, 0}
          %a: f32[3,2] = TRANSPOSE(%x, %p)
          %y: f32[2,3] = TRANSPOSE(%a, %q)
          %b: i8[3,2] quant(scale 0.5, zero 0) = TRANSPOSE v2 (%v, %q)
          %z: i8[2,3] quant(scale 0.5, zero 0) = TRANSPOSE v2 (%b, %q)
        }
        """);
  }
}
