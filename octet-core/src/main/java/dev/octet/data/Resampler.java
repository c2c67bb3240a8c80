package dev.octet.data;

import java.util.Arrays;

/**
 * Brings a sound to another rate: each new value is the sum of the old ones around it, weighted
 * with a sinc that lets pass what both rates can carry (up to 95% of the lower one's half), under a
 * Kaiser window. Outside of the sound there is silence.
 *
 * <p>The distance from a new value to the old ones repeats after {@code up} values; the weights for
 * each of these phases are computed once.
 */
final class Resampler {
  /** Zeros of the sinc on either side. */
  private static final int ZEROS = 64;

  private static final double PASSED = 0.95;
  private static final double KAISER_BETA = 9;
  private static final double KAISER_TOP = bessel(KAISER_BETA);

  /** More weights than this are computed when they are needed. */
  private static final int MOST_KEPT = 1 << 20;

  private final long up;
  private final long down;

  /** The part of the old rate's half that passes. */
  private final double cutoff;

  private final int reach;
  private final double[][] phases;

  private Resampler(long up, long down) {
    this.up = up;
    this.down = down;
    this.cutoff = PASSED * Math.min(1, (double) up / down);
    this.reach = (int) Math.ceil(ZEROS / cutoff);
    this.phases = new double[up * 2 * reach <= MOST_KEPT ? (int) up : 0][];
    Arrays.setAll(phases, this::weights);
  }

  static Resampler of(int from, int to) {
    long divisor = gcd(from, to);
    return new Resampler(to / divisor, from / divisor);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** The number of values that so many become. */
  long length(long old) {
    return Math.ceilDiv(Math.multiplyExact(old, up), down);
  }

  /** The first of the old values that so many new ones, from one on, are made of. */
  long firstNeeded(long first) {
    return Math.max(0, first * down / up - reach + 1);
  }

  /** The end of the old values that the new ones before {@code end} are made of. */
  long endNeeded(long end, long length) {
    return Math.min(length, (end - 1) * down / up + reach + 1);
  }

  /**
   * New values.
   *
   * @param old the old values from {@code oldFirst} on, as many as are needed
   */
  float[] apply(float[] old, long oldFirst, long first, int count) {
    if (up == down) {
      int from = Math.toIntExact(first - oldFirst);
      return Arrays.copyOfRange(old, from, from + count);
    }
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      long position = (first + i) * down;
      int phase = (int) (position % up);
      double[] weights = phases.length > 0 ? phases[phase] : weights(phase);
      long start = position / up - reach + 1 - oldFirst;
      int from = (int) Math.max(0, -start);
      int to = (int) Math.min(weights.length, old.length - start);
      double sum = 0;
      for (int k = from; k < to; k++) {
        sum += weights[k] * old[(int) start + k];
      }
      values[i] = (float) sum;
    }
    return values;
  }

  /** The weights of the old values around a new one, which is {@code phase / up} behind one. */
  private double[] weights(int phase) {
    var weights = new double[2 * reach];
    double total = 0;
    for (int k = 0; k < weights.length; k++) {
      double distance = k - (reach - 1) - (double) phase / up;
      weights[k] = sinc(cutoff * distance) * kaiser(distance / reach);
      total += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= total; // what does not change stays what it is
    }
    return weights;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / KAISER_TOP;
  }

  /** The modified Bessel function of the first kind, of order 0. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= (x / 2 / k) * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
}
