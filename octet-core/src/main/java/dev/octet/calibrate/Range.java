package dev.octet.calibrate;

/**
 * The values a tensor takes.
 *
 * @param min the smallest, finite
 * @param max the largest, finite, not below {@code min}
 */
public record Range(float min, float max) {
  /** Checks both. */
  public Range {
    if (!(min <= max) || !Float.isFinite(min) || !Float.isFinite(max)) {
      throw new IllegalArgumentException("no range: " + min + " to " + max);
    }
  }
}
