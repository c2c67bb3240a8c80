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
}
