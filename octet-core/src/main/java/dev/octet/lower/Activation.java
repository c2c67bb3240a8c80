package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Tensor;
import java.util.List;

/** Functions of single values, but for the rectifiers; and softmax. */
public final class Activation {
  /** What makes the mean and the variance of {@code selu} those of its input. */
  private static final double SELU_ALPHA = 1.6732632423543772;

  private static final double SELU_SCALE = 1.0507009873554805;

  private Activation() {}

  /** {@code max(x, 0)}. */
  public static Tensor relu(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "RELU", x);
  }

  /** {@code min(max(x, 0), 6)}. */
  public static Tensor relu6(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "RELU6", x);
  }

  /** {@code min(max(x, −1), 1)}. */
  public static Tensor hardTanh(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "RELU_N1_TO_1", x);
  }

  /** {@code 1 / (1 + exp(−x))}. */
  public static Tensor sigmoid(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "LOGISTIC", x);
  }

  /** The hyperbolic tangent. */
  public static Tensor tanh(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "TANH", x);
  }

  /** Exponentials that sum up to 1 along the last dimension. */
  public static Tensor softmax(Lowering g, Tensor x) {
    return g.add("SOFTMAX", Attributes.of("SoftmaxOptions").with("beta", 1.0), x.shape(), x);
  }

  /** {@code x} times the normal distribution at x; its usual approximation by tanh on request. */
  public static Tensor gelu(Lowering g, Tensor x, boolean approximate) {
    Attributes options =
        Attributes.of("GeluOptions").with("approximate", approximate ? true : null);
    return g.add("GELU", options, x.shape(), x);
  }

  /** {@code x · sigmoid(x)}. */
  public static Tensor silu(Lowering g, Tensor x) {
    return Arithmetic.multiply(g, x, sigmoid(g, x));
  }

  /** {@code x · min(max(x + 3, 0), 6) / 6}. */
  public static Tensor hardSwish(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "HARD_SWISH", x);
  }

  /**
   * {@code min(max(slope · x + 0.5, 0), 1)}, in sixths: RELU6 fuses with the sum, and what is
   * before it with a convolution.
   */
  public static Tensor hardSigmoid(Lowering g, Tensor x, double slope) {
    double sixfold = Math.abs(6 * slope - 1) < 1e-6 ? 1 : 6 * slope;
    Tensor line = Arithmetic.shifted(g, Arithmetic.scaled(g, x, sixfold), 3);
    return Arithmetic.scaled(g, relu6(g, line), 1.0 / 6);
  }

  /** {@code x} above 0, {@code alpha · (exp(x) − 1)} below. */
  public static Tensor elu(Lowering g, Tensor x, double alpha) {
    Tensor y = Arithmetic.unary(g, "ELU", x);
    return alpha == 1 ? y : Rectifier.leaky(g, y, alpha);
  }

  /** {@code x} above 0, {@code alpha · (exp(x / alpha) − 1)} below; alpha is positive. */
  public static Tensor celu(Lowering g, Tensor x, double alpha) {
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("celu with alpha " + alpha);
    }
    return Arithmetic.scaled(g, elu(g, Arithmetic.scaled(g, x, 1 / alpha), 1), alpha);
  }

  /** {@code elu}, scaled so that it keeps mean 0 and variance 1. */
  public static Tensor selu(Lowering g, Tensor x) {
    return Arithmetic.scaled(g, elu(g, x, SELU_ALPHA), SELU_SCALE);
  }

  /** {@code x / (1 + |x|)}. */
  public static Tensor softsign(Lowering g, Tensor x) {
    return Arithmetic.divide(g, x, Arithmetic.shifted(g, Arithmetic.unary(g, "ABS", x), 1));
  }

  /** {@code x − tanh(x)}. */
  public static Tensor tanhShrink(Lowering g, Tensor x) {
    return Arithmetic.subtract(g, x, tanh(g, x));
  }

  /** {@code (x + √(x² + b)) / 2}. */
  public static Tensor squareplus(Lowering g, Tensor x, double b) {
    Tensor sum = Arithmetic.shifted(g, Arithmetic.multiply(g, x, x), b);
    Tensor y = Arithmetic.add(g, x, Arithmetic.unary(g, "SQRT", sum));
    return Arithmetic.scaled(g, y, 0.5);
  }

  /**
   * 0 below −1, x above 1, {@code (x + 1)² / 4} between: the square of what is within, and what is
   * beyond 1.
   */
  public static Tensor sparsePlus(Lowering g, Tensor x) {
    Tensor half = Arithmetic.shifted(g, Arithmetic.scaled(g, hardTanh(g, x), 0.5), 0.5);
    Tensor beyond = relu(g, Arithmetic.shifted(g, x, -1));
    return Arithmetic.add(g, Arithmetic.multiply(g, half, half), beyond);
  }

  /** One half of x along an axis, times the sigmoid of the other. */
  public static Tensor glu(Lowering g, Tensor x, int axis) {
    int half = x.shape().dim(Dims.axis(x.shape(), axis)) / 2;
    List<Tensor> halves = Joining.split(g, x, new int[] {half, half}, axis);
    return Arithmetic.multiply(g, halves.getFirst(), sigmoid(g, halves.getLast()));
  }
}
