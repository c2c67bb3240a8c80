package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

class BroadcastingTest {
  private final Lowering g = new Lowering();

  @Test
  void fewDimensionsAreLeftToTheKernel() {
    assertThat(power(of(2, 3, 4, 5), of(4, 1))).doesNotContain("RESHAPE");
  }

  @Test
  void equalShapesAreLeftToTheKernelWhateverTheirRank() {
    assertThat(power(of(2, 3, 4, 5, 6), of(2, 3, 4, 5, 6))).doesNotContain("RESHAPE");
  }

  @Test
  void neighboursThatRepeatAlikeAreOne() {
    assertThat(power(of(2, 3, 4, 5, 6), of(4, 1, 1))).contains("[6,4,30]", "[1,4,1]");
  }

  @Test
  void dimensionsOfOneGoWithAnyNeighbour() {
    assertThat(power(of(2, 1, 4, 1, 6), of(6))).contains("[8,6]", "[1,6]");
  }

  @Test
  void anOpenBatchStaysOpen() {
    Tensor x = g.input("x", ElementType.FLOAT32, batch(2, 3, 4, 5));
    Tensor y = Power.of(g, x, of(3, 4, 5), null);
    assertThat(y.shape()).isEqualTo(batch(2, 3, 4, 5));
    assertThat(GraphText.of(g, y)).contains("[4?,60]", "[1,60]");
  }

  @Test
  void whatRepeatsTooOftenIsTiled() {
    Tensor y = Power.of(g, of(2, 1, 2, 1, 2), of(1, 2, 1, 2, 1), null);
    assertThat(y.shape()).isEqualTo(Shape.of(2, 2, 2, 2, 2));
    assertThat(GraphText.of(g, y)).contains("TILE");
  }

  @Test
  void whatRepeatsTooOftenForAnyBatchIsRefused() {
    Tensor x = g.input("x", ElementType.FLOAT32, batch(1, 2, 1, 2));
    Tensor other = of(2, 1, 2, 1);
    assertThatThrownBy(() -> Power.of(g, x, other, null))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("no more than 4 dimensions");
  }

  private String power(Tensor a, Tensor b) {
    return GraphText.of(g, Power.of(g, a, b, null));
  }

  private Tensor of(int... dims) {
    return g.input("t" + g.scope(), ElementType.FLOAT32, Shape.of(dims));
  }

  private static Shape batch(int... sizes) {
    return Dims.dynamic(Dims.insert(Shape.of(sizes), 0, 2), 0, 2);
  }
}
