package dev.octet.calibrate;

/**
 * The values a tensor takes.
 *
 * @param min the smallest, finite
 * @param max the largest, finite, not below {@code min}
 */
public record Range(float min, float max) {
  /** Products of scales of such values are still within float. */
  private static final float LARGEST_QUANTIZABLE = 1e15f;

  /** Checks both. */
  public Range {
    if (!(min <= max) || !Float.isFinite(min) || !Float.isFinite(max)) {
      throw new IllegalArgumentException("no range: " + min + " to " + max);
    }
  }

  /** Whether integers can stand for these values: whatever is larger has gone wrong. */
  public boolean isQuantizable() {
    return min >= -LARGEST_QUANTIZABLE && max <= LARGEST_QUANTIZABLE;
  }

  /** The range of the values of both. */
  Range with(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }
}
