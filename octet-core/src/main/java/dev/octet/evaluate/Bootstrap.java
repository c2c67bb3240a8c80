package dev.octet.evaluate;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where a figure would lie on other samples like these: samples are drawn with replacement as often
 * as there are, over and over, and the middle 95% of what comes of it is taken (Efron's percentile
 * bootstrap). For a difference the same samples are drawn for both models. The same seed gives the
 * same intervals.
 *
 * <p>What is 0 or 1 for a sample is not drawn sample by sample: only how many there are of each
 * kind matters, which is binomial.
 */
final class Bootstrap {
  private static final double LEVEL = 0.95;
  private static final int LEAST = 1000;

  /** Beyond so many draws for one figure the resamples become fewer. */
  private static final double MOST_DRAWS = 1e9;

  private final int resamples;
  private final long seed;

  /**
   * A bootstrap.
   *
   * @param resamples how many; 0 for no intervals
   */
  Bootstrap(int resamples, long seed) {
    this.resamples = resamples;
    this.seed = seed;
  }

  /** Where the value of a metric lies. */
  @Nullable Interval value(Gauge.OfSamples gauge, Column column) {
    return switch (gauge.form()) {
      case GREATEST -> null;
      case SHARE -> share(column);
      case RATIO -> {
        var sums = new Draws((Column.Sums) column);
        yield interval(sums.size(), random -> gauge.finish().applyAsDouble(sums.ratio(random)));
      }
    };
  }

  /** Where the difference of a model to the first lies. */
  @Nullable Interval difference(Gauge.OfSamples gauge, Column first, Column column) {
    return switch (gauge.form()) {
      case GREATEST -> null;
      case SHARE -> shares(first, column);
      case RATIO -> {
        var one = new Draws((Column.Sums) first);
        var other = new Draws((Column.Sums) column);
        yield interval(
            one.size(),
            random -> {
              Dice again = random.copy();
              return gauge.finish().applyAsDouble(other.ratio(random))
                  - gauge.finish().applyAsDouble(one.ratio(again));
            });
      }
    };
  }

  private @Nullable Interval share(Column column) {
    int n = column.size();
    int ones = 0;
    for (int i = 0; i < n; i++) {
      ones += (int) column.number(i);
    }
    double share = ones / (double) n;
    return interval(n, random -> random.binomial(n, share) / (double) n);
  }

  private @Nullable Interval shares(Column first, Column column) {
    int n = column.size();
    int gained = 0;
    int lost = 0;
    for (int i = 0; i < n; i++) {
      int by = (int) (column.number(i) - first.number(i));
      gained += by > 0 ? 1 : 0;
      lost += by < 0 ? 1 : 0;
    }
    double changed = (gained + lost) / (double) n;
    double gain = gained + lost == 0 ? 0 : gained / (double) (gained + lost);
    return interval(
        n,
        random -> {
          int changes = random.binomial(n, changed);
          return (2 * random.binomial(changes, gain) - changes) / (double) n;
        });
  }

  private @Nullable Interval interval(int samples, ToDoubleFunction<Dice> figure) {
    int runs = (int) Math.min(resamples, Math.max(LEAST, MOST_DRAWS / samples));
    if (runs == 0) {
      return null;
    }
    var figures = new double[runs];
    for (int i = 0; i < runs; i++) {
      figures[i] = figure.applyAsDouble(new Dice(seed, i));
      if (!Double.isFinite(figures[i])) {
        return null;
      }
    }
    Arrays.sort(figures);
    return new Interval(
        quantile(figures, (1 - LEVEL) / 2), quantile(figures, (1 + LEVEL) / 2), LEVEL);
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Draws from a column. */
  private static final class Draws {
    private final double[] numbers;
    private final double[] weights;

    Draws(Column.Sums column) {
      numbers = column.numbers();
      weights = column.weights();
    }

    int size() {
      return numbers.length;
    }

    double ratio(Dice dice) {
      double number = 0;
      double weight = 0;
      for (int i = 0; i < numbers.length; i++) {
        int drawn = dice.below(numbers.length);
        number += numbers[drawn];
        weight += weights[drawn];
      }
      return number / weight;
    }
  }
}
