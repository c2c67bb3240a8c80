package dev.octet.lower;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Set;

/**
 * Element by element, with NumPy's broadcasting. Narrow integers and booleans are computed as
 * 32-bit integers, since LiteRT's kernels take theirs for quantized values.
 */
public final class Arithmetic {
  private static final Set<String> NOT_OF_64_BITS =
      Set.of("DIV", "FLOOR_DIV", "POW", "SQUARED_DIFFERENCE");

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
    return factor == 1 ? x : multiply(g, x, g.scalar(x.type(), factor));
  }

  /** {@code x + shift}; x itself where the shift is 0. */
  public static Tensor shifted(Lowering g, Tensor x, double shift) {
    return shift == 0 ? x : add(g, x, g.scalar(x.type(), shift));
  }

  /** An op of two operands of one type, which gives that type. */
  public static Tensor binary(Lowering g, String op, String options, Tensor a, Tensor b) {
    Shape shape = Dims.broadcast(a.shape(), b.shape());
    ElementType in = widened(a.type());
    if (in == ElementType.INT64 && NOT_OF_64_BITS.contains(op)) {
      throw new OctetException(ErrorCode.UNSUPPORTED_MODEL, "LiteRT has no %s of i64".formatted(op))
          .advise("cast to int32 or float32 before it");
    }
    Tensor y = g.add(op, Attributes.of(options), shape, cast(g, a, in), cast(g, b, in));
    return cast(g, y, a.type());
  }

  /** A comparison of two operands of one type, such as {@code LESS}; gives booleans. */
  public static Tensor compare(Lowering g, String op, String options, Tensor a, Tensor b) {
    Shape shape = Dims.broadcast(a.shape(), b.shape());
    int rank = shape.rank();
    if (rank > COMPARED_RANK && a.shape().equals(shape) && b.shape().rank() == 0) {
      Tensor flat = Layout.reshape(g, a, Dims.merge(shape, 0, rank - 1));
      return Layout.reshape(g, compare(g, op, options, flat, b), shape);
    }
    ElementType in = widened(a.type());
    Attributes attributes = Attributes.of(options);
    return g.add(op, attributes, ElementType.BOOL, shape, cast(g, a, in), cast(g, b, in));
  }

  /** The type in which numbers of a type are computed. */
  public static ElementType widened(ElementType type) {
    return switch (type) {
      case BOOL, INT8, UINT8, INT16, UINT16 -> ElementType.INT32;
      case UINT32 -> ElementType.INT64;
      case FLOAT32,
          FLOAT16,
          BFLOAT16,
          FLOAT64,
          INT2,
          INT4,
          INT32,
          INT64,
          UINT4,
          UINT64,
          COMPLEX64,
          COMPLEX128,
          STRING,
          RESOURCE,
          VARIANT ->
          type;
    };
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
