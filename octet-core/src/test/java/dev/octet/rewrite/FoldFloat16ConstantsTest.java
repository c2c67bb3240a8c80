package dev.octet.rewrite;

import static dev.octet.ModelAssert.assertSameModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Text;
import org.junit.jupiter.api.Test;

class FoldFloat16ConstantsTest {
  private static Model fold(String text) {
    return new FoldFloat16Constants().apply(Text.parse(text));
  }

  @Test
  void halvesBehindDequantizeBecomeFloats() {
    assertSameModel(
        fold(
            """
            graph main(%x: f32[2]) -> (%y) {
              const %w: f16[2] = {1, -0.5}
              %f: f32[2] = DEQUANTIZE v3 (%w)
              %y: f32[2] = ADD(%x, %f) AddOptions{}
            }
            """),
        Text.parse(
            """
            graph main(%x: f32[2]) -> (%y) {
              const %w: f32[2] = {1, -0.5}
              %y: f32[2] = ADD(%x, %w) AddOptions{}
            }
            """));
  }

  @Test
  void anOutputOfTheGraphStaysMade() {
    String text =
        """
        graph main(%x: f32[2]) -> (%f) {
          const %w: f16[2] = {1, -0.5}
          %f: f32[2] = DEQUANTIZE v3 (%w)
        }
        """;
    assertSameModel(fold(text), Text.parse(text));
  }

  @Test
  void aModelWithoutHalvesIsLeftAlone() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[2]) -> (%y) {
              %y: f32[2] = ABS(%x)
            }
            """);
    assertThat(new FoldFloat16Constants().apply(model)).isSameAs(model);
  }

  @Test
  void theStateOfARecurrentOpIsNotMadeAConstant() {
    RewriteVerifier.assertUnchanged(
        new FoldFloat16Constants(),
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %feature: f32[4,2] = splat 1
          const %time: f32[4,3] = splat 1
          const %h: f16[1,12] = splat 0
          %state: f32[1,12] = DEQUANTIZE v3 (%h)
          %y: f32[1,4] = SVDF(%x, %feature, %time, _, %state) SVDFOptions{rank: 1}
        }
        """);
  }

  @Test
  void halvesThatGraphsShareStayShared() {
    RewriteVerifier.assertRewritten(
        new FoldFloat16Constants(),
        """
        graph main(%x: f32[2]) -> (%y) {
          const %w: f16[2] = {1, -0.5}
          %f: f32[2] = DEQUANTIZE v3 (%w)
          %y: f32[2] = ADD(%x, %f) AddOptions{}
        }
        graph other(%x: f32[2]) -> (%y) {
          const %v: f16[2] = as %w in 0
          %f: f32[2] = DEQUANTIZE v3 (%v)
          %y: f32[2] = MUL(%x, %f) MulOptions{}
        }
        signature a graph 0 (x: 0) -> (y: 0)
        signature b graph 1 (x: 0) -> (y: 0)
        """,
        """
        graph main(%x: f32[2]) -> (%y) {
          const %w: f32[2] = {1, -0.5}
          %y: f32[2] = ADD(%x, %w) AddOptions{}
        }
        graph other(%x: f32[2]) -> (%y) {
          const %v: f32[2] = as %w in 0
          %y: f32[2] = MUL(%x, %v) MulOptions{}
        }
        signature a graph 0 (x: 0) -> (y: 0)
        signature b graph 1 (x: 0) -> (y: 0)
        """);
  }
}
