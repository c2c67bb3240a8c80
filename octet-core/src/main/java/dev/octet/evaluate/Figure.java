package dev.octet.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * One metric of one model.
 *
 * @param metric its name, as on the command line
 * @param unit what the number is
 * @param better which way is better
 * @param value over all samples; NaN where no sample says anything
 * @param interval where the value lies by a bootstrap over the samples; null for a metric that is
 *     no mean over samples
 * @param difference to the first model; null for the first model itself, and for what compares with
 *     the first model anyway
 */
public record Figure(
    String metric,
    Unit unit,
    Better better,
    double value,
    @Nullable Interval interval,
    @Nullable Difference difference) {
  /** What a number is. */
  public enum Unit {
    /** A part of 1. */
    SHARE,
    /** Ten times a decimal logarithm. */
    DECIBELS,
    /** Any number. */
    NUMBER
  }

  /** Which way is better. */
  public enum Better {
    /** More is better. */
    HIGHER,
    /** Less is better. */
    LOWER
  }

  /**
   * How far a model is from the first.
   *
   * @param value this model's figure minus the first model's
   * @param interval where it lies by a bootstrap over the same samples for both; null for a metric
   *     that is no mean over samples
   */
  public record Difference(double value, @Nullable Interval interval) {
    /** Whether the samples tell the models apart: the interval does not hold 0. */
    public boolean isSignificant() {
      return interval != null && !interval.contains(0);
    }
  }

  /** By how much the model is worse than the first; below 0 where it is better, 0 for itself. */
  public double drop() {
    double by = difference == null ? 0 : difference.value();
    return switch (better) {
      case HIGHER -> -by;
      case LOWER -> by;
    };
  }
}
