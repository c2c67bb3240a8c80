package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Tensor;

/** Functions of single values that are made of straight lines with a knee or a step. */
public final class Rectifier {
  private Rectifier() {}

  /** {@code x} above 0, {@code slope · x} below. */
  public static Tensor leaky(Lowering g, Tensor x, double slope) {
    return g.add(
        "LEAKY_RELU", Attributes.of("LeakyReluOptions").with("alpha", slope), x.shape(), x);
  }

  /**
   * The general rectifier of Keras: {@code x} above a threshold, at most {@code max}; {@code slope
   * · (x − threshold)} below.
   *
   * @param max infinity for no bound
   */
  public static Tensor of(Lowering g, Tensor x, double slope, double max, double threshold) {
    if (threshold == 0) {
      Tensor y = slope == 0 ? Activation.relu(g, x) : leaky(g, x, slope);
      return slope < 0 && max < Double.POSITIVE_INFINITY
          ? step(g, x, 0, bounded(g, x, max), Arithmetic.scaled(g, x, slope))
          : atMost(g, y, max);
    }
    Tensor below =
        slope == 0
            ? g.scalar(0)
            : Arithmetic.scaled(g, Arithmetic.shifted(g, x, -threshold), slope);
    return step(g, x, threshold, threshold < 0 ? bounded(g, x, max) : atMost(g, x, max), below);
  }

  /** {@code x} above the threshold, another value below. */
  public static Tensor threshold(Lowering g, Tensor x, double threshold, double value) {
    return value == 0 && threshold == 0
        ? Activation.relu(g, x)
        : step(g, x, threshold, x, g.scalar(value));
  }

  /** {@code x} where it is beyond ±threshold, 0 within. */
  public static Tensor hardShrink(Lowering g, Tensor x, double threshold) {
    return step(g, Arithmetic.unary(g, "ABS", x), threshold, x, g.scalar(0));
  }

  /** {@code x} moved towards 0 by the threshold, 0 within ±threshold. */
  public static Tensor softShrink(Lowering g, Tensor x, double threshold) {
    Tensor least = Arithmetic.maximum(g, x, g.scalar(-threshold));
    return Arithmetic.subtract(g, x, Arithmetic.minimum(g, least, g.scalar(threshold)));
  }

  /**
   * {@code x} above 0, {@code alpha · x} below.
   *
   * @param alpha of any shape that goes together with that of x
   */
  public static Tensor prelu(Lowering g, Tensor x, Array alpha) {
    if (x.shape().rank() <= 4) { // as the kernel has it
      return g.add("PRELU", null, x.shape(), x, g.constant("alpha", alpha));
    }
    Tensor negative = Arithmetic.minimum(g, x, g.scalar(0));
    Tensor below = Arithmetic.multiply(g, negative, g.constant("alpha", alpha));
    return Arithmetic.add(g, Activation.relu(g, x), below);
  }

  private static Tensor atMost(Lowering g, Tensor x, double max) {
    return max < Double.POSITIVE_INFINITY ? Arithmetic.minimum(g, x, g.scalar(max)) : x;
  }

  private static Tensor bounded(Lowering g, Tensor x, double max) {
    return max < Double.POSITIVE_INFINITY ? atMost(g, Activation.relu(g, x), max) : x;
  }

  private static Tensor step(
      Lowering g, Tensor measure, double threshold, Tensor above, Tensor below) {
    Tensor is = Comparison.greater(g, measure, g.scalar(threshold));
    return Selection.where(g, is, above, below);
  }
}
