package dev.octet.evaluate;

/** A figure of an op's error. Called from several threads. */
@FunctionalInterface
public interface DifferenceMetric {
  /**
   * The figure for a sample.
   *
   * @param difference quantized minus float output, element by element
   * @return NaN where the sample says nothing: it is then left out of the mean
   */
  double of(float[] difference);
}
