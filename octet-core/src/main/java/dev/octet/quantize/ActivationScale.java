package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.kernel.Int8Quantization;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;

/**
 * From the range of an activation to its scale and zero point.
 *
 * <p>Int8 is asymmetric over [−128, 127]: the range is widened to hold 0, and the zero point is the
 * nearest integer, so that 0.0 has an exact representation (padding depends on it). Int16 is
 * symmetric with zero point 0. Source: the 8-bit quantization specification of LiteRT; the
 * arithmetic is that of MLIR's {@code fakeQuantAttrsToType}.
 */
final class ActivationScale {
  private static final double SMALLEST_HALF_RANGE = 5e-7;
  private static final int INT8_MIN = -128;
  private static final int INT8_MAX = 127;
  private static final int INT16_MAX = 32767;

  private ActivationScale() {}

  /** The parameters of an activation of type {@code INT8} or {@code INT16}. */
  static PerTensor of(Range range, ElementType type) {
    return of(range.min(), range.max(), type);
  }

  /** The same with a scale of at least {@code floor}: the range grows in proportion. */
  static PerTensor atLeast(double floor, Range range, ElementType type) {
    PerTensor plain = of(range, type);
    if (plain.scale() >= floor) {
      return plain;
    }
    double factor = floor / plain.scale() * (1 + 1e-6);
    double min = Math.min(range.min(), 0);
    double max = Math.max(range.max(), 0);
    return max - min > 2 * SMALLEST_HALF_RANGE
        ? of(min * factor, max * factor, type)
        : of(-SMALLEST_HALF_RANGE * factor, SMALLEST_HALF_RANGE * factor, type);
  }

  private static PerTensor of(double rangeMin, double rangeMax, ElementType type) {
    double min = Math.min(rangeMin, 0);
    double max = Math.max(rangeMax, 0);
    if (max - min <= 2 * SMALLEST_HALF_RANGE) {
      min = Math.min(min, -SMALLEST_HALF_RANGE);
      max = Math.max(max, SMALLEST_HALF_RANGE);
    }
    return type == ElementType.INT16
        ? new PerTensor((float) (Math.max(-min, max) / INT16_MAX), 0)
        : asymmetric(min, max);
  }

  private static PerTensor asymmetric(double min, double max) {
    double scale = (max - min) / (INT8_MAX - INT8_MIN);
    double fromMin = INT8_MIN - min / scale;
    double fromMax = INT8_MAX - max / scale;
    boolean minIsCloser = -INT8_MIN - min / scale < INT8_MAX + max / scale;
    double zeroPoint = Int8Quantization.awayFromZero(minIsCloser ? fromMin : fromMax);
    return new PerTensor((float) scale, (long) Math.clamp(zeroPoint, INT8_MIN, INT8_MAX));
  }
}
