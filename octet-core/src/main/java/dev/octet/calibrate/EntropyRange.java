package dev.octet.calibrate;

import dev.octet.kernel.Histogram;
import java.util.function.Function;

/**
 * The range whose quantized values tell least wrong about how the values are spread: with the
 * smallest Kullback-Leibler divergence of the clipped distribution from the quantized one.
 *
 * <p>The clipped distribution P has what is clipped in its outermost bins. The quantized one, Q,
 * has only what lies within, evenly over those bins of a step that hold any. The bound on
 * magnitudes is tried from {@code 2^bits} bins outwards; where there are no more bins than that,
 * nothing is clipped. Zeros do not count: quantization leaves them what they are. Source: the
 * method of TensorRT (S. Migacz, 8-bit inference with TensorRT, GTC 2017), for asymmetric ranges.
 */
final class EntropyRange implements Function<Distribution, Range> {
  private static final int STRIDE = 8;

  private final int levels;

  /** For integers of so many bits. */
  EntropyRange(int bits) {
    this.levels = 1 << bits;
  }

  @Override
  public Range apply(Distribution values) {
    var bins = new Bins(values);
    int largest = Math.max(-bins.lowest, bins.highest);
    int best = largest;
    double least = bins.divergence(best);
    for (int bound = largest - STRIDE; bound > 0; bound -= STRIDE) {
      if (bins.size(bound) < levels) {
        break;
      }
      double here = bins.divergence(bound);
      if (here < least) {
        least = here;
        best = bound;
      }
    }
    double width = values.histogram().width();
    return values.clipped(-best * width, best * width);
  }

  /** The bins as running sums, so that a step of any width costs the same. */
  private final class Bins {
    private final int lowest;
    private final int highest;
    private final double[] counts;
    private final int[] taken;
    private final double[] logs;

    Bins(Distribution values) {
      Histogram histogram = values.histogram();
      double width = histogram.width();
      lowest = Math.min((int) Math.floor(values.all().min() / width), 0);
      highest = Math.max((int) Math.floor(values.all().max() / width) + 1, 1);
      counts = new double[highest - lowest + 1];
      taken = new int[counts.length];
      logs = new double[counts.length];
      for (int i = 0; i < counts.length - 1; i++) {
        double count = histogram.count(lowest + i) - (lowest + i == 0 ? histogram.zeros() : 0);
        counts[i + 1] = counts[i] + count;
        taken[i + 1] = taken[i] + (count > 0 ? 1 : 0);
        logs[i + 1] = logs[i] + timesLog(count, count);
      }
    }

    int size(int bound) {
      return Math.min(bound, highest) - Math.max(-bound, lowest);
    }

    /** Of P from Q when magnitudes are clipped to so many bins; infinite where Q lacks values. */
    double divergence(int bound) {
      int from = Math.max(-bound, lowest) - lowest;
      int to = Math.min(bound, highest) - lowest;
      double below = counts[from];
      double above = counts[counts.length - 1] - counts[to];
      double total = counts[counts.length - 1];
      double within = counts[to] - counts[from];
      double sum = logs[to] - logs[from];
      sum += grown(from, below) + grown(to - 1, above);
      int steps = Math.min(levels, to - from);
      for (int s = 0; s < steps; s++) {
        int start = from + (int) ((long) s * (to - from) / steps);
        int end = from + (int) ((long) (s + 1) * (to - from) / steps);
        double extra = (s == 0 ? below : 0) + (s == steps - 1 ? above : 0);
        sum -= crossEntropy(start, end, extra);
      }
      return sum / total + Math.log(within / total);
    }

    /** What p × log p of a bin grows by when it takes in clipped values. */
    private double grown(int bin, double more) {
      double count = counts[bin + 1] - counts[bin];
      return more == 0 ? 0 : timesLog(count + more, count + more) - timesLog(count, count);
    }

    /** The sum of p × log q over the bins of a step, with clipped values in one of them. */
    private double crossEntropy(int start, int end, double extra) {
      double inside = counts[end] - counts[start];
      int holding = taken[end] - taken[start];
      return timesLog(inside + extra, inside / Math.max(holding, 1));
    }

    private static double timesLog(double factor, double value) {
      return factor == 0 ? 0 : factor * Math.log(value);
    }
  }
}
