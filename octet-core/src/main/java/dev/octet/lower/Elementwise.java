package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Functions of single numbers, of floats but where it says otherwise. */
public final class Elementwise {
  private Elementwise() {}

  /** {@code eˣ}. */
  public static Tensor exp(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "EXP", x);
  }

  /** The natural logarithm. */
  public static Tensor log(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "LOG", x);
  }

  /** {@code eˣ − 1}. */
  public static Tensor expm1(Lowering g, Tensor x) {
    return Arithmetic.shifted(g, exp(g, x), -1);
  }

  /** {@code log(x + 1)}. */
  public static Tensor log1p(Lowering g, Tensor x) {
    return log(g, Arithmetic.shifted(g, x, 1));
  }

  /** The square root. */
  public static Tensor sqrt(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "SQRT", x);
  }

  /** {@code 1 / √x}. */
  public static Tensor rsqrt(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "RSQRT", x);
  }

  /** {@code 1 / x}. */
  public static Tensor reciprocal(Lowering g, Tensor x) {
    return Arithmetic.divide(g, g.scalar(1), x);
  }

  /** x squared, of any number; LiteRT quantizes a product and no square. */
  public static Tensor squared(Lowering g, Tensor x) {
    return Arithmetic.multiply(g, x, x);
  }

  /** The largest integer that is not above x. */
  public static Tensor floor(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "FLOOR", x);
  }

  /** The smallest integer that is not below x. */
  public static Tensor ceil(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "CEIL", x);
  }

  /** The nearest integer, halves to the even one; integers as they are. */
  public static Tensor round(Lowering g, Tensor x) {
    return x.type() == ElementType.FLOAT32 ? Arithmetic.unary(g, "ROUND", x) : x;
  }

  /** The magnitude, of any number. */
  public static Tensor absolute(Lowering g, Tensor x) {
    return x.type() == ElementType.FLOAT32
        ? g.add("ABS", Attributes.of("AbsOptions"), x.shape(), x)
        : isUnsigned(x.type()) ? x : Arithmetic.maximum(g, x, negative(g, x));
  }

  /** {@code −x}, of any number. */
  public static Tensor negative(Lowering g, Tensor x) {
    return x.type() == ElementType.FLOAT32
        ? g.add("NEG", Attributes.of("NegOptions"), x.shape(), x)
        : Arithmetic.subtract(g, g.scalar(x.type(), 0), x);
  }

  /** 1, 0 or −1, of any number. */
  public static Tensor sign(Lowering g, Tensor x) {
    if (x.type() == ElementType.FLOAT32) {
      return g.add("SIGN", Attributes.of("SignOptions"), x.shape(), x);
    }
    Tensor atMost = Arithmetic.minimum(g, x, g.scalar(x.type(), 1));
    return isUnsigned(x.type()) ? atMost : Arithmetic.maximum(g, atMost, g.scalar(x.type(), -1));
  }

  /** Zeros of the shape and type of x. */
  public static Tensor zeros(Lowering g, Tensor x) {
    return g.add("ZEROS_LIKE", Attributes.of("ZerosLikeOptions"), x.shape(), x);
  }

  /**
   * The error function. {@code gelu(s) = s · (1 + erf(s / √2)) / 2} knows it; beyond 6 it is 1, and
   * near 0 a quotient would be of nothing.
   */
  public static Tensor erf(Lowering g, Tensor x) {
    Tensor most = Activation.relu6(g, Arithmetic.scaled(g, absolute(g, x), Math.sqrt(2)));
    Tensor s = Arithmetic.maximum(g, most, g.scalar(1e-20));
    Tensor twice = Arithmetic.scaled(g, Arithmetic.divide(g, Activation.gelu(g, s, false), s), 2);
    return Arithmetic.multiply(g, sign(g, x), Arithmetic.shifted(g, twice, -1));
  }

  private static boolean isUnsigned(ElementType type) {
    return type.text().startsWith("u") || type == ElementType.BOOL;
  }
}
