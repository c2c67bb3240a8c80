package dev.octet.evaluate;

import java.util.List;

/** A figure of the outputs of a quantized model and of its float twin, from several threads. */
@FunctionalInterface
public interface ModelMetric {
  /**
   * The figure for a sample.
   *
   * @param reference the outputs of the float model, in its order
   * @param quantized those of the quantized model, as reals
   * @return NaN where the sample says nothing: it is then left out of the mean
   */
  double of(List<float[]> reference, List<float[]> quantized);
}
