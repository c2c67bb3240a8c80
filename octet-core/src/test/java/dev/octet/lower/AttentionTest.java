package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private final Lowering g = new Lowering();
  private final Tensor q = g.input("q", ElementType.FLOAT32, Shape.of(1, 2, 3, 4));
  private final Tensor k = g.input("k", ElementType.FLOAT32, Shape.of(1, 2, 5, 4));

  @Test
  void isTwoProductsAroundASoftmax() {
    Attention.Result result = Attention.dot(g, q, k, k, null);
    assertThat(result.weights().shape()).isEqualTo(Shape.of(1, 2, 3, 5));
    assertThat(result.values().shape()).isEqualTo(Shape.of(1, 2, 3, 4));
    assertThat(ops(result)).containsExactly("BATCH_MATMUL", "SOFTMAX", "BATCH_MATMUL");
  }

  @Test
  void aMaskPutsScoresBelowAllOthers() {
    Tensor mask = g.constant("mask", Attention.band(1, 3, 5, true, Integer.MAX_VALUE));
    assertThat(ops(Attention.dot(g, q, k, k, mask)))
        .containsExactly(
            "BATCH_MATMUL", "REDUCE_MIN", "ADD", "SELECT_V2", "SOFTMAX", "BATCH_MATMUL");
  }

  @Test
  void aBandIsCausalAndNarrow() {
    Array band = Attention.band(2, 2, 3, true, 2);
    assertThat(band.shape()).isEqualTo(Shape.of(4, 3));
    assertThat(band.floats()).containsExactly(1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0);
  }

  private List<String> ops(Attention.Result result) {
    return g.model("m", Map.of("y", result.values())).graphs().getFirst().nodes().stream()
        .map(n -> n.op())
        .toList();
  }
}
