package dev.octet.calibrate;

import dev.octet.kernel.Histogram;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * The range with the least expected squared error when values are clipped to it and rounded to
 * {@code 2^bits} steps.
 *
 * <p>A clipped value errs by its distance to the bound; one that rounds to zero errs by its
 * magnitude, 0 itself not at all; any other by step² ∕ 12, as the error of rounding is spread
 * evenly. Bounds lie on edges of bins; first one is moved to where the error is least, then the
 * other, until both stay. Sums over bins are made once, so that each try costs the same few steps.
 */
final class MseRange implements Function<Distribution, Range> {
  private static final int MOST_ROUNDS = 50;

  private final int steps;

  /** For integers of so many bits. */
  MseRange(int bits) {
    this.steps = (1 << bits) - 1;
  }

  @Override
  public Range apply(Distribution values) {
    var moments = new Moments(values.histogram());
    int low = moments.lowest();
    int high = moments.highest();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int fixedLow = low;
      int newHigh = least(moments.highest(), h -> error(moments, fixedLow, h));
      int newLow = least(moments.lowest(), l -> error(moments, l, newHigh));
      if (newLow == low && newHigh == high) {
        break;
      }
      low = newLow;
      high = newHigh;
    }
    double width = values.histogram().width();
    return values.clipped(low * width, high * width);
  }

  /** Where the error is least, from the outermost edge to 0; the outermost of several. */
  private static int least(int outermost, IntToDoubleFunction error) {
    int inwards = -Integer.signum(outermost);
    int best = outermost;
    double least = error.applyAsDouble(best);
    for (int at = outermost; at != 0; ) {
      at += inwards;
      double here = error.applyAsDouble(at);
      if (here < least) {
        least = here;
        best = at;
      }
    }
    return best;
  }

  private double error(Moments values, int low, int high) {
    if (low == high) {
      return values.squares(Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
    }
    double step = (double) (high - low) / steps;
    int zero = (int) (step / 2);
    double rounded =
        values.count(low, Math.max(low, -zero)) + values.count(Math.min(high, zero), high);
    return values.squares(Integer.MIN_VALUE, low, low)
        + values.squares(high, Integer.MAX_VALUE, high)
        + values.squares(Math.max(low, -zero), Math.min(high, zero), 0)
        + rounded * step * step / 12;
  }

  /** Sums of powers over the bins between two edges, in units of the bins' width. */
  private static final class Moments {
    private final double[] counts = new double[2 * Histogram.SIDE + 1];
    private final double[] sums = new double[counts.length];
    private final double[] squares = new double[counts.length];
    private int lowest;
    private int highest;

    Moments(Histogram histogram) {
      for (int b = -Histogram.SIDE; b < Histogram.SIDE; b++) {
        double count = histogram.count(b) - (b == 0 ? histogram.zeros() : 0);
        int i = b + Histogram.SIDE;
        double middle = b + 0.5;
        counts[i + 1] = counts[i] + count;
        sums[i + 1] = sums[i] + count * middle;
        squares[i + 1] = squares[i] + count * (middle * middle + 1.0 / 12);
        if (count > 0) {
          lowest = Math.min(lowest, b);
          highest = Math.max(highest, b + 1);
        }
      }
    }

    /** The lower edge of the values, 0 at most. */
    int lowest() {
      return lowest;
    }

    /** Their upper edge, 0 at least. */
    int highest() {
      return highest;
    }

    double count(int from, int to) {
      return between(counts, from, to);
    }

    /** The sum of squared distances to a point. */
    double squares(int from, int to, double point) {
      return between(squares, from, to)
          - 2 * point * between(sums, from, to)
          + point * point * between(counts, from, to);
    }

    private static double between(double[] running, int from, int to) {
      return at(running, to) - at(running, from);
    }

    private static double at(double[] running, int edge) {
      return running[Math.clamp(edge, -Histogram.SIDE, Histogram.SIDE) + Histogram.SIDE];
    }
  }
}
