package dev.octet.format.tensorflow.raise;

/**
 * Where the elements of a tensor lie.
 *
 * @param low the least that they can be
 * @param high the most that they can be
 * @param below whether they are all below the most
 * @param random whether they differ from run to run
 */
record Interval(double low, double high, boolean below, boolean random) {
  /** What random numbers are. */
  static final Interval UNIFORM = new Interval(0, 1, true, true);

  static Interval of(double value) {
    return new Interval(value, value, false, false);
  }

  Interval plus(Interval b) {
    return new Interval(low + b.low, high + b.high, below || b.below, random || b.random);
  }

  Interval minus(Interval b) {
    return new Interval(low - b.high, high - b.low, below, random || b.random);
  }

  boolean isAtLeast(Interval b) {
    return low >= b.high;
  }

  /** Whether all elements have the same integer part. */
  boolean hasOneFloor() {
    double floor = Math.floor(low);
    return Math.floor(high) == floor || (below && high == floor + 1);
  }
}
