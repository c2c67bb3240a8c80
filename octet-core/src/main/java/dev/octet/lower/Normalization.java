package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Normalizations. Where one has {@code axes}, its weights have a dimension for each, in their
 * order.
 */
public final class Normalization {
  /** The rank up to which L2_NORMALIZATION has a kernel. */
  private static final int L2_RANK = 4;

  private Normalization() {}

  /**
   * Batch normalization with the statistics that training found: a product and a sum, which the
   * rewrites fold into the layer before.
   *
   * @param gamma null for 1
   * @param beta null for 0
   */
  public static Tensor batch(
      Lowering g,
      Tensor x,
      int[] axes,
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
    return affine(g, x, axes, Array.vector(scales), Array.vector(shifts));
  }

  /**
   * Layer normalization over some axes.
   *
   * @param gamma null for 1
   * @param beta null for 0
   */
  public static Tensor layer(
      Lowering g,
      Tensor x,
      int[] axes,
      @Nullable Array gamma,
      @Nullable Array beta,
      double epsilon) {
    Tensor centered = centered(g, x, axes);
    Tensor y = Arithmetic.multiply(g, centered, inverseRoot(g, centered, axes, epsilon));
    return affine(g, y, axes, gamma, beta);
  }

  /** Division by the standard deviation over some axes, of which no mean is taken off. */
  public static Tensor deviation(
      Lowering g, Tensor x, int[] axes, @Nullable Array gamma, double epsilon) {
    Tensor root = inverseRoot(g, centered(g, x, axes), axes, epsilon);
    return affine(g, Arithmetic.multiply(g, x, root), axes, gamma, null);
  }

  /** Division by the root of the mean of squares over some axes. */
  public static Tensor rms(
      Lowering g, Tensor x, int[] axes, @Nullable Array gamma, double epsilon) {
    Tensor y = Arithmetic.multiply(g, x, inverseRoot(g, x, axes, epsilon));
    return affine(g, y, axes, gamma, null);
  }

  /**
   * Layer normalization of each sample, over groups of neighbours on an axis and over all other
   * axes.
   *
   * @param gamma {@code [size of the axis]}, or null for 1; the same for {@code beta} and 0
   */
  public static Tensor group(
      Lowering g,
      Tensor x,
      int axis,
      int groups,
      @Nullable Array gamma,
      @Nullable Array beta,
      double epsilon) {
    Shape shape = x.shape();
    int at = Dims.axis(shape, axis);
    int size = shape.dim(at);
    if (at == 0 || groups < 1 || size % groups != 0) {
      throw new IllegalArgumentException("%d groups of axis %d of %s".formatted(groups, at, shape));
    }
    Shape grouped =
        Dims.concat(
            Dims.range(shape, 0, at),
            Dims.concat(Shape.of(groups, size / groups), Dims.range(shape, at + 1, shape.rank())));
    boolean apart = groups > 1 && groups < size;
    Tensor in = apart ? Layout.reshape(g, x, grouped) : x;
    int[] axes = Dims.without(in.shape().rank(), groups == 1 ? new int[] {0} : new int[] {0, at});
    Tensor y = Layout.reshape(g, layer(g, in, axes, null, null, epsilon), shape);
    return affine(g, y, new int[] {at}, gamma, beta);
  }

  /** Division by the length: the root of the sum of squares over some axes. */
  public static Tensor unit(Lowering g, Tensor x, int... axes) {
    return LastDimension.of(g, x, axes, last -> unitLast(g, last));
  }

  private static Tensor unitLast(Lowering g, Tensor x) {
    int rank = x.shape().rank();
    Shape flat = rank > L2_RANK ? Dims.merge(x.shape(), 0, rank - 1) : x.shape();
    Tensor in = Layout.reshape(g, x, flat);
    Attributes options = Attributes.of("L2NormOptions");
    return Layout.reshape(g, g.add("L2_NORMALIZATION", options, flat, in), x.shape());
  }

  private static Tensor centered(Lowering g, Tensor x, int[] axes) {
    return Arithmetic.subtract(g, x, Reduction.mean(g, x, true, axes));
  }

  private static Tensor inverseRoot(Lowering g, Tensor x, int[] axes, double epsilon) {
    Tensor mean = Reduction.mean(g, Arithmetic.multiply(g, x, x), true, axes);
    return Arithmetic.unary(g, "RSQRT", Arithmetic.shifted(g, mean, epsilon));
  }

  private static Tensor affine(
      Lowering g, Tensor x, int[] axes, @Nullable Array scale, @Nullable Array shift) {
    Tensor y = x;
    if (scale != null) {
      y = Arithmetic.multiply(g, y, g.constant("scale", along(x.shape(), axes, scale)));
    }
    if (shift != null) {
      y = Arithmetic.add(g, y, g.constant("shift", along(x.shape(), axes, shift)));
    }
    return y;
  }

  /** Weights as they go together with a shape; a vector where that is enough. */
  private static Array along(Shape shape, int[] axes, Array weights) {
    boolean last = axes.length == 1 && Dims.axis(shape, axes[0]) == shape.rank() - 1;
    return last ? weights : weights.reshaped(Dims.only(shape, axes));
  }
}
