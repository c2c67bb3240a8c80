package dev.octet.debug;

import java.util.function.IntToDoubleFunction;

/**
 * How wide the channels of an output are: from the smallest value, or 0, to the largest, or 0. A
 * few values far from all others do not make a channel wide: what lies beyond {@value #REACH} times
 * the root of the mean square does not count.
 */
final class ChannelWidths {
  /**
   * Of a billion normally distributed values none is so far out, and it leaves the error of 8 bits
   * below a thousandth of the signal: 12 × 255² / 16² is 35 dB.
   */
  static final double REACH = 16;

  private final ChannelStatistics channels;
  private final double scale;
  private final double[] widths;

  ChannelWidths(ChannelStatistics channels, float scale) {
    this.channels = channels;
    this.scale = scale;
    this.widths = new double[channels.count()];
    for (int c = 0; c < widths.length; c++) {
      double rms = Math.sqrt(channels.energy()[c] / Math.max(1, channels.elements()));
      double reach = REACH * rms;
      double high = Math.min(Math.max(0, channels.max()[c]), reach);
      double low = Math.max(Math.min(0, channels.min()[c]), -reach);
      widths[c] = Double.isFinite(high - low) ? high - low : 0;
    }
  }

  double of(int channel) {
    return widths[channel];
  }

  double widest() {
    double widest = 0;
    for (double width : widths) {
      widest = Math.max(widest, width);
    }
    return widest;
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

  /** How many channels do not reach half a step, though they are not zero. */
  int silenced() {
    int silenced = 0;
    for (double width : widths) {
      silenced += width > 0 && width < scale / 2 ? 1 : 0;
    }
    return silenced;
  }

  /** The mean square of what rounding to steps of some size does, at most the signal itself. */
  double[] rounding(IntToDoubleFunction step) {
    var noise = new double[widths.length];
    for (int c = 0; c < noise.length; c++) {
      double size = step.applyAsDouble(c);
      double energy = channels.energy()[c] / Math.max(1, channels.elements());
      noise[c] = Math.min(size * size / 12, energy);
    }
    return noise;
  }
}
