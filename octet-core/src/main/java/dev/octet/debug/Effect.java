package dev.octet.debug;

import java.util.Locale;

/**
 * How far a model's float outputs are from those of the float model.
 *
 * @param noise the energy of the error by the energy of the float model's output (for a sample
 *     without any, that of a hundredth of the mean), the mean over samples and outputs, summed over
 *     signatures; infinite where an output holds NaN or an infinity that the float model's does not
 * @param agreement the part of the rows of outputs (along their last axis) whose greatest element
 *     is at the same place, 0 to 1
 * @param maxDifference the largest absolute difference of an element
 */
public record Effect(double noise, double agreement, double maxDifference) {
  /** No effect at all. */
  static final Effect NONE = new Effect(0, 1, 0);

  /** With the effect on one more of so many signatures. */
  Effect plus(Effect other, int signatures) {
    return new Effect(
        noise + other.noise,
        agreement - (1 - other.agreement) / signatures,
        Math.max(maxDifference, other.maxDifference));
  }

  /** The noise in decibels below the output; infinite for equal outputs. */
  public double sqnrDb() {
    return noise == 0 ? Double.POSITIVE_INFINITY : -10 * Math.log10(noise);
  }

  /** For people: {@code 12.3 dB}. */
  String text() {
    return noise == 0 || Double.isInfinite(noise)
        ? (noise == 0 ? "no error" : "no numbers")
        : String.format(Locale.ROOT, "%.1f dB", sqnrDb());
  }
}
