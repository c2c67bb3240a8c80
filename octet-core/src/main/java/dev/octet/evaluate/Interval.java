package dev.octet.evaluate;

/**
 * Where a figure lies by a bootstrap over the samples.
 *
 * @param low its lower end
 * @param high its upper end
 * @param level the part of the resamples that lies within, such as 0.95
 */
public record Interval(double low, double high, double level) {
  /** Checks the order. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("from %s to %s".formatted(low, high));
    }
  }

  /** Whether a number lies within, ends included. */
  public boolean contains(double number) {
    return low <= number && number <= high;
  }
}
