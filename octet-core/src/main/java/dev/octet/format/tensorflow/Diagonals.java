package dev.octet.format.tensorflow;

import java.util.Arrays;

/**
 * Where the elements of some diagonals of matrices lie. Those of one call are packed as rows of
 * equal length, the highest first; shorter ones are filled up on the left or on the right. One
 * diagonal alone is no row but a vector.
 *
 * @param rows of a matrix
 * @param columns of a matrix
 * @param lower the lowest diagonal; negative below the main one
 * @param upper the highest diagonal
 * @param align how shorter ones lie above and below, such as {@code RIGHT_LEFT}
 */
record Diagonals(int rows, int columns, int lower, int upper, String align) {
  Diagonals {
    if (lower > upper || lower <= -Math.max(1, rows) || upper >= Math.max(1, columns)) {
      throw new IllegalArgumentException(
          "%d x %d has no diagonals %d to %d".formatted(rows, columns, lower, upper));
    }
  }

  int count() {
    return upper - lower + 1;
  }

  /** The length of the longest one. */
  int longest() {
    return Math.min(rows + Math.min(upper, 0), columns - Math.max(lower, 0));
  }

  private int length(int diagonal) {
    return Math.min(rows + Math.min(diagonal, 0), columns - Math.max(diagonal, 0));
  }

  private int offset(int diagonal) {
    boolean left =
        (diagonal >= 0 && align.startsWith("LEFT")) || (diagonal <= 0 && align.endsWith("LEFT"));
    return left ? 0 : longest() - length(diagonal);
  }

  /**
   * For each element of a matrix its place among the packed ones; their number for those that lie
   * on no diagonal.
   */
  int[] places() {
    var places = new int[Math.multiplyExact(rows, columns)];
    Arrays.setAll(places, i -> place(i / columns, i % columns));
    return places;
  }

  private int place(int row, int column) {
    int diagonal = column - row;
    return diagonal < lower || diagonal > upper
        ? count() * longest()
        : (upper - diagonal) * longest() + Math.min(row, column) + offset(diagonal);
  }

  /**
   * For each packed element its place in a matrix; the number of its elements where it fills up.
   */
  int[] sources() {
    var sources = new int[Math.multiplyExact(count(), longest())];
    Arrays.fill(sources, Math.multiplyExact(rows, columns));
    int[] places = places();
    for (int i = 0; i < places.length; i++) {
      if (places[i] < sources.length) {
        sources[places[i]] = i;
      }
    }
    return sources;
  }
}
