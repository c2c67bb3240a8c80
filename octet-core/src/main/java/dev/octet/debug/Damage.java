package dev.octet.debug;

import java.util.Arrays;

/**
 * The share of a signal that is lost to noise, each channel counting by its {@link Importance}: 0
 * for none, 1 if there is as much noise as signal, or more.
 */
final class Damage {
  private Damage() {}

  /** Of what was measured. */
  static double of(ChannelStatistics channels, double[] importance) {
    return of(perElement(channels.noise(), channels.elements()), channels, importance);
  }

  /**
   * Of a noise that is known otherwise.
   *
   * @param noise the mean square in each channel
   */
  static double of(double[] noise, ChannelStatistics channels, double[] importance) {
    return of(noise, perElement(channels.energy(), channels.elements()), importance);
  }

  /**
   * Of a noise and a signal that are known otherwise.
   *
   * @param noise the mean square in each channel
   * @param signal its mean square
   */
  static double of(double[] noise, double[] signal, double[] importance) {
    double lost = 0;
    double all = 0;
    for (int c = 0; c < noise.length; c++) {
      lost += importance[c] * noise[c];
      all += importance[c] * signal[c];
    }
    if (!Double.isFinite(all) || all <= 0 || Double.isNaN(lost)) {
      return 0; // a signal that is none, or no number, cannot be lost
    }
    return Math.min(1, lost / all);
  }

  private static double[] perElement(double[] sums, long elements) {
    return Arrays.stream(sums).map(s -> s / Math.max(1, elements)).toArray();
  }
}
