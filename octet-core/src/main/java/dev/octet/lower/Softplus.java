package dev.octet.lower;

import dev.octet.model.Tensor;

/**
 * {@code log(1 + exp(x))} and its kin. LiteRT has no op for them; these forms do not overflow, and
 * the sigmoid in them, unlike an exponential, keeps to the range from 0 to 1 that suits integers.
 */
public final class Softplus {
  private Softplus() {}

  /** {@code log(1 + exp(x)) = max(x, 0) − log(sigmoid(|x|))}. */
  public static Tensor of(Lowering g, Tensor x) {
    return Arithmetic.subtract(g, Activation.relu(g, x), logOfMagnitude(g, x));
  }

  /** {@code log(sigmoid(x)) = min(x, 0) + log(sigmoid(|x|))}. */
  public static Tensor logSigmoid(Lowering g, Tensor x) {
    return Arithmetic.add(g, Arithmetic.minimum(g, x, g.scalar(0)), logOfMagnitude(g, x));
  }

  /**
   * {@code x · tanh(softplus(x)) = −x · tanh(log(sigmoid(−x)))}: where that sigmoid is 0, its
   * logarithm is −∞ and the tangent of it −1, as it should be.
   */
  public static Tensor mish(Lowering g, Tensor x) {
    Tensor negative = Arithmetic.unary(g, "NEG", x);
    Tensor log = Arithmetic.unary(g, "LOG", Activation.sigmoid(g, negative));
    return Arithmetic.multiply(g, negative, Activation.tanh(g, log));
  }

  private static Tensor logOfMagnitude(Lowering g, Tensor x) {
    Tensor magnitude = Arithmetic.unary(g, "ABS", x);
    return Arithmetic.unary(g, "LOG", Activation.sigmoid(g, magnitude));
  }
}
