package dev.octet.calibrate;

import java.util.SplittableRandom;

/** Values whose distribution is known. */
final class Distributions {
  private Distributions() {}

  /** Evenly from one value to another, without chance. */
  static float[] even(double from, double to, int count) {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (from + (to - from) * (i + 0.5) / count);
    }
    return values;
  }

  /** Of the standard normal distribution; the same each time. */
  static float[] normal(int count) {
    var random = new SplittableRandom(42);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The mean squared error of clipping to a range and rounding to so many steps. */
  static double error(float[] values, double low, double high, int steps) {
    double step = (high - low) / steps;
    double sum = 0;
    for (float value : values) {
      double clipped = Math.clamp(value, low, high);
      double rounded = Math.rint(clipped / step) * step;
      sum += (rounded - value) * (rounded - value);
    }
    return sum / values.length;
  }
}
