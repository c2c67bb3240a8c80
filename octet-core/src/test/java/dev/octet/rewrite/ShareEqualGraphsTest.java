package dev.octet.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Signature;
import dev.octet.model.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareEqualGraphsTest {
  private static final String LINEAR =
      """
      graph %s(%%x: f32[1,2]) -> (%%y) {
        const %%w: f32[2,2] = {1, 2, 3, %s}
        %%m: f32[1,2] = FULLY_CONNECTED(%%x, %%w, _) FullyConnectedOptions{}
        %%y: f32[1,2] = RELU(%%m)
      }
      """;

  @Test
  void signaturesThatComputeTheSameRunTheSameGraph() {
    Model shared = share(LINEAR.formatted("a", 4) + LINEAR.formatted("b", 4).replace("%m", "%n"));

    assertThat(shared.graphs()).hasSize(1);
    assertThat(shared.signatures()).extracting(Signature::key).containsExactly("first", "second");
    assertThat(shared.signatures()).extracting(Signature::graph).containsExactly(0, 0);
  }

  @Test
  void otherWeightsAreAnotherGraph() {
    Model kept = share(LINEAR.formatted("a", 4) + LINEAR.formatted("b", 5));

    assertThat(kept.signatures()).extracting(Signature::graph).containsExactly(0, 1);
  }

  @Test
  void anotherOpIsAnotherGraph() {
    Model kept = share(LINEAR.formatted("a", 4) + LINEAR.formatted("b", 4).replace("RELU", "TANH"));

    assertThat(kept.signatures()).extracting(Signature::graph).containsExactly(0, 1);
  }

  @Test
  void anotherShapeIsAnotherGraph() {
    Model kept =
        share(LINEAR.formatted("a", 4) + LINEAR.formatted("b", 4).replace("[1,2]", "[3,2]"));

    assertThat(kept.signatures()).extracting(Signature::graph).containsExactly(0, 1);
  }

  @Test
  void loopsAreTheSameIfTheirBodiesAre() {
    String loop =
        """
        graph %s(%%x: f32[1,2]) -> (%%y) {
          %%y: f32[1,2] = WHILE(%%x) WhileOptions{cond_subgraph_index: %d, body_subgraph_index: %d}
        }
        """;
    String test =
        """
        graph %s(%%x: f32[1,2]) -> (%%y) {
          const %%most: f32[1,2] = {9, 9}
          %%l: bool[1,2] = LESS(%%x, %%most)
          const %%axes: i32[2] = {0, 1}
          %%y: bool[] = REDUCE_ALL(%%l, %%axes) ReducerOptions{}
        }
        """;
    String body =
        """
        graph %s(%%x: f32[1,2]) -> (%%y) {
          %%y: f32[1,2] = ADD(%%x, %%x) AddOptions{}
        }
        """;
    Model shared =
        share(
            loop.formatted("a", 2, 3)
                + loop.formatted("b", 4, 5)
                + test.formatted("c")
                + body.formatted("d")
                + test.formatted("e")
                + body.formatted("f"));

    assertThat(shared.graphs()).hasSize(3);
    assertThat(shared.signatures()).extracting(Signature::graph).containsExactly(0, 0);
    assertThat(Text.print(shared)).contains("cond_subgraph_index: 1", "body_subgraph_index: 2");
  }

  private static Model share(String text) {
    Model parsed = Text.parse(text);
    var signatures =
        List.of(
            new Signature("first", 0, List.of(), List.of()),
            new Signature("second", 1, List.of(), List.of()));
    return new ShareEqualGraphs().apply(new Model("", parsed.graphs(), signatures, List.of()));
  }
}
