package dev.octet.calibrate;

import dev.octet.kernel.Histogram;
import java.util.function.Function;

/**
 * Leaves out equally many of the smallest and of the largest values; within a bin they are even.
 */
record PercentileRange(double percent) implements Function<Distribution, Range> {
  @Override
  public Range apply(Distribution values) {
    Histogram histogram = values.histogram();
    double clipped = histogram.total() * ((100 - percent) / 200);
    double low = bound(clipped, b -> histogram.count(b - Histogram.SIDE));
    double high = bound(clipped, b -> histogram.count(Histogram.SIDE - 1 - b));
    double width = histogram.width();
    return values.clipped((low - Histogram.SIDE) * width, (Histogram.SIDE - high) * width);
  }

  /** How many bins from an end it takes, with fractions, to pass this many values. */
  private static double bound(double values, BinCount bins) {
    long passed = 0;
    for (int b = 0; b < 2 * Histogram.SIDE; b++) {
      long count = bins.at(b);
      if (passed + count > values) {
        return b + (values - passed) / count;
      }
      passed += count;
    }
    return 2 * Histogram.SIDE;
  }

  /** How many values a bin has. */
  private interface BinCount {
    long at(int bin);
  }
}
