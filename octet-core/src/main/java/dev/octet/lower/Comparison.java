package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;

/** Truth of numbers, and of truths. */
public final class Comparison {
  private Comparison() {}

  /** {@code a = b}. */
  public static Tensor equal(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.compare(g, "EQUAL", "EqualOptions", a, b);
  }

  /** {@code a ≠ b}. */
  public static Tensor notEqual(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.compare(g, "NOT_EQUAL", "NotEqualOptions", a, b);
  }

  /** {@code a < b}. */
  public static Tensor less(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.compare(g, "LESS", "LessOptions", a, b);
  }

  /** {@code a ≤ b}. */
  public static Tensor lessEqual(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.compare(g, "LESS_EQUAL", "LessEqualOptions", a, b);
  }

  /** {@code a > b}. */
  public static Tensor greater(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.compare(g, "GREATER", "GreaterOptions", a, b);
  }

  /** {@code a ≥ b}. */
  public static Tensor greaterEqual(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.compare(g, "GREATER_EQUAL", "GreaterEqualOptions", a, b);
  }

  /** Whether both hold. */
  public static Tensor and(Lowering g, Tensor a, Tensor b) {
    return logic(g, "LOGICAL_AND", "LogicalAndOptions", a, b);
  }

  /** Whether one of them holds, or both. */
  public static Tensor or(Lowering g, Tensor a, Tensor b) {
    return logic(g, "LOGICAL_OR", "LogicalOrOptions", a, b);
  }

  /** Whether it does not hold. */
  public static Tensor not(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "LOGICAL_NOT", x);
  }

  /** Whether x is not 0; booleans as they are. */
  public static Tensor truth(Lowering g, Tensor x) {
    return x.type() == ElementType.BOOL ? x : notEqual(g, x, g.scalar(x.type(), 0));
  }

  /** Whether x is no number. */
  public static Tensor isNan(Lowering g, Tensor x) {
    return notEqual(g, x, x);
  }

  /** Whether x is infinite. */
  public static Tensor isInfinite(Lowering g, Tensor x) {
    return equal(g, Elementwise.absolute(g, x), g.scalar(Double.POSITIVE_INFINITY));
  }

  /** Whether x is a number, and finite. */
  public static Tensor isFinite(Lowering g, Tensor x) {
    return less(g, Elementwise.absolute(g, x), g.scalar(Double.POSITIVE_INFINITY));
  }

  /** Whether two differ by less than this. */
  public static Tensor near(Lowering g, Tensor a, Tensor b, double tolerance) {
    Tensor apart = Elementwise.absolute(g, Arithmetic.subtract(g, a, b));
    return less(g, apart, g.scalar(apart.type(), tolerance));
  }

  private static Tensor logic(Lowering g, String op, String options, Tensor a, Tensor b) {
    return Broadcasting.of(
        g,
        Arithmetic.FEW,
        List.of(a, b),
        of ->
            g.add(
                op,
                Attributes.of(options),
                Dims.broadcast(of.getFirst().shape(), of.getLast().shape()),
                of.getFirst(),
                of.getLast()));
  }
}
