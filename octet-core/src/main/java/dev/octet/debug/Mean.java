package dev.octet.debug;

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

  /** For how many samples the figure was no number. */
  long leftOut() {
    return left;
  }
}
