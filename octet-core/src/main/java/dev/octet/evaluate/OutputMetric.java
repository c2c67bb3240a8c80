package dev.octet.evaluate;

/** A figure of the outputs of an op and of its float twin. Called from several threads. */
@FunctionalInterface
public interface OutputMetric {
  /**
   * The figure for a sample.
   *
   * @param reference the float output
   * @param quantized the quantized output: {@code real = (quantized − zeroPoint) × scale}
   * @param scale of the output; 1 if it is float
   * @param zeroPoint of the output; 0 if it is float
   * @return NaN where the sample says nothing: it is then left out of the mean
   */
  double of(float[] reference, float[] quantized, double scale, long zeroPoint);
}
