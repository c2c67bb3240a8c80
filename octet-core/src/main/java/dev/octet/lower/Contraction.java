package dev.octet.lower;

import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to compute an einsum as a product of matrices: which operand is the left one, and in which
 * order their dimensions come.
 *
 * @param e the equation, its operands in the order of the product
 * @param adjX whether the left matrix is given transposed; the same for {@code adjY} and the right
 * @param batch the dimensions of the batch of matrices
 * @param rows those of the left operand alone
 * @param columns those of the right operand alone
 * @param inner those that are summed over
 */
record Contraction(
    Equation e,
    boolean swapped,
    boolean adjX,
    boolean adjY,
    String batch,
    String rows,
    String columns,
    String inner) {
  /** BATCH_MATMUL takes five dimensions. */
  private static final int MOST_BATCHES = 3;

  /** The one of the fewest ops. */
  static Contraction best(Equation equation, Labels labels, Tensor a, Tensor b) {
    List<Contraction> all = new ArrayList<>();
    ordered(equation, false, all);
    ordered(equation.swapped(), true, all);
    return all.stream()
        .min(
            Comparator.comparingInt(p -> p.swapped() ? p.cost(labels, b, a) : p.cost(labels, a, b)))
        .orElseThrow();
  }

  private static void ordered(Equation e, boolean swapped, List<Contraction> all) {
    String rows = Equation.without(Equation.common(e.a(), e.out()), e.b());
    String columns = Equation.without(Equation.common(e.b(), e.out()), e.a());
    for (String batch : orders(e.batch(), e.out(), e.a(), e.b())) {
      for (String inner : orders(e.inner(), e.a(), e.b())) {
        for (String r : orders(rows, e.a(), e.out())) {
          for (String c : orders(columns, e.b(), e.out())) {
            for (int adj = 0; adj < 4; adj++) {
              all.add(new Contraction(e, swapped, adj / 2 == 1, adj % 2 == 1, batch, r, c, inner));
            }
          }
        }
      }
    }
  }

  /** The letters as they are ordered in each list. */
  private static List<String> orders(String letters, String... lists) {
    return Stream.of(lists).map(list -> Equation.common(list, letters)).distinct().toList();
  }

  /** Ops count most; a left matrix that is given transposed costs XNNPACK a transpose. */
  private int cost(Labels labels, Tensor left, Tensor right) {
    int ops = Rearrangement.of(result(), labels).ops();
    ops += left.isConstant() ? 0 : Rearrangement.of(left(), labels).ops();
    ops += right.isConstant() ? 0 : Rearrangement.of(right(), labels).ops();
    return 4 * ops + (adjX ? 2 : 0) + (adjY == right.isConstant() ? 1 : 0);
  }

  private String left() {
    return e.a() + "->" + batches() + matrix(adjX, rows, inner);
  }

  private String right() {
    return e.b() + "->" + batches() + matrix(adjY, inner, columns);
  }

  private String result() {
    return batches() + matrix(false, rows, columns) + "->" + e.out();
  }

  private String batches() {
    return batch.length() <= MOST_BATCHES ? batch : Rearrangement.group(batch);
  }

  private static String matrix(boolean transposed, String rows, String columns) {
    return transposed
        ? Rearrangement.group(columns) + Rearrangement.group(rows)
        : Rearrangement.group(rows) + Rearrangement.group(columns);
  }

  Tensor apply(Lowering g, Labels labels, Tensor a, Tensor b) {
    Tensor left = Rearrangement.of(g, swapped ? b : a, left(), labels);
    Tensor right = Rearrangement.of(g, swapped ? a : b, right(), labels);
    Tensor product = MatrixProduct.of(g, left, right, adjX, adjY);
    return Rearrangement.of(g, product, result(), labels);
  }
}
