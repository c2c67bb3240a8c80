package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import org.junit.jupiter.api.Test;

/** {@link KeepReducedDims}. */
class KeepReducedDimsTest {
  @Test
  void aMeanWhoseDimensionsComeBackKeepsThem() {
    assertRewritten(
        new KeepReducedDims(),
        """
        graph main(%x: f32[1?,4,5,3]) -> (%y) {
          const %axes: i32[2] = {1, 2}
          %m: f32[1?,3] = MEAN(%x, %axes) ReducerOptions{}
          const %s: i32[4] = {-1, 1, 1, 3}
          %y: f32[1?,1,1,3] = RESHAPE(%m, %s)
        }
        """,
        """
        graph main(%x: f32[1?,4,5,3]) -> (%y) {
          const %axes: i32[2] = {1, 2}
          %y: f32[1?,1,1,3] = MEAN(%x, %axes) ReducerOptions{keep_dims: true}
        }
        """);
  }

  @Test
  void anotherShapeStays() {
    assertUnchanged(
        new KeepReducedDims(),
        """
        graph main(%x: f32[2,4,5,3]) -> (%y) {
          const %axes: i32[2] = {1, 2}
          %m: f32[2,3] = MEAN(%x, %axes) ReducerOptions{}
          const %s: i32[4] = {1, 1, 2, 3}
          %y: f32[1,1,2,3] = RESHAPE(%m, %s)
        }
        """);
  }

  @Test
  void aMeanThatOthersReadStays() {
    assertUnchanged(
        new KeepReducedDims(),
        """
        graph main(%x: f32[2,4,5,3]) -> (%y, %m) {
          const %axes: i32[2] = {-2, -3}
          %m: f32[2,3] = MEAN(%x, %axes) ReducerOptions{}
          const %s: i32[4] = {2, 1, 1, 3}
          %y: f32[2,1,1,3] = RESHAPE(%m, %s)
        }
        """);
  }
}
