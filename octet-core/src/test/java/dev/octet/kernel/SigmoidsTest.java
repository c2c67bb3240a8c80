package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SigmoidsTest {
  private static final int COUNT = 4801;

  @Test
  void areThoseOfMathToTheLastDigitsOfAFloat() {
    float[] tanh = values();
    Sigmoids.tanh(tanh);
    assertThat(tanh).containsExactly(expected(Math::tanh), Offset.offset(2.5e-7f));
    float[] logistic = values();
    Sigmoids.logistic(logistic);
    assertThat(logistic)
        .containsExactly(expected(x -> 1 / (1 + Math.exp(-x))), Offset.offset(2.5e-7f));
  }

  @Test
  void takeWhatIsNoFiniteNumber() {
    float[] tanh = {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN, 0};
    float[] logistic = tanh.clone();
    Sigmoids.tanh(tanh);
    Sigmoids.logistic(logistic);
    assertThat(tanh).containsExactly(new float[] {-1, 1, Float.NaN, 0}, Offset.offset(1e-7f));
    assertThat(logistic).containsExactly(new float[] {0, 1, Float.NaN, 0.5f}, Offset.offset(1e-7f));
  }

  /** From −24 to 24. */
  private static float[] values() {
    var values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (i - COUNT / 2) / 100f;
    }
    return values;
  }

  private static float[] expected(DoubleUnaryOperator function) {
    float[] values = values();
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) function.applyAsDouble(values[i]);
    }
    return values;
  }
}
