package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Fewer dimensions from many. */
public final class Reduction {
  private Reduction() {}

  /** The mean along some axes. */
  public static Tensor mean(Lowering g, Tensor x, boolean keep, int... axes) {
    return reduce(g, "MEAN", x, keep, axes);
  }

  /** One of LiteRT's reductions: {@code MEAN SUM REDUCE_MAX REDUCE_MIN REDUCE_PROD REDUCE_ANY}. */
  public static Tensor reduce(Lowering g, String op, Tensor x, boolean keep, int... axes) {
    int[] sorted = Dims.sorted(x.shape(), axes);
    Shape shape = x.shape();
    for (int i = sorted.length - 1; i >= 0; i--) {
      shape = keep ? Dims.with(shape, sorted[i], 1) : Dims.remove(shape, sorted[i]);
    }
    Attributes options = Attributes.of("ReducerOptions").with("keep_dims", keep ? true : null);
    return g.add(op, options, shape, x, g.integers(sorted));
  }

  /** Whether all ({@code REDUCE_ALL}) or any ({@code REDUCE_ANY}) are not 0. */
  public static Tensor truth(Lowering g, String op, Tensor x, boolean keep, int... axes) {
    return reduce(g, op, Comparison.truth(g, x), keep, axes);
  }

  /** The square root of the sum of squares. */
  public static Tensor euclidean(Lowering g, Tensor x, boolean keep, int... axes) {
    return Elementwise.sqrt(g, reduce(g, "SUM", Elementwise.squared(g, x), keep, axes));
  }

  /** The mean square of what is left when the mean is taken away. */
  public static Tensor variance(Lowering g, Tensor x, boolean keep, int... axes) {
    Tensor centered = Arithmetic.subtract(g, x, mean(g, x, true, axes));
    return mean(g, Arithmetic.multiply(g, centered, centered), keep, axes);
  }

  /** The logarithm of the sum of exponentials, safe from large ones. */
  public static Tensor logSumExp(Lowering g, Tensor x, boolean keep, int... axes) {
    Tensor largest = reduce(g, "REDUCE_MAX", x, true, axes);
    Tensor powers = Arithmetic.unary(g, "EXP", Arithmetic.subtract(g, x, largest));
    Tensor log = Arithmetic.unary(g, "LOG", reduce(g, "SUM", powers, keep, axes));
    return Arithmetic.add(g, log, Layout.reshape(g, largest, log.shape()));
  }
}
