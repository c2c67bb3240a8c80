package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import dev.octet.model.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FuseL2Norm}. */
class FuseL2NormTest {
  private static Model fuse(Model model) {
    return new DropDead().apply(new FuseL2Norm().apply(model));
  }

  private static String graph(String nodes) {
    return "graph main(%x: f32[2,3]) -> (%y) {\n" + nodes.indent(2) + "}\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        %q: f32[2,3] = SQUARE(%x)
        const %last: i32[1] = {-1}
        %s: f32[2,1] = SUM(%q, %last) ReducerOptions{keep_dims: true}
        const %least: f32[] = {1e-12}
        %m: f32[2,1] = MAXIMUM(%s, %least)
        %r: f32[2,1] = RSQRT(%m)
        %y: f32[2,3] = MUL(%r, %x)
        """,
        """
        %q: f32[2,3] = MUL(%x, %x)
        const %last: i32[1] = {1}
        %s: f32[2,1] = SUM(%q, %last) ReducerOptions{keep_dims: true}
        const %least: f32[] = {1e-12}
        %m: f32[2,1] = MAXIMUM(%s, %least)
        %r: f32[2,1] = SQRT(%m)
        %y: f32[2,3] = DIV(%x, %r)
        """
      })
  void divisionByTheLengthIsOneOp(String nodes) {
    assertRewritten(
        FuseL2NormTest::fuse,
        graph(nodes),
        graph("%y: f32[2,3] = L2_NORMALIZATION(%x) L2NormOptions{}\n"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-6, true", "0, 1e-12, true"})
  void anotherBoundOrAnotherAxisStays(int axis, String least, boolean keep) {
    assertUnchanged(
        new FuseL2Norm(),
        graph(
            """
            %q: f32[2,3] = SQUARE(%x)
            const %axis: i32[1] = {AXIS}
            %s: f32[SHAPE] = SUM(%q, %axis) ReducerOptions{keep_dims: KEEP}
            const %least: f32[] = {LEAST}
            %m: f32[SHAPE] = MAXIMUM(%s, %least)
            %r: f32[SHAPE] = RSQRT(%m)
            %y: f32[2,3] = MUL(%x, %r)
            """
                .replace("AXIS", String.valueOf(axis))
                .replace("LEAST", least)
                .replace("KEEP", String.valueOf(keep))
                .replace("SHAPE", axis == 1 ? "2,1" : "1,3")));
  }
}
