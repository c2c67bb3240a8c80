package dev.octet.calibrate;

import dev.octet.kernel.Histogram;

/**
 * The values that a tensor took.
 *
 * @param histogram how often, by bin
 * @param all from the smallest to the largest
 */
record Distribution(Histogram histogram, Range all) {
  /** The range from one value to another, as far as there are values. */
  Range clipped(double low, double high) {
    float min = (float) Math.clamp(low, all.min(), all.max());
    return new Range(min, (float) Math.clamp(high, min, all.max()));
  }
}
