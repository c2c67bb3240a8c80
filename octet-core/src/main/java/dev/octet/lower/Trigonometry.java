package dev.octet.lower;

import dev.octet.model.Tensor;

/** Functions of angles, and those that are called after them; of floats. */
public final class Trigonometry {
  private Trigonometry() {}

  /** The sine. */
  public static Tensor sin(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "SIN", x);
  }

  /** The cosine. */
  public static Tensor cos(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "COS", x);
  }

  /** The tangent. */
  public static Tensor tan(Lowering g, Tensor x) {
    return Arithmetic.divide(g, sin(g, x), cos(g, x));
  }

  /** The angle whose tangent is x. */
  public static Tensor atan(Lowering g, Tensor x) {
    return angle(g, x, g.scalar(1));
  }

  /** The angle whose sine is x. */
  public static Tensor asin(Lowering g, Tensor x) {
    return angle(g, x, leg(g, x));
  }

  /** The angle whose cosine is x. */
  public static Tensor acos(Lowering g, Tensor x) {
    return angle(g, leg(g, x), x);
  }

  /** The angle of a point; LiteRT wants both coordinates in one shape. */
  public static Tensor angle(Lowering g, Tensor y, Tensor x) {
    Tensor rise = spread(g, y, x);
    return Arithmetic.binary(g, "ATAN2", "ATan2Options", rise, spread(g, x, rise));
  }

  /** The hyperbolic sine. */
  public static Tensor sinh(Lowering g, Tensor x) {
    return Arithmetic.scaled(g, Arithmetic.subtract(g, there(g, x), back(g, x)), 0.5);
  }

  /** The hyperbolic cosine. */
  public static Tensor cosh(Lowering g, Tensor x) {
    return Arithmetic.scaled(g, Arithmetic.add(g, there(g, x), back(g, x)), 0.5);
  }

  /** {@code log(x + √(x² + 1))}, of the magnitude lest it cancels. */
  public static Tensor asinh(Lowering g, Tensor x) {
    Tensor magnitude = Elementwise.absolute(g, x);
    Tensor root = Elementwise.sqrt(g, Arithmetic.shifted(g, Elementwise.squared(g, x), 1));
    Tensor log = Elementwise.log(g, Arithmetic.add(g, magnitude, root));
    return Arithmetic.multiply(g, Elementwise.sign(g, x), log);
  }

  /** {@code log(x + √(x² − 1))}. */
  public static Tensor acosh(Lowering g, Tensor x) {
    Tensor root = Elementwise.sqrt(g, Arithmetic.shifted(g, Elementwise.squared(g, x), -1));
    return Elementwise.log(g, Arithmetic.add(g, x, root));
  }

  /** {@code log((1 + x) / (1 − x)) / 2}. */
  public static Tensor atanh(Lowering g, Tensor x) {
    Tensor below = Arithmetic.subtract(g, g.scalar(1), x);
    Tensor ratio = Arithmetic.divide(g, Arithmetic.shifted(g, x, 1), below);
    return Arithmetic.scaled(g, Elementwise.log(g, ratio), 0.5);
  }

  private static Tensor there(Lowering g, Tensor x) {
    return Elementwise.exp(g, x);
  }

  private static Tensor back(Lowering g, Tensor x) {
    return Elementwise.exp(g, Elementwise.negative(g, x));
  }

  private static Tensor spread(Lowering g, Tensor x, Tensor other) {
    boolean same = Dims.broadcast(x.shape(), other.shape()).equals(x.shape());
    return same ? x : Arithmetic.add(g, x, Elementwise.zeros(g, other));
  }

  /** The other leg of a right triangle with the hypotenuse 1. */
  private static Tensor leg(Lowering g, Tensor x) {
    return Elementwise.sqrt(g, Arithmetic.subtract(g, g.scalar(1), Elementwise.squared(g, x)));
  }
}
