package dev.octet.bench;

/** Quantiles of sorted numbers, with straight lines between them. */
final class Quantiles {
  private Quantiles() {}

  /**
   * A quantile.
   *
   * @param sorted at least one number, the least first
   * @param part 0 for the least, 1 for the greatest
   */
  static double of(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
