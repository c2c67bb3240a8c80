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
  void add(ChannelSums sums) {
    if (sums.rows() == 0 || !fits(sums.channels())) {
      return;
    }
    for (int c = 0; c < min.length; c++) {
      min[c] = Math.min(min[c], sums.min(c));
      max[c] = Math.max(max[c], sums.max(c));
      magnitude[c] += sums.magnitude(c);
      active[c] += sums.active(c);
      energy[c] += sums.energy(c);
      noise[c] += sums.noise(c);
      shift[c] += sums.shift(c);
    }
    elements += sums.rows();
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
