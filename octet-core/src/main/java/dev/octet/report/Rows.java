package dev.octet.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cells in rows, to be put in an order with few crossings and then side by side. */
final class Rows {
  /** Sweeps over all rows; more change little. */
  private static final int SWEEPS = 8;

  private final List<List<Integer>> rows = new ArrayList<>();
  private final List<Integer> rank = new ArrayList<>();
  private final List<List<Integer>> above = new ArrayList<>();
  private final List<List<Integer>> below = new ArrayList<>();

  /** Adds a cell to a row and gives its number. */
  int add(int row) {
    while (rows.size() <= row) {
      rows.add(new ArrayList<>());
    }
    int cell = rank.size();
    rank.add(row);
    rows.get(row).add(cell);
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
    return cell;
  }

  int rank(int cell) {
    return rank.get(cell);
  }

  /** Says that two cells of different rows are to be near each other. */
  void join(int a, int b) {
    int upper = rank.get(a) < rank.get(b) ? a : b;
    int lower = upper == a ? b : a;
    below.get(upper).add(lower);
    above.get(lower).add(upper);
  }

  /** The place of each cell in its row, in widths of a cell. */
  double[] arrange() {
    double[] x = new double[rank.size()];
    rows.forEach(row -> number(row, x));
    for (int i = 0; i < SWEEPS; i++) {
      rows.forEach(row -> order(row, above, x));
      rows.reversed().forEach(row -> order(row, below, x));
    }
    for (int i = 0; i < SWEEPS; i++) {
      rows.forEach(row -> place(row, above, x));
      rows.reversed().forEach(row -> place(row, below, x));
    }
    return x;
  }

  private static void number(List<Integer> row, double[] x) {
    for (int i = 0; i < row.size(); i++) {
      x[row.get(i)] = i - (row.size() - 1) / 2.0;
    }
  }

  private static void order(List<Integer> row, List<List<Integer>> near, double[] x) {
    double[] wish = wishes(row, near, x);
    var places = new ArrayList<Integer>();
    for (int i = 0; i < row.size(); i++) {
      places.add(i);
    }
    places.sort(Comparator.comparingDouble(i -> wish[i]));
    List<Integer> sorted = places.stream().map(row::get).toList();
    row.clear();
    row.addAll(sorted);
    number(row, x);
  }

  /** Where each would like to be: amid those that it is joined with. */
  private static double[] wishes(List<Integer> row, List<List<Integer>> near, double[] x) {
    return row.stream()
        .mapToDouble(c -> near.get(c).stream().mapToDouble(n -> x[n]).average().orElse(x[c]))
        .toArray();
  }

  /** As near to the wishes as a distance of one between neighbours allows (least squares). */
  private static void place(List<Integer> row, List<List<Integer>> near, double[] x) {
    double[] wish = wishes(row, near, x);
    double[] sum = new double[row.size()];
    int[] size = new int[row.size()];
    int blocks = 0;
    for (int i = 0; i < row.size(); i++) {
      sum[blocks] = wish[i] - i;
      size[blocks] = 1;
      blocks++;
      // pool neighbours that would be out of order
      while (blocks > 1
          && sum[blocks - 2] / size[blocks - 2] > sum[blocks - 1] / size[blocks - 1]) {
        sum[blocks - 2] += sum[blocks - 1];
        size[blocks - 2] += size[blocks - 1];
        blocks--;
      }
    }
    int i = 0;
    for (int block = 0; block < blocks; block++) {
      for (int k = 0; k < size[block]; k++, i++) {
        x[row.get(i)] = sum[block] / size[block] + i;
      }
    }
  }
}
