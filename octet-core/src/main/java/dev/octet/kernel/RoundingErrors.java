package dev.octet.kernel;

import static dev.octet.kernel.Segments.F32;

import java.lang.foreign.MemorySegment;

/** What rounding weights symmetrically to integers costs. */
public final class RoundingErrors {
  /** Added and subtracted, rounds a float under 2²² to an integer, halves to even. */
  private static final float ROUNDER = 0x1.8p23f;

  private RoundingErrors() {}

  /**
   * Adds to each {@code sums[c]} the squared differences between the weights of channel c in a
   * stretch of a tensor and their integers, in units of the squared scale.
   *
   * @param f32 the stretch, finite
   * @param position where in the flattened tensor the stretch begins
   * @param scales one per channel, positive
   * @param max the largest magnitude of an integer
   */
  public static void squares(
      MemorySegment f32, Channels channels, long position, float[] scales, int max, double[] sums) {
    channels.check(sums.length, position);
    channels.check(scales.length, position);
    long count = Segments.count(f32, Float.BYTES);
    var values = new float[Kernels.block(0, count)];
    var perValue = new float[values.length];
    for (long i = 0; i < count; i += Kernels.BLOCK) {
      int n = Kernels.block(i, count);
      MemorySegment.copy(f32, F32, Float.BYTES * i, values, 0, n);
      channels.spread(scales, position + i, perValue, n);
      square(values, perValue, n, max);
      sum(values, channels, position + i, n, sums);
    }
  }

  private static void square(float[] values, float[] scales, int n, int max) {
    for (int i = 0; i < n; i++) {
      float exact = values[i] / scales[i];
      float near = Math.max(-max, Math.min(max, exact)) + ROUNDER - ROUNDER;
      values[i] = (exact - near) * (exact - near);
    }
  }

  private static void sum(float[] squares, Channels channels, long position, int n, double[] sums) {
    int channel = channels.at(position);
    for (int i = 0; i < n; channel = channels.after(channel)) {
      int end = i + (int) Math.min(n - i, channels.left(position + i));
      double sum = 0;
      for (; i < end; i++) {
        sum += squares[i];
      }
      sums[channel] += sum;
    }
  }
}
