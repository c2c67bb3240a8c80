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

  /** The rank up to which SQUARED_DIFFERENCE broadcasts. */
  private static final int DIFFERENCE_RANK = 4;

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
    Shape shape = x.shape();
    return normalized(g, x, axes, along(shape, axes, gamma), along(shape, axes, beta), epsilon);
  }

  /** Division by the standard deviation over some axes, of which no mean is taken off. */
  public static Tensor deviation(
      Lowering g, Tensor x, int[] axes, @Nullable Array gamma, double epsilon) {
    Tensor mean = Reduction.mean(g, x, true, axes);
    Tensor y = Arithmetic.multiply(g, x, inverseRoot(g, squares(g, x, mean), axes, epsilon));
    return affine(g, y, axes, gamma, null);
  }

  /** Division by the root of the mean of squares over some axes. */
  public static Tensor rms(
      Lowering g, Tensor x, int[] axes, @Nullable Array gamma, double epsilon) {
    Tensor y =
        Arithmetic.multiply(g, x, inverseRoot(g, Arithmetic.multiply(g, x, x), axes, epsilon));
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
    boolean apart = groups > 1 && groups < size;
    Tensor in = apart ? Layout.reshape(g, x, grouped(shape, at, groups)) : x;
    int own = apart ? Math.min(at, 2) : at;
    int[] weighted = apart ? new int[] {own, own + 1} : new int[] {own};
    int[] each = groups == 1 ? new int[] {0} : new int[] {0, own};
    Array scale = along(in.shape(), weighted, gamma);
    Array shift = along(in.shape(), weighted, beta);
    int[] axes = Dims.without(in.shape().rank(), each);
    return Layout.reshape(g, normalized(g, in, axes, scale, shift, epsilon), shape);
  }

  /** An axis made two, and all before it and behind it one: few enough for the kernels. */
  private static Shape grouped(Shape shape, int axis, int groups) {
    int rank = shape.rank();
    Shape split =
        Dims.concat(
            Dims.range(shape, 0, axis),
            Dims.concat(
                Shape.of(groups, shape.dim(axis) / groups), Dims.range(shape, axis + 1, rank)));
    Shape behind = axis + 1 < rank ? Dims.merge(split, axis + 2, rank + 1) : split;
    return axis > 1 ? Dims.merge(behind, 1, axis) : behind;
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

  /**
   * {@code x · s + (shift − mean · s)} with {@code s = scale / √(variance + epsilon)}, as Keras has
   * it. To take the mean off first is an op less, but rounds x once more where it becomes an
   * integer: a decibel worse on a small vision transformer.
   */
  private static Tensor normalized(
      Lowering g,
      Tensor x,
      int[] axes,
      @Nullable Array scale,
      @Nullable Array shift,
      double epsilon) {
    Tensor mean = Reduction.mean(g, x, true, axes);
    Tensor root = inverseRoot(g, squares(g, x, mean), axes, epsilon);
    Tensor s = scale == null ? root : Arithmetic.multiply(g, root, g.constant("gamma", scale));
    Tensor offset = Arithmetic.multiply(g, mean, s);
    Tensor y = Arithmetic.multiply(g, x, s);
    return shift == null
        ? Arithmetic.subtract(g, y, offset)
        : Arithmetic.add(g, y, Arithmetic.subtract(g, g.constant("beta", shift), offset));
  }

  private static Tensor squares(Lowering g, Tensor x, Tensor mean) {
    if (x.shape().rank() > DIFFERENCE_RANK) {
      Tensor centered = Arithmetic.subtract(g, x, mean);
      return Arithmetic.multiply(g, centered, centered);
    }
    return Arithmetic.binary(g, "SQUARED_DIFFERENCE", "SquaredDifferenceOptions", x, mean);
  }

  private static Tensor inverseRoot(Lowering g, Tensor squares, int[] axes, double epsilon) {
    Tensor mean = Reduction.mean(g, squares, true, axes);
    return Arithmetic.unary(g, "RSQRT", Arithmetic.shifted(g, mean, epsilon));
  }

  private static Tensor affine(
      Lowering g, Tensor x, int[] axes, @Nullable Array scale, @Nullable Array shift) {
    Array s = along(x.shape(), axes, scale);
    Array t = along(x.shape(), axes, shift);
    Tensor y = s == null ? x : Arithmetic.multiply(g, x, g.constant("scale", s));
    return t == null ? y : Arithmetic.add(g, y, g.constant("shift", t));
  }

  /** Weights as they go together with a shape; a vector where that is enough. */
  private static @Nullable Array along(Shape shape, int[] axes, @Nullable Array weights) {
    boolean last = axes.length == 1 && Dims.axis(shape, axes[0]) == shape.rank() - 1;
    return weights == null || last ? weights : weights.reshaped(Dims.only(shape, axes));
  }
}
