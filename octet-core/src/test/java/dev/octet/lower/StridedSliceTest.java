package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.lower.StridedSlice.Index;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class StridedSliceTest {
  private static final Index ALL = new Index.Range(null, null, 1);
  private final Lowering g = new Lowering();
  private final Tensor x =
      g.input("x", ElementType.FLOAT32, Shape.of(new int[] {1, 5, 4}, new int[] {-1, 5, 4}));

  @Test
  void wholeDimensionsTakeNoOp() {
    assertThat(StridedSlice.of(g, x, List.of(ALL, new Index.Ellipsis()))).isSameAs(x);
  }

  @Test
  void anElementTakesItsDimensionAway() {
    assertThat(shape(ALL, new Index.At(-1))).isEqualTo("[1?,4]");
  }

  @Test
  void stepsGoBothWaysAndStopAtTheEnds() {
    assertThat(shape(ALL, new Index.Range(1, 9, 2))).isEqualTo("[1?,2,4]");
    assertThat(shape(ALL, new Index.Range(4, 1, -2))).isEqualTo("[1?,2,4]");
    assertThat(shape(ALL, new Index.Range(null, null, -1))).isEqualTo("[1?,5,4]");
    assertThat(shape(ALL, new Index.Range(3, 2, 1))).isEqualTo("[1?,0,4]");
  }

  @Test
  void newAxesAndTheEllipsisMayStandAnywhere() {
    assertThat(shape(new Index.Ellipsis(), new Index.NewAxis(), new Index.At(0)))
        .isEqualTo("[1?,5,1]");
  }

  @Test
  void ofTheBatchOnlyTheFirstSamplesAreOfAKnownNumber() {
    assertThat(shape(new Index.Range(null, 1, 1))).isEqualTo("[1,5,4]");
    assertThat(shape(new Index.Range(null, null, -1))).isEqualTo("[1?,5,4]");
  }

  @Test
  void whatIsOutOfBoundsIsRefused() {
    assertThatThrownBy(() -> shape(ALL, new Index.At(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index 5 of 5");
    assertThatThrownBy(() -> shape(ALL, ALL, ALL, ALL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String shape(Index... indices) {
    return StridedSlice.of(g, x, List.of(indices)).shape().toString();
  }
}
