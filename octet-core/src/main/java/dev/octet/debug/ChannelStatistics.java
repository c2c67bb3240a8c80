package dev.octet.debug;

/**
 * An output, channel by channel: for each index of its last axis, over all samples.
 *
 * @param min the smallest value of the float twin
 * @param max its largest
 * @param magnitude the sum of its absolute values
 * @param active how many of its values are not 0
 * @param energy the sum of its squares
 * @param noise the sum of the squared differences
 * @param shift the sum of the differences
 * @param elements how many values a channel has, over all samples
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ChannelStatistics(
    float[] min,
    float[] max,
    double[] magnitude,
    long[] active,
    double[] energy,
    double[] noise,
    double[] shift,
    long elements) {
  /** The number of channels. */
  public int count() {
    return min.length;
  }

  /** From the smallest value of all channels, or 0, to the largest, or 0. */
  public double span() {
    double low = 0;
    double high = 0;
    for (int c = 0; c < count(); c++) {
      low = Math.min(low, min[c]);
      high = Math.max(high, max[c]);
    }
    return high - low;
  }

  /** Signal to noise of a channel in dB: infinite without noise, NaN for a channel of zeros. */
  public double sqnr(int channel) {
    return decibels(energy[channel], noise[channel]);
  }

  /** The channel with the least signal for its noise, of those that have a signal; −1 if none. */
  public int worst() {
    int worst = -1;
    for (int c = 0; c < count(); c++) {
      boolean counts = energy[c] > 0 && noise[c] > 0;
      if (counts && (worst < 0 || energy[c] / noise[c] < energy[worst] / noise[worst])) {
        worst = c;
      }
    }
    return worst;
  }

  static double decibels(double energy, double noise) {
    return noise == 0
        ? energy == 0 ? Double.NaN : Double.POSITIVE_INFINITY
        : 10 * Math.log10(energy / noise);
  }
}
