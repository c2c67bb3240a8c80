package dev.octet.debug;

import java.util.function.Consumer;

/** A mean over samples of those figures that are numbers. */
final class Mean {
  private double sum;
  private long count;
  private long left;

  void add(double figure) {
    if (Double.isNaN(figure)) {
      left++;
    } else {
      sum += figure;
      count++;
    }
  }

  void add(Mean other) {
    sum += other.sum;
    count += other.count;
    left += other.left;
  }

  /** NaN if there was no number. */
  double value() {
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Tells of samples for which the figure was no number. */
  void tell(String figure, Consumer<String> notes) {
    if (left > 0) {
      notes.accept(
          count == 0
              ? figure + " is no number for any sample"
              : "%s is no number for %d samples: they are left out of the mean"
                  .formatted(figure, left));
    }
  }
}
