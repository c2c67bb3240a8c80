package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import org.junit.jupiter.api.Test;

class FoldConstantsTest {
  private static final Rewrite FOLD = new FoldConstants();

  @Test
  void transposedWeightsBecomeWeights() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[1?,2]) -> (%y) {
          const %w: f32[2,3] = {1, 2, 3, 4, 5, 6}
          const %p: i32[2] = {1, 0}
          %t: f32[3,2] = TRANSPOSE(%w, %p)
          %y: f32[1?,3] = FULLY_CONNECTED(%x, %t, _) FullyConnectedOptions{}
        }
        """,
        """
        graph main(%x: f32[1?,2]) -> (%y) {
          const %t: f32[3,2] = {1, 4, 2, 5, 3, 6}
          %y: f32[1?,3] = FULLY_CONNECTED(%x, %t, _) FullyConnectedOptions{}
        }
        """);
  }

  @Test
  void aChainOfArithmeticIsComputedInOneGo() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[4]) -> (%y) {
          const %variance: f32[4] = {0.25, 1, 4, 16}
          const %gamma: f32[] = {2}
          %r: f32[4] = RSQRT(%variance)
          %s: f32[4] = MUL(%r, %gamma) MulOptions{}
          %y: f32[4] = MUL(%x, %s) MulOptions{}
        }
        """,
        """
        graph main(%x: f32[4]) -> (%y) {
          const %s: f32[4] = {4, 2, 1, 0.5}
          %y: f32[4] = MUL(%x, %s) MulOptions{}
        }
        """);
  }

  @Test
  void soIsArithmeticOnShapes() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[8]) -> (%y) {
          const %w: f32[2,4] = splat 1
          const %a: i32[1] = {0}
          const %b: i32[1] = {1}
          const %one: i32[1] = {1}
          const %four: i32[] = {4}
          %s: i32[2] = SHAPE(%w) ShapeOptions{out_type: INT32}
          %first: i32[] = STRIDED_SLICE(%s, %a, %b, %one) StridedSliceOptions{shrink_axis_mask: 1}
          %shape: i32[2] = PACK(%first, %four) PackOptions{values_count: 2}
          %y: f32[2,4] = RESHAPE(%x, %shape) ReshapeOptions{}
        }
        """,
        """
        graph main(%x: f32[8]) -> (%y) {
          const %shape: i32[2] = {2, 4}
          %y: f32[2,4] = RESHAPE(%x, %shape) ReshapeOptions{}
        }
        """);
  }

  @Test
  void allOutputsOfAnOpAreComputed() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[2]) -> (%y) {
          const %axis: i32[] = {0}
          const %w: f32[4] = {1, 2, 3, 4}
          %a: f32[2], %b: f32[2] = SPLIT(%axis, %w) SplitOptions{num_splits: 2}
          %m: f32[2] = MUL(%x, %a) MulOptions{}
          %y: f32[2] = ADD(%m, %b) AddOptions{}
        }
        """,
        """
        graph main(%x: f32[2]) -> (%y) {
          const %a: f32[2] = {1, 2}
          %m: f32[2] = MUL(%x, %a) MulOptions{}
          const %b: f32[2] = {3, 4}
          %y: f32[2] = ADD(%m, %b) AddOptions{}
        }
        """);
  }

  @Test
  void aSmallFillIsComputed() {
    assertRewritten(
        FOLD,
        """
        graph main(%x: f32[2,3]) -> (%y) {
          const %dims: i32[2] = {2, 3}
          const %v: f32[] = {7}
          %f: f32[2,3] = FILL(%dims, %v)
          %y: f32[2,3] = ADD(%x, %f) AddOptions{}
        }
        """,
        """
        graph main(%x: f32[2,3]) -> (%y) {
          const %f: f32[2,3] = splat 7
          %y: f32[2,3] = ADD(%x, %f) AddOptions{}
        }
        """);
  }

  @Test
  void whatWouldGrowTheModelStays() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[100,100]) -> (%y, %z, %u) {
          const %dims: i32[2] = {100, 100}
          const %v: f32[] = {7}
          %f: f32[100,100] = FILL(%dims, %v)
          %y: f32[100,100] = ADD(%x, %f) AddOptions{}
          const %row: f32[1,100] = seed 1 range 0 1
          const %times: i32[2] = {100, 1}
          %t: f32[100,100] = TILE(%row, %times)
          %z: f32[100,100] = ADD(%x, %t) AddOptions{}
          const %start: i32[] = {0}
          const %end: i32[] = {100000}
          const %step: i32[] = {1}
          %r: i32[100000] = RANGE(%start, %end, %step)
          %u: f32[100000] = CAST(%r) CastOptions{in_data_type: INT32}
        }
        """);
  }

  @Test
  void whatTheFileSaysOfSizesDoesNotCount() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[1]) -> (%y) {
          const %dims: i64[2] = {100000, 100}
          const %v: f32[] = {7}
          %f: f32[1] = FILL(%dims, %v)
          %y: f32[1] = ADD(%x, %f) AddOptions{}
        }
        """);
  }

  @Test
  void quantizedValuesStay() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[2]) -> (%y, %z, %q) {
          const %w: i8[2] quant(scale 0.5, zero 0) = {1, 2}
          %f: f32[2] = DEQUANTIZE v2 (%w)
          %y: f32[2] = ADD(%x, %f) AddOptions{}
          const %v: f32[2] = {1, 2}
          %a: f32[2] = FAKE_QUANT(%v) FakeQuantOptions{min: -1.0, max: 3.0, num_bits: 8}
          %z: f32[2] = ADD(%x, %a) AddOptions{}
          %b: i8[2] quant(scale 0.5, zero 0) = QUANTIZE(%v)
          const %s: i32[1] = {2}
          %c: i8[2] quant(scale 0.5, zero 0) = RESHAPE(%w, %s) ReshapeOptions{}
          %q: i8[2] quant(scale 0.5, zero 0) = ADD v2 (%b, %c) AddOptions{}
        }
        """);
  }

  @Test
  void randomNumbersOutputsAndWhatTheRuntimeRefusesStay() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: f32[2]) -> (%y, %o, %z) {
          const %two: i32[1] = {2}
          %r: f32[2] = RANDOM_UNIFORM(%two) RandomOptions{seed: 1}
          %y: f32[2] = ADD(%x, %r) AddOptions{}
          const %v: f32[2] = {1, 2}
          %o: f32[2] = EXP(%v)
          const %i: i32[2] = {0, 9}
          %g: f32[2] = GATHER(%v, %i) GatherOptions{}
          %z: f32[2] = ADD(%x, %g) AddOptions{}
        }
        """);
  }

  @Test
  void integersThatMightTrapStay() {
    assertUnchanged(
        FOLD,
        """
        graph main(%x: i32[1]) -> (%y, %z) {
          const %a: i32[1] = {-2147483648}
          const %minus: i32[1] = {-1}
          const %zero: i32[1] = {0}
          %d: i32[1] = DIV(%a, %minus) DivOptions{}
          %y: i32[1] = ADD(%x, %d) AddOptions{}
          %e: i32[1] = FLOOR_DIV v2 (%a, %zero)
          %z: i32[1] = ADD(%x, %e) AddOptions{}
        }
        """);
  }
}
