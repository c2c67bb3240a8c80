package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import dev.octet.model.Model;
import org.junit.jupiter.api.Test;

/** {@link KeepProductDims}. */
class KeepProductDimsTest {
  private static Model keep(Model model) {
    return new DropDead().apply(new KeepProductDims().apply(model));
  }

  @Test
  void whatIsFlatForAProductNeedNotBe() {
    assertRewritten(
        KeepProductDimsTest::keep,
        """
        graph main(%x: f32[1?,3,2]) -> (%y) {
          const %flat: i32[2] = {-1, 2}
          %r: f32[3?,2] = RESHAPE(%x, %flat)
          const %w: f32[1,2] = {1, 2}
          const %b: f32[1] = {0.5}
          %d: f32[3?,1] = FULLY_CONNECTED(%r, %w, %b) FullyConnectedOptions{fused_activation_function: RELU}
          const %deep: i32[3] = {-1, 3, 1}
          %y: f32[1?,3,1] = RESHAPE(%d, %deep)
        }
        """,
        """
        graph main(%x: f32[1?,3,2]) -> (%y) {
          const %w: f32[1,2] = {1, 2}
          const %b: f32[1] = {0.5}
          %y: f32[1?,3,1] = FULLY_CONNECTED v5 (%x, %w, %b) FullyConnectedOptions{fused_activation_function: RELU, keep_num_dims: true}
        }
        """);
  }

  @Test
  void otherDimensionsStay() {
    assertUnchanged(
        new KeepProductDims(),
        """
        graph main(%x: f32[2,3,2]) -> (%y) {
          const %flat: i32[2] = {6, 2}
          %r: f32[6,2] = RESHAPE(%x, %flat)
          const %w: f32[1,2] = {1, 2}
          const %b: f32[1] = {0.5}
          %d: f32[6,1] = FULLY_CONNECTED(%r, %w, %b) FullyConnectedOptions{}
          const %deep: i32[3] = {3, 2, 1}
          %y: f32[3,2,1] = RESHAPE(%d, %deep)
        }
        """);
  }

  @Test
  void aProductOfWholeRowsStays() {
    assertUnchanged(
        new KeepProductDims(),
        """
        graph main(%x: f32[2,3,2]) -> (%y) {
          const %flat: i32[2] = {2, 6}
          %r: f32[2,6] = RESHAPE(%x, %flat)
          const %w: f32[3,6] = {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6}
          const %b: f32[3] = {0.5, 1, 2}
          %d: f32[2,3] = FULLY_CONNECTED(%r, %w, %b) FullyConnectedOptions{}
          const %deep: i32[3] = {2, 3, 1}
          %y: f32[2,3,1] = RESHAPE(%d, %deep)
        }
        """);
  }
}
