package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Integers as rows of bits. LiteRT has their exclusive or and their shift to the right (kernels
 * {@code bitwise_xor}, {@code right_shift}: 8 to 32 bits); the others follow by arithmetic.
 */
public final class Bits {
  private Bits() {}

  /** The bits that one of both has. */
  public static Tensor xor(Lowering g, Tensor a, Tensor b) {
    return binary(g, "BITWISE_XOR", "BitwiseXorOptions", a, b);
  }

  /**
   * The bits that both have: {@code a + b = (a xor b) + 2 · (a and b)}.
   *
   * @param mask what b is, if it is one constant: with all low bits it leaves a remainder
   */
  public static Tensor and(Lowering g, Tensor a, Tensor b, @Nullable Long mask) {
    if (mask != null && mask > 0 && Long.bitCount(mask + 1) == 1 && fits(a.type(), mask + 1)) {
      return Division.floorMod(g, a, g.scalar(a.type(), (double) (mask + 1)));
    }
    ElementType wide = Arithmetic.widened(a.type());
    Tensor x = Arithmetic.cast(g, a, wide);
    Tensor y = Arithmetic.cast(g, b, wide);
    Tensor twice = Arithmetic.subtract(g, Arithmetic.add(g, x, y), xor(g, x, y));
    return Arithmetic.cast(
        g, a.type() == wide ? halfOfAll(g, twice, x, y) : half(g, twice), a.type());
  }

  /** The bits that one of both has, or both. */
  public static Tensor or(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.add(g, xor(g, a, b), and(g, a, b, null));
  }

  /** The bits that x does not have. */
  public static Tensor not(Lowering g, Tensor x) {
    ElementType wide = Arithmetic.widened(x.type());
    Tensor y = Arithmetic.subtract(g, g.scalar(wide, -1), Arithmetic.cast(g, x, wide));
    return Arithmetic.cast(g, y, x.type());
  }

  /**
   * {@code a · 2ᵇ}.
   *
   * @param bits what b is, if it is one constant
   */
  public static Tensor left(Lowering g, Tensor a, Tensor b, @Nullable Long bits) {
    if (bits != null && bits >= 0 && bits < Long.SIZE - 1 && fits(a.type(), 1L << bits)) {
      return Arithmetic.multiply(g, a, g.scalar(a.type(), (double) (1L << bits)));
    }
    Tensor two = g.scalar(b.type(), 2);
    return Arithmetic.multiply(g, a, Arithmetic.binary(g, "POW", "PowOptions", two, b));
  }

  /** {@code a / 2ᵇ}, rounded down. */
  public static Tensor right(Lowering g, Tensor a, Tensor b) {
    return binary(g, "RIGHT_SHIFT", "RightShiftOptions", a, b);
  }

  private static Tensor binary(Lowering g, String op, String options, Tensor a, Tensor b) {
    if (a.type().bits() > Integer.SIZE) {
      throw Arithmetic.none(op, a.type());
    }
    return Broadcasting.of(
        g,
        Arithmetic.FEW,
        List.of(a, b),
        of -> {
          Shape shape = Dims.broadcast(of.getFirst().shape(), of.getLast().shape());
          return g.add(op, Attributes.of(options), shape, of.getFirst(), of.getLast());
        });
  }

  private static boolean fits(ElementType type, long value) {
    int sign = type.text().startsWith("u") ? 0 : 1;
    return Long.SIZE - Long.numberOfLeadingZeros(value) <= type.bits() - sign;
  }

  private static Tensor half(Lowering g, Tensor x) {
    return right(g, x, g.scalar(x.type(), 1));
  }

  /** Half of twice the common bits, of which the highest was lost: a sign that both have. */
  private static Tensor halfOfAll(Lowering g, Tensor twice, Tensor a, Tensor b) {
    Tensor half = half(g, Arithmetic.cast(g, twice, ElementType.UINT32));
    Tensor zero = g.scalar(a.type(), 0);
    Tensor both = Comparison.and(g, Comparison.less(g, a, zero), Comparison.less(g, b, zero));
    Tensor sign =
        Arithmetic.multiply(
            g, Arithmetic.cast(g, both, a.type()), g.scalar(a.type(), Integer.MIN_VALUE));
    return Arithmetic.add(g, Arithmetic.cast(g, half, a.type()), sign);
  }
}
