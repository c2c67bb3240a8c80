package dev.octet.tune;

/**
 * Says how good an output of a quantized model is. Own ones are found by {@link
 * java.util.ServiceLoader}. Threads ask about different samples at once.
 */
public interface TuningMetric {
  /** The name on the command line. */
  String name();

  /**
   * The value for a sample; that for all is the mean.
   *
   * @param expected what the float model gives
   * @param actual what the quantized model gives, of the same size
   * @return a finite number
   */
  double of(double[] expected, double[] actual);

  /** Whether more is better; if not, the metric is an error. */
  default boolean isHigherBetter() {
    return true;
  }
}
