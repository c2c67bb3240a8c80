package dev.octet.debug;

import java.util.Arrays;

/** Sums over an output, channel by channel. Not for several threads at once. */
final class ChannelTally {
  private float[] min = {};
  private float[] max = {};
  private double[] magnitude = {};
  private long[] active = {};
  private double[] energy = {};
  private double[] noise = {};
  private double[] shift = {};
  private long elements;

  /** Takes a sample in; one with another number of channels than the first is passed over. */
  void add(float[] reference, float[] actual, int count, int channels) {
    if (count == 0 || !fits(channels)) {
      return;
    }
    for (int i = 0; i < count; i += channels) {
      for (int c = 0; c < channels; c++) {
        float value = reference[i + c];
        double difference = (double) actual[i + c] - value;
        min[c] = Math.min(min[c], value);
        max[c] = Math.max(max[c], value);
        magnitude[c] += Math.abs(value);
        active[c] += value == 0 ? 0 : 1;
        energy[c] += (double) value * value;
        noise[c] += difference * difference;
        shift[c] += difference;
      }
    }
    elements += count / channels;
  }

  private boolean fits(int channels) {
    if (min.length == 0) {
      min = new float[channels];
      max = new float[channels];
      Arrays.fill(min, Float.POSITIVE_INFINITY);
      Arrays.fill(max, Float.NEGATIVE_INFINITY);
      magnitude = new double[channels];
      active = new long[channels];
      energy = new double[channels];
      noise = new double[channels];
      shift = new double[channels];
    }
    return min.length == channels;
  }

  void add(ChannelTally other) {
    if (other.elements == 0 || !fits(other.min.length)) {
      return;
    }
    for (int c = 0; c < min.length; c++) {
      min[c] = Math.min(min[c], other.min[c]);
      max[c] = Math.max(max[c], other.max[c]);
      magnitude[c] += other.magnitude[c];
      active[c] += other.active[c];
      energy[c] += other.energy[c];
      noise[c] += other.noise[c];
      shift[c] += other.shift[c];
    }
    elements += other.elements;
  }

  ChannelStatistics statistics() {
    return new ChannelStatistics(min, max, magnitude, active, energy, noise, shift, elements);
  }
}
