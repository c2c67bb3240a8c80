package dev.octet.op;

/**
 * What the 8-bit specification says of rounding, written down a second time and simply.
 *
 * @param scale the size of a step
 * @param zeroPoint the step of 0.0
 */
record Steps(double scale, long zeroPoint, long lowest, long highest) {
  /** Asymmetric over 256 steps; 0 is one of them. */
  static Steps int8(double min, double max) {
    double low = Math.min(min, 0);
    double high = Math.max(max, 0);
    double scale = Math.max(high - low, 1e-6) / 255;
    return new Steps(scale, Math.round(-128 - low / scale), -128, 127);
  }

  /** Symmetric over 65,535 steps. */
  static Steps int16(double min, double max) {
    return new Steps(Math.max(Math.max(-min, max), 5e-7) / 32767, 0, -32767, 32767);
  }

  /** Symmetric, without the most negative integer. */
  static Steps weights(double largest, int largestInteger) {
    double scale = largest == 0 ? 1 : largest / largestInteger;
    return new Steps(scale, 0, -largestInteger, largestInteger);
  }

  /** 127, 7 or 1. */
  static int largestInteger(int bits) {
    return (1 << (bits - 1)) - 1;
  }

  /** The nearest step's number. */
  long number(double real) {
    return Math.clamp(Math.round(real / scale) + zeroPoint, lowest, highest);
  }

  /** The nearest step's value. */
  double round(double real) {
    return (number(real) - zeroPoint) * scale;
  }

  float[] round(float[] reals) {
    var rounded = new float[reals.length];
    for (int i = 0; i < reals.length; i++) {
      rounded[i] = (float) round(reals[i]);
    }
    return rounded;
  }
}
