package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Element by element, with NumPy's broadcasting. */
public final class Arithmetic {
  /** The rank up to which the kernels of comparisons broadcast. */
  private static final int COMPARED_RANK = 4;

  private Arithmetic() {}

  /** {@code a + b}. */
  public static Tensor add(Lowering g, Tensor a, Tensor b) {
    return binary(g, "ADD", "AddOptions", a, b);
  }

  /** {@code a − b}. */
  public static Tensor subtract(Lowering g, Tensor a, Tensor b) {
    return binary(g, "SUB", "SubOptions", a, b);
  }

  /** {@code a · b}. */
  public static Tensor multiply(Lowering g, Tensor a, Tensor b) {
    return binary(g, "MUL", "MulOptions", a, b);
  }

  /** {@code a / b}. */
  public static Tensor divide(Lowering g, Tensor a, Tensor b) {
    return binary(g, "DIV", "DivOptions", a, b);
  }

  /** The larger of two. */
  public static Tensor maximum(Lowering g, Tensor a, Tensor b) {
    return binary(g, "MAXIMUM", "MaximumMinimumOptions", a, b);
  }

  /** The smaller of two. */
  public static Tensor minimum(Lowering g, Tensor a, Tensor b) {
    return binary(g, "MINIMUM", "MaximumMinimumOptions", a, b);
  }

  /** {@code x · factor}; x itself where the factor is 1. */
  public static Tensor scaled(Lowering g, Tensor x, double factor) {
    return factor == 1 ? x : multiply(g, x, g.scalar(factor));
  }

  /** {@code x + shift}; x itself where the shift is 0. */
  public static Tensor shifted(Lowering g, Tensor x, double shift) {
    return shift == 0 ? x : add(g, x, g.scalar(shift));
  }

  /** An op of two operands of one type, which gives that type. */
  public static Tensor binary(Lowering g, String op, String options, Tensor a, Tensor b) {
    return g.add(op, Attributes.of(options), Dims.broadcast(a.shape(), b.shape()), a, b);
  }

  /** A comparison of two operands of one type, such as {@code LESS}; gives booleans. */
  public static Tensor compare(Lowering g, String op, String options, Tensor a, Tensor b) {
    Shape shape = Dims.broadcast(a.shape(), b.shape());
    int rank = shape.rank();
    if (rank > COMPARED_RANK && a.shape().equals(shape) && b.shape().rank() == 0) {
      Tensor flat = Layout.reshape(g, a, Dims.merge(shape, 0, rank - 1));
      return Layout.reshape(g, compare(g, op, options, flat, b), shape);
    }
    return g.add(op, Attributes.of(options), ElementType.BOOL, shape, a, b);
  }

  /** An op of one operand that gives its type and shape, such as {@code EXP}. */
  public static Tensor unary(Lowering g, String op, Tensor x) {
    return g.add(op, null, x.shape(), x);
  }

  /** Another type for the same numbers; x itself where it has the type. */
  public static Tensor cast(Lowering g, Tensor x, ElementType type) {
    return x.type() == type ? x : g.add("CAST", Attributes.of("CastOptions"), type, x.shape(), x);
  }
}
