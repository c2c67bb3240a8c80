package dev.octet.lower;

import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Quotients and what they leave. */
public final class Division {
  private Division() {}

  /** The largest integer that is not above the quotient. */
  public static Tensor floor(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.binary(g, "FLOOR_DIV", "FloorDivOptions", a, b);
  }

  /** What is left above {@link #floor}; of the divisor's sign. */
  public static Tensor floorMod(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.binary(g, "FLOOR_MOD", "FloorModOptions", a, b);
  }

  /** The quotient without its fraction; LiteRT's division of integers. */
  public static Tensor truncate(Lowering g, Tensor a, Tensor b) {
    Tensor quotient = Arithmetic.divide(g, a, b);
    return a.type() == ElementType.FLOAT32
        ? Arithmetic.multiply(
            g,
            Elementwise.sign(g, quotient),
            Elementwise.floor(g, Elementwise.absolute(g, quotient)))
        : quotient;
  }

  /** What is left beyond {@link #truncate}; of the dividend's sign. */
  public static Tensor truncateMod(Lowering g, Tensor a, Tensor b) {
    Tensor left = floorMod(g, Elementwise.absolute(g, a), Elementwise.absolute(g, b));
    return Arithmetic.multiply(g, Elementwise.sign(g, a), left);
  }

  /** The quotient, 0 where the divisor is. */
  public static Tensor noNan(Lowering g, Tensor a, Tensor b) {
    return unless(g, b, Arithmetic.divide(g, a, b));
  }

  /** What was computed, but 0 where another value is. */
  public static Tensor unless(Lowering g, Tensor zero, Tensor computed) {
    Tensor none = g.scalar(zero.type(), 0);
    return Selection.where(g, Comparison.equal(g, zero, none), none, computed);
  }
}
