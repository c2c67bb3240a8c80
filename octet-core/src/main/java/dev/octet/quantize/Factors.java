package dev.octet.quantize;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The lower factors of symmetric positive definite matrices: {@code H = L D Lᵀ}, ones on the
 * diagonal of L. By panels, so that rows are read from memory once for several columns.
 */
final class Factors {
  private static final int PANEL = 8;

  /** Not worth a second thread. */
  private static final int SMALL = 128;

  private Factors() {}

  /**
   * The rows of L, row i with i elements, without the ones. A column whose pivot is lost to
   * rounding becomes zeros.
   */
  static double[][] of(double[][] matrix) {
    int n = matrix.length;
    var rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOf(matrix[i], i + 1);
    }
    for (int k = 0; k < n; k += PANEL) {
      int end = Math.min(n, k + PANEL);
      panel(rows, k, end);
      update(rows, k, end);
    }
    return rows;
  }

  /** Columns k to end, of all rows below them; what is left of it they become {@code L D}. */
  private static void panel(double[][] rows, int k, int end) {
    for (int c = k; c < end; c++) {
      double pivot = rows[c][c];
      boolean lost = !(pivot > 0);
      for (int i = c + 1; i < rows.length; i++) {
        double value = lost ? 0 : rows[i][c];
        double factor = lost ? 0 : value / pivot;
        for (int j = c + 1; j < Math.min(end, i + 1); j++) {
          rows[i][j] -= factor * (j == i ? value : rows[j][c] * pivot(rows, c, lost));
        }
        rows[i][c] = factor;
      }
    }
  }

  private static double pivot(double[][] rows, int c, boolean lost) {
    return lost ? 0 : rows[c][c];
  }

  /** Takes the panel's share off everything right of it. */
  private static void update(double[][] rows, int k, int end) {
    int n = rows.length;
    var columns = new double[end - k][n];
    for (int c = k; c < end; c++) {
      for (int j = end; j < n; j++) {
        columns[c - k][j] = rows[j][c] * Math.max(0, rows[c][c]);
      }
    }
    IntStream below = IntStream.range(end, n);
    (n < SMALL ? below : below.parallel())
        .forEach(
            i -> {
              for (int c = k; c < end; c++) {
                subtract(rows[i], columns[c - k], rows[i][c], end, i + 1);
              }
            });
  }

  private static void subtract(double[] row, double[] column, double factor, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] -= factor * column[j];
    }
  }
}
