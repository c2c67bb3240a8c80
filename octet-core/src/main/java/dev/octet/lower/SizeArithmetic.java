package dev.octet.lower;

import dev.octet.lower.ShapeValues.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the numbers of shapes that are computed with. */
public enum SizeArithmetic {
  /** {@code a + b}. */
  ADD,
  /** {@code a − b}. */
  SUBTRACT,
  /** {@code a · b}. */
  MULTIPLY,
  /** {@code ⌊a / b⌋}. */
  FLOOR_DIVIDE,
  /** The larger. */
  MAXIMUM,
  /** The smaller. */
  MINIMUM;

  /** Element by element; a single number goes with all. Empty where a result is not known. */
  public Optional<List<Size>> of(List<Size> a, List<Size> b) {
    var sizes = new ArrayList<Size>();
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.of(sizes);
    }
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      Size size = of(pick(a, i), pick(b, i));
      if (size == null) {
        return Optional.empty();
      }
      sizes.add(size);
    }
    return Optional.of(sizes);
  }

  private static Size pick(List<Size> sizes, int i) {
    return sizes.get(sizes.size() == 1 ? 0 : i);
  }

  private @Nullable Size of(Size a, Size b) {
    boolean dynamic = a.dynamic() || b.dynamic();
    boolean alike = a.dynamic() == b.dynamic();
    long left = a.factor();
    long right = b.factor();
    return switch (this) {
      case ADD -> alike ? size(left + right, dynamic) : null;
      case SUBTRACT -> alike ? size(left - right, dynamic) : null;
      case MULTIPLY -> alike && dynamic ? null : size(left * right, dynamic);
      case FLOOR_DIVIDE -> quotient(a, b);
      case MAXIMUM -> dynamic ? null : size(Math.max(left, right), false);
      case MINIMUM -> dynamic ? null : size(Math.min(left, right), false);
    };
  }

  private static @Nullable Size quotient(Size a, Size b) {
    if (b.dynamic() || b.factor() == 0 || (a.dynamic() && a.factor() % b.factor() != 0)) {
      return null;
    }
    return size(Math.floorDiv(a.factor(), b.factor()), a.dynamic());
  }

  /** No multiple of the batch is a number; what is below 0 or too large is no size. */
  private static @Nullable Size size(long factor, boolean dynamic) {
    return factor < 0 || factor > Integer.MAX_VALUE
        ? null
        : new Size((int) factor, dynamic && factor != 0);
  }
}
