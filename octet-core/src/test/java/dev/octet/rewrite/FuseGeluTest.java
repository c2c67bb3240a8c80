package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Elementwise;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FuseGelu}. */
class FuseGeluTest {
  private static Model fuse(Model model) {
    return new DropDead().apply(new FuseGelu().apply(model));
  }

  private static String graph(String nodes) {
    return "graph main(%x: f32[2,3]) -> (%y) {\n" + nodes.indent(2) + "}\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        const %half: f32[] = {0.5}
        %h: f32[2,3] = MUL(%x, %half)
        const %three: f32[] = {3}
        %p: f32[2,3] = POW(%x, %three)
        const %c: f32[] = {0.044715}
        %q: f32[2,3] = MUL(%p, %c)
        %s: f32[2,3] = ADD(%x, %q)
        const %r: f32[] = {0.7978846}
        %t: f32[2,3] = MUL(%s, %r)
        %u: f32[2,3] = TANH(%t)
        const %one: f32[] = {1}
        %v: f32[2,3] = ADD(%u, %one)
        %y: f32[2,3] = MUL(%h, %v)
        """,
        """
        %p: f32[2,3] = MUL(%x, %x)
        const %c: f32[] = {0.044715}
        %q: f32[2,3] = MUL(%c, %p)
        const %one: f32[] = {1}
        %s: f32[2,3] = ADD(%q, %one)
        const %r: f32[] = {0.7978846}
        %w: f32[2,3] = MUL(%x, %r)
        %t: f32[2,3] = MUL(%s, %w)
        %u: f32[2,3] = TANH(%t)
        const %one2: f32[1] = {1}
        %v: f32[2,3] = ADD(%one2, %u)
        const %half: f32[] = {0.5}
        %h: f32[2,3] = MUL(%v, %half)
        %y: f32[2,3] = MUL(%x, %h)
        """
      })
  void aTangentMakesTheApproximation(String nodes) {
    assertRewritten(
        FuseGeluTest::fuse,
        graph(nodes),
        graph("%y: f32[2,3] = GELU(%x) GeluOptions{approximate: true}\n"));
  }

  @Test
  void anotherFactorStays() {
    assertUnchanged(
        new FuseGelu(),
        graph(
            """
            const %half: f32[] = {0.5}
            %h: f32[2,3] = MUL(%x, %half)
            const %three: f32[] = {3}
            %p: f32[2,3] = POW(%x, %three)
            const %c: f32[] = {0.05}
            %q: f32[2,3] = MUL(%p, %c)
            %s: f32[2,3] = ADD(%x, %q)
            const %r: f32[] = {0.7978846}
            %t: f32[2,3] = MUL(%s, %r)
            %u: f32[2,3] = TANH(%t)
            const %one: f32[] = {1}
            %v: f32[2,3] = ADD(%u, %one)
            %y: f32[2,3] = MUL(%h, %v)
            """));
  }

  /** As the vocabulary of front ends has the error function. */
  @ParameterizedTest
  @CsvSource({"0.70710678, false, true", "-0.70710678, true, true", "0.8, false, false"})
  void theErrorFunctionMakesTheThingItself(double factor, boolean less, boolean is) {
    var g = new Lowering();
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(2, 3));
    Tensor erf = Elementwise.erf(g, Arithmetic.scaled(g, x, factor));
    Tensor gate =
        less ? Arithmetic.subtract(g, g.scalar(1), erf) : Arithmetic.add(g, g.scalar(1), erf);
    Tensor y = Arithmetic.multiply(g, Arithmetic.scaled(g, x, 0.5), gate);
    Model before = g.model("main", Map.of("y", y));
    Model after = fuse(before);
    RewriteVerifier.assertSameOutputs(before, after);
    if (is) {
      assertThat(after.main().nodes()).singleElement().extracting(Node::op).isEqualTo("GELU");
    } else {
      assertThat(after).isSameAs(before);
    }
  }
}
