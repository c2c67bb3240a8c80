package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Softmax and its kin along any axes. */
public final class Softmax {
  private Softmax() {}

  /** Exponentials that sum up to 1 over some axes. */
  public static Tensor of(Lowering g, Tensor x, int... axes) {
    return LastDimension.of(g, x, axes, last -> Activation.softmax(g, last));
  }

  /** The logarithms of softmax. */
  public static Tensor log(Lowering g, Tensor x, int axis) {
    Attributes options = Attributes.of("LogSoftmaxOptions");
    return LastDimension.of(
        g, x, new int[] {axis}, last -> g.add("LOG_SOFTMAX", options, last.shape(), last));
  }

  /**
   * Sparsemax as Keras has it: {@code max(x − t, 0)} with a t that follows from the k largest
   * values, for as many as {@code k · (the k-th) > (their sum) − 1} holds. (The t of the paper,
   * Martins and Astudillo's From Softmax to Sparsemax, is of the sum of these k; Keras adds up all
   * their partial sums.)
   */
  public static Tensor sparse(Lowering g, Tensor x, int axis) {
    return LastDimension.of(g, x, new int[] {axis}, last -> sparse(g, last));
  }

  private static Tensor sparse(Lowering g, Tensor x) {
    int n = x.shape().dim(-1);
    var counts = new float[n];
    for (int i = 0; i < n; i++) {
      counts[i] = i + 1;
    }
    Tensor sorted = Selection.largest(g, x, n).getFirst();
    Tensor sums = new Cumulative(x.shape().rank() - 1, false, false).sum(g, sorted);
    Tensor multiples = Arithmetic.multiply(g, sorted, g.constant("counts", Array.vector(counts)));
    Tensor isIn = Comparison.greater(g, multiples, Arithmetic.shifted(g, sums, -1));
    Tensor in = Arithmetic.cast(g, isIn, ElementType.FLOAT32);
    Tensor all = Reduction.reduce(g, "SUM", Arithmetic.multiply(g, sums, in), true, -1);
    Tensor t =
        Arithmetic.divide(
            g, Arithmetic.shifted(g, all, -1), Reduction.reduce(g, "SUM", in, true, -1));
    return Activation.relu(g, Arithmetic.subtract(g, x, t));
  }
}
