package dev.octet.calibrate;

import dev.octet.plan.RangeMethod;

/** From methods to observers. */
public final class Observers {
  private Observers() {}

  /** An observer that has seen nothing yet. */
  public static Observer<?> of(RangeMethod method) {
    return switch (method) {
      case RangeMethod.MinMax _ -> new MinMaxObserver();
      case RangeMethod.Mean _ -> new MeanObserver();
      case RangeMethod.Percentile(double percent) ->
          new HistogramObserver(new PercentileRange(percent));
      case RangeMethod.Mse(int bits) -> new HistogramObserver(new MseRange(bits));
      case RangeMethod.Entropy(int bits) -> new HistogramObserver(new EntropyRange(bits));
    };
  }

  /**
   * {@link Observer#merge} of two observers of one method.
   *
   * @throws ClassCastException if they are of different kinds
   */
  public static Observer<?> merge(Observer<?> a, Observer<?> b) {
    return switch (a) {
      case MinMaxObserver o -> o.merge((MinMaxObserver) b);
      case MeanObserver o -> o.merge((MeanObserver) b);
      case HistogramObserver o -> o.merge((HistogramObserver) b);
    };
  }
}
