package dev.octet.debug;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * How wide the channels of an output are: from the smallest value, or 0, to the largest, or 0. A
 * few values far from all others do not make a channel wide: what lies beyond {@value #REACH} times
 * the mean magnitude, of those that are not 0, does not count.
 */
final class ChannelWidths {
  /**
   * Nothing that is near normal comes so far, and 8 bits of it are still 12 × 255² / 16²: 35 dB.
   */
  private static final double REACH = 16;

  private final ChannelStatistics channels;
  private final double[] widths;

  ChannelWidths(ChannelStatistics channels) {
    this.channels = channels;
    this.widths = new double[channels.count()];
    for (int c = 0; c < widths.length; c++) {
      double reach = REACH * channels.magnitude()[c] / Math.max(1, channels.active()[c]);
      double high = Math.min(Math.max(0, channels.max()[c]), reach);
      double low = Math.max(Math.min(0, channels.min()[c]), -reach);
      widths[c] = Double.isFinite(high - low) ? high - low : 0;
    }
  }

  private double power(int channel) {
    return channels.energy()[channel] / Math.max(1, channels.elements());
  }

  /**
   * The mean square of each channel without its extreme values, which may make nearly all of it: at
   * most twice that of the mean magnitude, as of values that fall off exponentially.
   */
  double[] bulk() {
    var bulk = new double[widths.length];
    for (int c = 0; c < bulk.length; c++) {
      double active = Math.max(1, channels.active()[c]);
      double mean = channels.magnitude()[c] / active;
      bulk[c] = Math.min(power(c), 2 * mean * mean * active / Math.max(1, channels.elements()));
    }
    return bulk;
  }

  double of(int channel) {
    return widths[channel];
  }

  double widest() {
    return Arrays.stream(widths).max().orElse(0);
  }

  /** The narrowest channel that is not all zero. */
  int narrowest() {
    int narrowest = 0;
    for (int c = 0; c < widths.length; c++) {
      if (widths[c] > 0 && (widths[narrowest] == 0 || widths[c] < widths[narrowest])) {
        narrowest = c;
      }
    }
    return narrowest;
  }

  /** How many channels do not span that much, though they are not zero. */
  long narrowerThan(double width) {
    return Arrays.stream(widths).filter(w -> w > 0 && w < width).count();
  }

  /** The mean square of what rounding to steps of some size does, at most the signal itself. */
  double[] rounding(IntToDoubleFunction step) {
    var noise = new double[widths.length];
    for (int c = 0; c < noise.length; c++) {
      double size = step.applyAsDouble(c);
      noise[c] = Math.min(size * size / 12, power(c));
    }
    return noise;
  }

  /** The same with steps of one size. */
  double[] rounding(double step) {
    return rounding(_ -> step);
  }
}
