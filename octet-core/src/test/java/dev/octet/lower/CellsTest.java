package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
  private final Lowering g = new Lowering();

  @Test
  void aStepOfAnLstmIsOneProduct() {
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 4));
    Tensor h = g.input("h", ElementType.FLOAT32, Shape.of(1, 1));
    Tensor c = g.input("c", ElementType.FLOAT32, Shape.of(1, 1));
    var cell = LstmCell.standard(weights(1, 4), weights(1, 4), null);
    assertThat(GraphText.of(g, cell.in(g).next(List.of(x), List.of(h, c)).getFirst()))
        .isEqualTo(
            """
            graph main(%x: f32[1,4], %h: f32[1,1], %c: f32[1,1]) -> (%y) {
              const %recurrent_kernel: f32[4,1] = {0.5, 0.5, 0.5, 0.5}
              %fully_connected: f32[1,4] = FULLY_CONNECTED v6 (%h, %recurrent_kernel, _) \
            FullyConnectedOptions{}
              %add: f32[1,4] = ADD(%x, %fully_connected) AddOptions{}
              const %const: i32[1] = {-1}
              %split: f32[1,1], %split_1: f32[1,1], %split_2: f32[1,1], %split_3: f32[1,1] = \
            SPLIT(%const, %add) SplitOptions{num_splits: 4}
              %logistic: f32[1,1] = LOGISTIC(%split)
              %tanh: f32[1,1] = TANH(%split_2)
              %mul: f32[1,1] = MUL(%logistic, %tanh) MulOptions{}
              %logistic_1: f32[1,1] = LOGISTIC(%split_1)
              %mul_1: f32[1,1] = MUL(%logistic_1, %c) MulOptions{}
              %add_1: f32[1,1] = ADD(%mul_1, %mul) AddOptions{}
              %logistic_2: f32[1,1] = LOGISTIC(%split_3)
              %tanh_1: f32[1,1] = TANH(%add_1)
              %y: f32[1,1] = MUL(%logistic_2, %tanh_1) MulOptions{}
            }
            """);
  }

  @Test
  void aGruResetsAfterTheProduct() {
    assertThat(gru(true))
        .contains(
            """
              %fully_connected_1: f32[1,1] = FULLY_CONNECTED(%h, %recurrent_kernel_1, \
            %recurrent_bias) FullyConnectedOptions{}
              %mul: f32[1,1] = MUL(%split_1, %fully_connected_1) MulOptions{}
            """);
  }

  @Test
  void aGruResetsBeforeTheProduct() {
    assertThat(gru(false))
        .contains(
            """
              %mul: f32[1,1] = MUL(%split_1, %h) MulOptions{}
            """)
        .contains("= FULLY_CONNECTED v6 (%mul, %recurrent_kernel_1, _)");
  }

  /** n + z·(h − n) is an op less than z·h + (1 − z)·n. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGruMixesOldAndNewWithThreeOps(boolean resetAfter) {
    assertThat(gru(resetAfter))
        .endsWith(
            """
              %tanh: f32[1,1] = TANH(%add_1)
              %sub: f32[1,1] = SUB(%h, %tanh) SubOptions{}
              %mul_1: f32[1,1] = MUL(%split, %sub) MulOptions{}
              %y: f32[1,1] = ADD(%tanh, %mul_1) AddOptions{}
            }
            """);
  }

  @Test
  void bothBiasesOfTheGatesOfAGruAreOne() {
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 1));
    Array bias = Array.vector(1, 2, 3);
    Array recurrentBias = Array.vector(10, 20, 30);
    Cell cell = gru(bias, recurrentBias, true);
    assertThat(GraphText.of(g, cell.project(g, x).getFirst()))
        .contains("const %bias: f32[2] = {11.0, 22.0}");
  }

  private String gru(boolean resetAfter) {
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 2));
    Tensor n = g.input("n", ElementType.FLOAT32, Shape.of(1, 1));
    Tensor h = g.input("h", ElementType.FLOAT32, Shape.of(1, 1));
    Cell cell = gru(null, resetAfter ? weights(3) : null, resetAfter);
    return GraphText.of(g, cell.in(g).next(List.of(x, n), List.of(h)).getFirst());
  }

  private static Cell gru(@Nullable Array bias, @Nullable Array recurrentBias, boolean resetAfter) {
    return new GruCell(
        weights(1, 3),
        weights(1, 3),
        bias,
        recurrentBias,
        Activation::tanh,
        Activation::sigmoid,
        resetAfter);
  }

  private static Array weights(int... dims) {
    return Array.filled(0.5, dims);
  }
}
