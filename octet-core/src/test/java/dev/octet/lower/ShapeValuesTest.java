package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeValuesTest {
  private static final Shape BATCHES = Shape.of(new int[] {1, 5, 4}, new int[] {-1, 5, 4});
  private static final Size BATCH = new Size(1, true);

  @Test
  void whatIsLeftOpenIsWhatTheOthersLeave() {
    assertThat(target(Shape.of(2, 5, 4), Size.of(2), Size.of(-1))).isEqualTo("[2,20]");
    assertThat(target(BATCHES, BATCH, Size.of(-1))).isEqualTo("[1?,20]");
  }

  @Test
  void theBatchIsLeftOpenWhereNothingElseIsTheBatch() {
    assertThat(target(BATCHES, Size.of(-1), Size.of(20))).isEqualTo("[1?,20]");
    assertThat(target(BATCHES, Size.of(-1), Size.of(4))).isEqualTo("[5?,4]");
    assertThat(target(BATCHES, new Size(5, true), Size.of(4))).isEqualTo("[5?,4]");
  }

  @Test
  void aShapeForOneBatchOnlyIsRefused() {
    assertThatThrownBy(() -> target(BATCHES, Size.of(1), Size.of(20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not the same number of elements");
  }

  @Test
  void twoOpenSizesAreRefused() {
    assertThatThrownBy(() -> target(BATCHES, Size.of(-1), Size.of(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String target(Shape x, Size... sizes) {
    return ShapeValues.target(x, List.of(sizes)).toString();
  }
}
