package dev.octet.lower;

import dev.octet.model.Attributes;
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
   * The nearest point whose coordinates are not negative and sum up to 1: {@code max(x − t, 0)}
   * with the largest t among {@code (the sum of the k largest − 1) / k}. (Source: Martins and
   * Astudillo, From Softmax to Sparsemax.)
   */
  public static Tensor sparse(Lowering g, Tensor x, int axis) {
    return LastDimension.of(g, x, new int[] {axis}, last -> sparse(g, last));
  }

  private static Tensor sparse(Lowering g, Tensor x) {
    int n = x.shape().dim(-1);
    var parts = new float[n];
    for (int i = 0; i < n; i++) {
      parts[i] = 1f / (i + 1);
    }
    Tensor sums =
        g.add(
            "CUMSUM",
            Attributes.of("CumsumOptions"),
            x.shape(),
            Selection.largest(g, x, n).getFirst(),
            g.constant("axis", Array.integer(x.shape().rank() - 1)));
    Tensor candidates =
        Arithmetic.multiply(
            g, Arithmetic.shifted(g, sums, -1), g.constant("parts", Array.vector(parts)));
    Tensor t = Reduction.reduce(g, "REDUCE_MAX", candidates, true, -1);
    return Activation.relu(g, Arithmetic.subtract(g, x, t));
  }
}
