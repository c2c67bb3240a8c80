package dev.octet.quantize;

import dev.octet.kernel.Channels;
import dev.octet.kernel.RoundingErrors;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The scales by which weights lose the least: smaller ones than the largest weight asks for, where
 * to cut the few largest off costs less than all others gain. Each scale has the least squared
 * error of its channel among those tried, the one that cuts nothing off included: first every
 * {@value #STEP} of the one before, then between the neighbours of the best.
 */
final class ClippedScales {
  private static final double STEP = 0.97;

  /** With 8 bits, less than two fifths of the largest weight never pays; with fewer, a sixth. */
  private static final int STEPS_OF_INT8 = 30;

  private static final int STEPS = 60;

  private static final int REFINEMENTS = 4;
  private static final long STRETCH = 1 << 18;

  private final MemorySegment floats;
  private final long count;
  private final Channels channels;
  private final int max;
  private final double[] best;
  private final double[] least;

  private ClippedScales(Tensor weights, Channels channels, int max, double[] scales) {
    this.floats = Constants.data(weights).bytes();
    this.count = weights.shape().elements();
    this.channels = channels;
    this.max = max;
    this.best = scales.clone();
    this.least = errors(best);
  }

  /**
   * Scales.
   *
   * @param weights floats, finite
   * @param bits of the integers
   * @param scales one per channel that cut nothing off; or the only one
   */
  static double[] of(Tensor weights, int axis, int bits, double[] scales) {
    var search =
        new ClippedScales(
            weights, WeightScales.channels(weights, axis), (1 << (bits - 1)) - 1, scales);
    search.run(scales, bits == Byte.SIZE ? STEPS_OF_INT8 : STEPS);
    return search.best;
  }

  private void run(double[] scales, int steps) {
    for (int i = 1; i <= steps; i++) {
      attempt(times(scales, Math.pow(STEP, i)));
    }
    double width = 1 - STEP;
    for (int i = 0; i < REFINEMENTS; i++) {
      width /= 2;
      double[] around = best.clone();
      attempt(times(around, 1 - width));
      attempt(smaller(times(around, 1 + width), scales));
    }
  }

  private static double[] times(double[] scales, double factor) {
    return Arrays.stream(scales).map(s -> s * factor).toArray();
  }

  private static double[] smaller(double[] a, double[] b) {
    double[] smaller = a.clone();
    Arrays.setAll(smaller, c -> Math.min(a[c], b[c]));
    return smaller;
  }

  /** Keeps those that are better. */
  private void attempt(double[] scales) {
    double[] errors = errors(scales);
    for (int c = 0; c < best.length; c++) {
      if (errors[c] < least[c] && scales[c] > Float.MIN_NORMAL) {
        best[c] = scales[c];
        least[c] = errors[c];
      }
    }
  }

  /** Each channel's squared error, summed in the same order every time. */
  private double[] errors(double[] scales) {
    var floatScales = new float[scales.length];
    for (int c = 0; c < scales.length; c++) {
      floatScales[c] = (float) scales[c];
    }
    List<double[]> parts =
        LongStream.range(0, Math.ceilDiv(count, STRETCH))
            .parallel()
            .mapToObj(s -> errors(floatScales, s * STRETCH, Math.min(count, (s + 1) * STRETCH)))
            .toList();
    var sums = new double[scales.length];
    parts.forEach(part -> Arrays.setAll(sums, c -> sums[c] + part[c]));
    Arrays.setAll(sums, c -> sums[c] * floatScales[c] * floatScales[c]);
    return sums;
  }

  private double[] errors(float[] scales, long from, long to) {
    var sums = new double[scales.length];
    MemorySegment stretch = floats.asSlice(from * Float.BYTES, (to - from) * Float.BYTES);
    RoundingErrors.squares(stretch, channels, from, scales, max, sums);
    return sums;
  }
}
