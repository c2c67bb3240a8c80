package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  /** Class 2 occurs but is never given, class 3 is neither; one sample of class 0 has no answer. */
  private final Confusion confusion =
      new Confusion(
          new long[][] {{5, 2, 0, 0}, {1, 6, 0, 0}, {3, 0, 0, 0}, {0, 0, 0, 0}},
          new long[] {1, 0, 0, 0},
          List.of("cat", "dog", "bird", "fish"));

  @Test
  void countsWhatIsAndWhatIsGiven() {
    assertThat(confusion.support(0)).isEqualTo(8);
    assertThat(confusion.given(0)).isEqualTo(9);
    assertThat(confusion.total()).isEqualTo(18);
    assertThat(confusion.accuracy()).isEqualTo(11 / 18.0);
    assertThat(confusion.name(1)).isEqualTo("dog");
  }

  @Test
  void hasFiguresForEachClass() {
    assertThat(confusion.precision(0)).isEqualTo(5 / 9.0);
    assertThat(confusion.recall(0)).isEqualTo(5 / 8.0);
    assertThat(confusion.f1(0)).isCloseTo(2 / (9 / 5.0 + 8 / 5.0), within(1e-12));
    assertThat(confusion.iou(0)).isEqualTo(5 / 12.0);
    assertThat(confusion.precision(2)).isZero();
    assertThat(confusion.f1(2)).isZero();
  }

  @Test
  void meansLeaveOutClassesThatThereAreNot() {
    assertThat(confusion.macro(confusion::recall))
        .isCloseTo((5 / 8.0 + 6 / 7.0 + 0) / 3, within(1e-12));
    assertThat(confusion.weighted(confusion::recall))
        .isCloseTo(confusion.accuracy(), within(1e-12));
  }
}
