package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 31, 150})
  void theProductOfTheFactorsIsTheMatrix(int n) {
    double[][] matrix = Problems.moments(n, 3 * n, 5);
    double[][] factors = Factors.of(matrix);
    for (int i = 0; i < n; i++) {
      assertThat(factors[i]).hasSize(i + 1);
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k <= j; k++) {
          double left = k == i ? 1 : factors[i][k];
          double right = k == j ? 1 : factors[j][k];
          sum += left * factors[k][k] * right;
        }
        assertThat(sum).isCloseTo(matrix[i][j], within(1e-9));
      }
    }
  }

  @Test
  void aLostPivotLeavesZeros() {
    double[][] factors = Factors.of(new double[][] {{0, 0, 0}, {0, 4, 2}, {0, 2, 5}});
    assertThat(factors[1]).containsExactly(0, 4);
    assertThat(factors[2]).containsExactly(0, 0.5, 4);
  }

  /** Problems as samples make them. */
  static final class Problems {
    private Problems() {}

    /** The mean of {@code x xᵀ} over vectors whose elements go together. */
    static double[][] moments(int n, int count, long seed) {
      var random = new SplittableRandom(seed);
      var moments = new double[n][n];
      for (int s = 0; s < count; s++) {
        var x = new double[n];
        double common = random.nextGaussian();
        for (int i = 0; i < n; i++) {
          x[i] = Math.max(0, common + random.nextGaussian());
        }
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            moments[i][j] += x[i] * x[j] / count;
          }
        }
      }
      return moments;
    }

    /** The same as a lower triangle. */
    static double[] triangle(double[][] matrix) {
      var triangle = new double[matrix.length * (matrix.length + 1) / 2];
      int at = 0;
      for (int i = 0; i < matrix.length; i++) {
        for (int j = 0; j <= i; j++) {
          triangle[at++] = matrix[i][j];
        }
      }
      return triangle;
    }
  }
}
