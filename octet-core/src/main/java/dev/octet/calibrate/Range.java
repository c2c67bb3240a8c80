package dev.octet.calibrate;

/**
 * The values that an activation took.
 *
 * @param min the smallest, finite
 * @param max the largest, finite, not below {@code min}
 */
public record Range(float min, float max) {
  /** Checks order and finiteness. */
  public Range {
    if (!Float.isFinite(min) || !Float.isFinite(max) || min > max) {
      throw new IllegalArgumentException("range " + min + "…" + max);
    }
  }
}
