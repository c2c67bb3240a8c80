package dev.octet.debug;

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
    double lost = 0;
    double all = 0;
    for (int c = 0; c < channels.count(); c++) {
      double weight = importance[c] * channels.elements();
      lost += weight * noise[c];
      all += importance[c] * channels.energy()[c];
    }
    if (!Double.isFinite(all) || all <= 0 || Double.isNaN(lost)) {
      return 0; // a signal that is none, or no number, cannot be lost
    }
    return Math.min(1, lost / all);
  }

  private static double[] perElement(double[] sums, long elements) {
    var means = new double[sums.length];
    for (int c = 0; c < means.length; c++) {
      means[c] = elements == 0 ? 0 : sums[c] / elements;
    }
    return means;
  }
}
