package dev.octet.lower;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Element by element, with NumPy's broadcasting. Narrow integers and booleans are computed as
 * 32-bit integers, since LiteRT's kernels take theirs for quantized values.
 */
public final class Arithmetic {
  private static final Set<String> NOT_OF_64_BITS =
      Set.of("DIV", "FLOOR_DIV", "POW", "SQUARED_DIFFERENCE");

  /** The rank up to which most kernels broadcast; they do not check it. */
  static final int FEW = 4;

  /** The kernels that broadcast at a higher rank; ATAN2's do not broadcast at all. */
  private static final Map<String, Integer> OF_MANY_DIMENSIONS =
      Map.of("ADD", 6, "MUL", 6, "SUB", 5, "DIV", 5, "MAXIMUM", 5, "MINIMUM", 5);

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

  /** {@code (a − b)²}. */
  public static Tensor squaredDifference(Lowering g, Tensor a, Tensor b) {
    return binary(g, "SQUARED_DIFFERENCE", "SquaredDifferenceOptions", a, b);
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
    ElementType in = widened(a.type());
    check(op, in);
    List<Tensor> operands = List.of(cast(g, a, in), cast(g, b, in));
    int most = OF_MANY_DIMENSIONS.getOrDefault(op, FEW);
    Tensor y = Broadcasting.of(g, most, operands, of -> node(g, op, options, in, of));
    return cast(g, y, a.type());
  }

  /** A comparison of two operands of one type, such as {@code LESS}; gives booleans. */
  static Tensor compare(Lowering g, String op, String options, Tensor a, Tensor b) {
    ElementType in = widened(a.type());
    check(op, in);
    List<Tensor> operands = List.of(cast(g, a, in), cast(g, b, in));
    return Broadcasting.of(g, FEW, operands, of -> node(g, op, options, ElementType.BOOL, of));
  }

  private static Tensor node(
      Lowering g, String op, String options, ElementType type, List<Tensor> operands) {
    Tensor a = operands.getFirst();
    Tensor b = operands.getLast();
    return g.add(op, Attributes.of(options), type, Dims.broadcast(a.shape(), b.shape()), a, b);
  }

  private static void check(String op, ElementType type) {
    boolean known =
        type == ElementType.FLOAT32
            || type == ElementType.INT32
            || (type == ElementType.INT64 && !NOT_OF_64_BITS.contains(op))
            || (type == ElementType.COMPLEX64 && op.equals("MUL"));
    if (!known) {
      throw none(op, type);
    }
  }

  /** The refusal of an op that has no kernel for a type. */
  static OctetException none(String op, ElementType type) {
    return new OctetException(
            ErrorCode.UNSUPPORTED_MODEL, "LiteRT has no %s of %s".formatted(op, type.text()))
        .advise("cast to int32 or float32 before it");
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
