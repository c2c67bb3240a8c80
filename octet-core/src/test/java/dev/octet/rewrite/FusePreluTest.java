package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import dev.octet.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FusePrelu}. */
class FusePreluTest {
  private static Model fuse(Model model) {
    return new DropDead().apply(new FusePrelu().apply(model));
  }

  private static String graph(String nodes) {
    return "graph main(%x: f32[2,3]) -> (%y) {\n" + nodes.indent(2) + "}\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        %a: f32[2,3] = RELU(%x)
        %n: f32[2,3] = NEG(%x)
        %r: f32[2,3] = RELU(%n)
        const %s: f32[3] = {-0.5, -0.25, 1}
        %m: f32[2,3] = MUL(%s, %r)
        %y: f32[2,3] = ADD(%a, %m)
        """,
        """
        %a: f32[2,3] = RELU(%x)
        %n: f32[2,3] = ABS(%x)
        %d: f32[2,3] = SUB(%x, %n)
        const %s: f32[3] = {0.5, 0.25, -1}
        %p: f32[2,3] = MUL(%d, %s)
        const %h: f32[] = {0.5}
        %m: f32[2,3] = MUL(%p, %h)
        %y: f32[2,3] = ADD(%m, %a)
        """,
        """
        %a: f32[2,3] = RELU(%x)
        %n: f32[2,3] = NEG(%x)
        %r: f32[2,3] = RELU(%n)
        const %s: f32[3] = {0.5, 0.25, -1}
        %m: f32[2,3] = MUL(%r, %s)
        %o: f32[2,3] = NEG(%m)
        %y: f32[2,3] = ADD(%a, %o)
        """
      })
  void whatIsBelowAndWhatIsAboveIsAPrelu(String nodes) {
    assertRewritten(
        FusePreluTest::fuse,
        graph(nodes),
        graph(
            """
            const %s: f32[3] = {0.5, 0.25, -1}
            %y: f32[2,3] = PRELU(%x, %s)
            """));
  }

  @Test
  void oneSlopeIsEnough() {
    assertRewritten(
        FusePreluTest::fuse,
        graph(
            """
            %a: f32[2,3] = RELU(%x)
            %n: f32[2,3] = ABS(%x)
            %d: f32[2,3] = SUB(%x, %n)
            const %h: f32[] = {0.125}
            %m: f32[2,3] = MUL(%d, %h)
            %y: f32[2,3] = ADD(%a, %m)
            """),
        graph(
            """
            const %alpha: f32[1] = {0.25}
            %y: f32[2,3] = PRELU(%x, %alpha)
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        %a: f32[2,3] = RELU(%x)
        %r: f32[2,3] = RELU(%x)
        const %s: f32[3] = {-0.5, -0.25, 1}
        %m: f32[2,3] = MUL(%s, %r)
        %y: f32[2,3] = ADD(%a, %m)
        """,
        """
        %a: f32[2,3] = RELU(%x)
        %n: f32[2,3] = ABS(%x)
        %d: f32[2,3] = SUB(%n, %x)
        const %s: f32[3] = {0.5, 0.25, -1}
        %m: f32[2,3] = MUL(%d, %s)
        %y: f32[2,3] = ADD(%m, %a)
        """
      })
  void anotherSumStays(String nodes) {
    assertUnchanged(new FusePrelu(), graph(nodes));
  }
}
