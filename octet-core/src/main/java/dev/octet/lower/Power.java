package dev.octet.lower;

import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Powers; those that are products or roots become ones, which quantize. */
public final class Power {
  private Power() {}

  /**
   * {@code x} to the power of {@code y}.
   *
   * @param known what y is, if it is constant
   */
  public static Tensor of(Lowering g, Tensor x, Tensor y, @Nullable Array known) {
    if (known != null && isSingle(x, known)) {
      Tensor simple = simple(g, x, known.doubles()[0]);
      if (simple != null) {
        return simple;
      }
    }
    return Arithmetic.binary(g, "POW", "PowOptions", x, y);
  }

  /** Whether it is one number for all elements of x. */
  private static boolean isSingle(Tensor x, Array y) {
    return Dims.broadcast(x.shape(), y.shape()).equals(x.shape())
        && Arrays.stream(y.doubles()).distinct().count() == 1;
  }

  private static @Nullable Tensor simple(Lowering g, Tensor x, double exponent) {
    if (exponent == 1) {
      return x;
    }
    if (exponent == 2) {
      return Elementwise.squared(g, x);
    }
    if (x.type() != ElementType.FLOAT32) {
      return null;
    }
    return exponent == 0.5
        ? Elementwise.sqrt(g, x)
        : exponent == -0.5
            ? Elementwise.rsqrt(g, x)
            : exponent == -1 ? Elementwise.reciprocal(g, x) : null;
  }
}
