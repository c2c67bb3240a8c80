package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.lower.ShapeValues.Size;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizeArithmeticTest {
  private static final Size BATCH = new Size(1, true);

  @Test
  void numbersAreComputed() {
    assertThat(SizeArithmetic.ADD.of(sizes(2, 3), sizes(4))).contains(sizes(6, 7));
    assertThat(SizeArithmetic.SUBTRACT.of(sizes(5), sizes(2))).contains(sizes(3));
    assertThat(SizeArithmetic.FLOOR_DIVIDE.of(sizes(7), sizes(2))).contains(sizes(3));
    assertThat(SizeArithmetic.MAXIMUM.of(sizes(7), sizes(2))).contains(sizes(7));
    assertThat(SizeArithmetic.MINIMUM.of(sizes(7), sizes(2))).contains(sizes(2));
  }

  @Test
  void multiplesOfTheBatchStayMultiples() {
    assertThat(SizeArithmetic.MULTIPLY.of(List.of(BATCH), sizes(6)))
        .contains(List.of(new Size(6, true)));
    assertThat(SizeArithmetic.FLOOR_DIVIDE.of(List.of(new Size(6, true)), sizes(3)))
        .contains(List.of(new Size(2, true)));
    assertThat(SizeArithmetic.SUBTRACT.of(List.of(BATCH), List.of(BATCH))).contains(sizes(0));
  }

  @Test
  void whatIsNoMultipleIsNotKnown() {
    assertThat(SizeArithmetic.ADD.of(List.of(BATCH), sizes(1))).isEmpty();
    assertThat(SizeArithmetic.MULTIPLY.of(List.of(BATCH), List.of(BATCH))).isEmpty();
    assertThat(SizeArithmetic.FLOOR_DIVIDE.of(List.of(BATCH), sizes(2))).isEmpty();
    assertThat(SizeArithmetic.FLOOR_DIVIDE.of(sizes(2), sizes(0))).isEmpty();
  }

  @Test
  void ofNoSizesComeNone() {
    assertThat(SizeArithmetic.ADD.of(sizes(), sizes(4))).contains(sizes());
  }

  @Test
  void whatIsNoSizeIsNotKnown() {
    assertThat(SizeArithmetic.SUBTRACT.of(sizes(2), sizes(5))).isEmpty();
    assertThat(SizeArithmetic.MULTIPLY.of(sizes(1 << 20), sizes(1 << 20))).isEmpty();
  }

  private static List<Size> sizes(int... values) {
    return Arrays.stream(values).mapToObj(Size::of).toList();
  }
}
