package dev.octet.compare;

/**
 * How far the values of a constant are from those of another, as the reals that they stand for.
 *
 * @param elements how many there are
 * @param error the sum of squared differences
 * @param signal the sum of the squares of the first model's values
 * @param max the largest difference
 */
public record Difference(long elements, double error, double signal, double max) {
  /** No values at all. */
  static final Difference NONE = new Difference(0, 0, 0, 0);

  /** The root of the mean squared difference over that of the values; 0 for no difference. */
  public double relative() {
    return error == 0 ? 0 : Math.sqrt(error / signal);
  }

  /** Signal to noise in dB; infinite for no difference. */
  public double sqnr() {
    return error == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / error);
  }

  Difference plus(Difference other) {
    return new Difference(
        elements + other.elements,
        error + other.error,
        signal + other.signal,
        other.max > max || Double.isNaN(other.max) ? other.max : max);
  }
}
