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

  boolean isFinite() {
    return low > Float.NEGATIVE_INFINITY;
  }
}
