package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;

import dev.octet.model.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FuseHardSwish}. */
class FuseHardSwishTest {
  private static final String SWISH =
      """
      graph main(%x: f32[2,3]) -> (%y) {
        %y: f32[2,3] = HARD_SWISH(%x)
      }
      """;

  private static Model fuse(Model model) {
    return new DropDead()
        .apply(new UntilStable(java.util.List.of(new FuseHardSwish())).apply(model));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        const %three: f32[] = {3}
        %s: f32[2,3] = ADD(%x, %three) AddOptions{fused_activation_function: RELU6}
        const %sixth: f32[] = {0.16666667}
        %h: f32[2,3] = MUL(%s, %sixth)
        %y: f32[2,3] = MUL(%x, %h)
        """,
        """
        const %three: f32[1] = {3}
        %s: f32[2,3] = ADD(%three, %x)
        %c: f32[2,3] = RELU6(%s)
        %p: f32[2,3] = MUL(%c, %x)
        const %sixth: f32[] = {0.16666667}
        %y: f32[2,3] = MUL(%sixth, %p)
        """,
        """
        const %three: f32[] = {3}
        %s: f32[2,3] = ADD(%x, %three) AddOptions{fused_activation_function: RELU6}
        const %sixth: f32[] = {0.16666667}
        %p: f32[2,3] = MUL(%x, %sixth)
        %y: f32[2,3] = MUL(%p, %s)
        """
      })
  void aProductWithAHardSigmoidIsAHardSwish(String nodes) {
    assertRewritten(
        FuseHardSwishTest::fuse,
        "graph main(%x: f32[2,3]) -> (%y) {\n" + nodes.indent(2) + "}\n",
        SWISH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        const %three: f32[] = {2.5}
        %s: f32[2,3] = ADD(%x, %three) AddOptions{fused_activation_function: RELU6}
        const %sixth: f32[] = {0.16666667}
        %h: f32[2,3] = MUL(%s, %sixth)
        %y: f32[2,3] = MUL(%x, %h)
        """,
        """
        const %three: f32[] = {3}
        %s: f32[2,3] = ADD(%x, %three) AddOptions{fused_activation_function: RELU}
        const %sixth: f32[] = {0.16666667}
        %h: f32[2,3] = MUL(%s, %sixth)
        %y: f32[2,3] = MUL(%x, %h)
        """,
        """
        const %three: f32[] = {3}
        %s: f32[2,3] = ADD(%x, %three) AddOptions{fused_activation_function: RELU6}
        const %fifth: f32[] = {0.2}
        %h: f32[2,3] = MUL(%s, %fifth)
        %y: f32[2,3] = MUL(%x, %h)
        """,
        """
        %n: f32[2,3] = NEG(%x)
        const %three: f32[] = {3}
        %s: f32[2,3] = ADD(%n, %three) AddOptions{fused_activation_function: RELU6}
        const %sixth: f32[] = {0.16666667}
        %h: f32[2,3] = MUL(%s, %sixth)
        %y: f32[2,3] = MUL(%x, %h)
        """
      })
  void whatOnlyLooksLikeItStays(String nodes) {
    assertUnchanged(
        new FuseHardSwish(), "graph main(%x: f32[2,3]) -> (%y) {\n" + nodes.indent(2) + "}\n");
  }
}
