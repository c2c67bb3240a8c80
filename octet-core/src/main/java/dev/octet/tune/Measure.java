package dev.octet.tune;

/**
 * What a model is worth.
 *
 * @param metric the mean of the metric over all samples
 * @param drop by how much that is worse than the float model's; below 0 where it is better
 * @param error the standard error of the drop, from the differences of single samples
 * @param snr of the looked-at output against the float model's, in dB; infinite for equal outputs
 * @param bytes the size of its file
 * @param latency milliseconds for a sample on one thread
 * @param integerShare of the ops that have floats in the float model, the part that compute in
 *     integers, 0 to 1
 * @param model what its bytes are known by
 */
public record Measure(
    double metric,
    double drop,
    double error,
    double snr,
    long bytes,
    double latency,
    double integerShare,
    String model) {
  private static final double AUDIBLE = 0.1;

  /**
   * Whether it is clearly better than another: on the metric beyond its noise, or, within the
   * noise, by the output's likeness to the float model's.
   */
  boolean beats(Measure other) {
    double gain = other.drop - drop;
    double noise = Math.hypot(error, other.error);
    return Math.abs(gain) > noise ? gain > 0 : snr > other.snr + AUDIBLE;
  }
}
