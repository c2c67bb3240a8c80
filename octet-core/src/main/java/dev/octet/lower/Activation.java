package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Tensor;

/** Functions of single values, and softmax. */
public final class Activation {
  private Activation() {}

  /** {@code max(x, 0)}. */
  public static Tensor relu(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "RELU", x);
  }

  /** {@code min(max(x, 0), 6)}. */
  public static Tensor relu6(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "RELU6", x);
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
}
