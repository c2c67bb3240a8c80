package dev.octet.debug;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;

/**
 * Which reals the integers of a tensor come within half a step of.
 *
 * @param low the smallest; −∞ for floats
 * @param high the largest; ∞ for floats
 */
record Limits(float low, float high) {
  private static final Limits NONE = new Limits(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  static Limits of(Tensor tensor) {
    if (!(tensor.quantization() instanceof PerTensor(float scale, long zero))) {
      return NONE;
    }
    ElementType type = tensor.type();
    long smallest = type == ElementType.UINT8 ? 0 : -(1L << (type.bits() - 1));
    long largest = smallest + (1L << type.bits()) - 1;
    return new Limits((smallest - zero - 0.5f) * scale, (largest - zero + 0.5f) * scale);
  }

  /**
   * Values outside.
   *
   * @param count how many there are
   * @param squares the sum of the squares of how far they are outside
   */
  record Beyond(long count, double squares) {
    static final Beyond NOTHING = new Beyond(0, 0);
  }

  /** What lies outside among the first values. */
  Beyond beyond(float[] values, int count) {
    double squares = 0;
    long outside = 0;
    for (int i = 0; i < count; i++) {
      float value = values[i];
      if (value < low || value > high) {
        double excess = value < low ? low - value : value - high;
        squares += excess * excess;
        outside++;
      }
    }
    return new Beyond(outside, squares);
  }

  boolean isFinite() {
    return low > Float.NEGATIVE_INFINITY;
  }
}
