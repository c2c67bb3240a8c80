package dev.octet.debug;

import java.util.Arrays;

/**
 * Sums over what two outputs held in the run of a sample, channel by channel. Not for several
 * threads at once; arrays are used again and only ever grow.
 *
 * <p>The elements are walked once, a channel at a time, so that its sums stay in registers in every
 * compiler of Java; and in tiles that a processor's nearest cache holds.
 */
final class ChannelSums {
  private static final int TILE = 4096;

  private int channels;
  private int count;
  private float[] min = {};
  private float[] max = {};
  private double[] magnitude = {};
  private int[] active = {};
  private double[] energy = {};
  private double[] actualEnergy = {};
  private double[] noise = {};
  private double[] shift = {};
  private double largest;

  /**
   * Looks at the first elements of two arrays.
   *
   * @param elements how many, in full rows of channels
   * @param width the number of channels
   */
  void take(float[] reference, float[] actual, int elements, int width) {
    begin(elements, width);
    int tile = Math.max(1, TILE / width) * width;
    for (int from = 0; from < elements; from += tile) {
      int to = Math.min(elements, from + tile);
      for (int c = 0; c < width; c++) {
        take(reference, actual, c, from, to);
      }
    }
  }

  private void begin(int elements, int width) {
    channels = width;
    count = elements;
    largest = 0;
    if (min.length < width) {
      min = new float[width];
      max = new float[width];
      magnitude = new double[width];
      active = new int[width];
      energy = new double[width];
      actualEnergy = new double[width];
      noise = new double[width];
      shift = new double[width];
    }
    Arrays.fill(min, 0, width, Float.POSITIVE_INFINITY);
    Arrays.fill(max, 0, width, Float.NEGATIVE_INFINITY);
    Arrays.fill(magnitude, 0, width, 0);
    Arrays.fill(active, 0, width, 0);
    Arrays.fill(energy, 0, width, 0);
    Arrays.fill(actualEnergy, 0, width, 0);
    Arrays.fill(noise, 0, width, 0);
    Arrays.fill(shift, 0, width, 0);
  }

  /** Comparisons and bits, since Math.min is slow without Java's better compiler. */
  private void take(float[] reference, float[] actual, int c, int from, int to) {
    int step = channels;
    float low = min[c];
    float high = max[c];
    double sizes = magnitude[c];
    int nonzero = active[c];
    double squares = energy[c];
    double actualSquares = actualEnergy[c];
    double noises = noise[c];
    double shifts = shift[c];
    double top = largest;
    for (int i = from + c; i < to; i += step) {
      float value = reference[i];
      if (value < low) {
        low = value;
      }
      if (value > high) {
        high = value;
      }
      int bits = Float.floatToRawIntBits(value) << 1; // without the sign
      nonzero += (bits | -bits) >>> 31;
      double before = value;
      double after = actual[i];
      double difference = after - before;
      double size = Math.abs(difference);
      if (size > top) {
        top = size;
      }
      sizes += Math.abs(before);
      squares += before * before;
      actualSquares += after * after;
      noises += difference * difference;
      shifts += difference;
    }
    min[c] = low;
    max[c] = high;
    magnitude[c] = sizes;
    active[c] = nonzero;
    energy[c] = squares;
    actualEnergy[c] = actualSquares;
    noise[c] = noises;
    shift[c] = shifts;
    largest = top;
  }

  /** The sums over all channels. */
  SampleSums total(float[] reference, Limits limits) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    double shifts = 0;
    double noises = 0;
    double squares = 0;
    double actualSquares = 0;
    for (int c = 0; c < channels; c++) {
      low = Math.min(low, min[c]);
      high = Math.max(high, max[c]);
      shifts += shift[c];
      noises += noise[c];
      squares += energy[c];
      actualSquares += actualEnergy[c];
    }
    // as (a - b)² = a² - 2ab + b²
    double product = (squares + actualSquares - noises) / 2;
    var clipped =
        low < limits.low() || high > limits.high()
            ? limits.beyond(reference, count)
            : Limits.Beyond.NOTHING;
    return new SampleSums(
        count,
        shifts,
        noises,
        largest,
        squares,
        product,
        actualSquares,
        clipped.squares(),
        clipped.count());
  }

  int channels() {
    return channels;
  }

  /** The elements of each channel. */
  int rows() {
    return count / channels;
  }

  float min(int c) {
    return min[c];
  }

  float max(int c) {
    return max[c];
  }

  double magnitude(int c) {
    return magnitude[c];
  }

  int active(int c) {
    return active[c];
  }

  double energy(int c) {
    return energy[c];
  }

  double noise(int c) {
    return noise[c];
  }

  double shift(int c) {
    return shift[c];
  }
}
