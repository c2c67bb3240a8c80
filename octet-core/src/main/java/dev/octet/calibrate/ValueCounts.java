package dev.octet.calibrate;

import dev.octet.kernel.Histogram;
import java.util.ArrayList;
import java.util.List;

/**
 * How often values of an activation fell into equally wide bins.
 *
 * @param from where the first bin begins: the smallest value or a little less
 * @param to where the last bin ends: the largest value or a little more
 * @param counts of each bin, {@value #MOST} at most
 */
public record ValueCounts(double from, double to, List<Long> counts) {
  /** The most bins. */
  public static final int MOST = 64;

  /** Copies the list. */
  public ValueCounts {
    counts = List.copyOf(counts);
  }

  /** Joins neighbouring bins until there are few; no count is split. */
  static ValueCounts of(Distribution values) {
    Histogram all = values.histogram();
    double width = all.width();
    int first = bin(values.all().min() / width);
    int last = bin(values.all().max() / width);
    int joined = 1;
    while (Math.floorDiv(last, joined) - Math.floorDiv(first, joined) >= MOST) {
      joined++;
    }
    int start = Math.floorDiv(first, joined);
    int end = Math.floorDiv(last, joined);
    var counts = new ArrayList<Long>();
    for (int bin = start; bin <= end; bin++) {
      long count = 0;
      for (int b = bin * joined; b < (bin + 1) * joined; b++) {
        count += b < -Histogram.SIDE || b >= Histogram.SIDE ? 0 : all.count(b);
      }
      counts.add(count);
    }
    return new ValueCounts(start * joined * width, (end + 1) * joined * width, counts);
  }

  private static int bin(double place) {
    return Math.clamp((long) Math.floor(place), -Histogram.SIDE, Histogram.SIDE - 1);
  }
}
