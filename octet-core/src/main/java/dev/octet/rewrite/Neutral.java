package dev.octet.rewrite;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/** Constants that an arithmetic op might as well do without. */
final class Neutral {
  private Neutral() {}

  /**
   * Whether all values of a constant are the same neutral one, and the other operand, by
   * broadcasting, keeps its shape.
   */
  static boolean isNeutral(float neutral, @Nullable Tensor constant, @Nullable Tensor other) {
    float[] values = Values.floats(constant);
    if (values == null || constant == null || other == null || !Values.isFloat(other)) {
      return false;
    }
    for (float value : values) {
      if (value != neutral) {
        return false;
      }
    }
    return values.length > 0 && isWithin(constant.shape(), other.shape());
  }

  private static boolean isWithin(Shape inner, Shape outer) {
    boolean within = inner.rank() == 0 || (outer.isRanked() && inner.rank() <= outer.rank());
    for (int i = 1; within && i <= inner.rank(); i++) {
      int at = outer.rank() - i;
      within = inner.dim(-i) == 1 || (!outer.isDynamic(at) && inner.dim(-i) == outer.dim(-i));
    }
    return within;
  }
}
