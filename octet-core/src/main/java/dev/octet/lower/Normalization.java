package dev.octet.lower;

import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/** Normalizations. */
public final class Normalization {
  private Normalization() {}

  /**
   * Batch normalization of the last dimension with the statistics that training found: a product
   * and a sum, which the rewrites fold into the layer before.
   *
   * @param gamma {@code [channels]}, or null for 1; the same for {@code beta} and 0
   */
  public static Tensor batch(
      Lowering g,
      Tensor x,
      @Nullable Array gamma,
      @Nullable Array beta,
      Array mean,
      Array variance,
      double epsilon) {
    float[] m = mean.floats();
    float[] v = variance.floats();
    float[] scales = gamma == null ? Array.filled(1, m.length).floats() : gamma.floats();
    float[] shifts = beta == null ? new float[m.length] : beta.floats();
    for (int i = 0; i < m.length; i++) {
      double scale = scales[i] / Math.sqrt(v[i] + epsilon);
      shifts[i] = (float) (shifts[i] - m[i] * scale);
      scales[i] = (float) scale;
    }
    Tensor scaled = Arithmetic.multiply(g, x, g.constant("scale", Array.vector(scales)));
    return Arithmetic.add(g, scaled, g.constant("shift", Array.vector(shifts)));
  }

  /**
   * Layer normalization of the last dimension.
   *
   * @param gamma {@code [channels]}, or null for 1; the same for {@code beta} and 0
   */
  public static Tensor layer(
      Lowering g, Tensor x, @Nullable Array gamma, @Nullable Array beta, double epsilon) {
    Tensor mean = Reduction.mean(g, x, true, -1);
    Tensor centered = Arithmetic.subtract(g, x, mean);
    Tensor squares = Arithmetic.multiply(g, centered, centered);
    Tensor variance = Reduction.mean(g, squares, true, -1);
    Tensor root = Arithmetic.unary(g, "RSQRT", Arithmetic.shifted(g, variance, epsilon));
    Tensor y = Arithmetic.multiply(g, centered, root);
    if (gamma != null) {
      y = Arithmetic.multiply(g, y, g.constant("gamma", gamma));
    }
    return beta == null ? y : Arithmetic.add(g, y, g.constant("beta", beta));
  }
}
