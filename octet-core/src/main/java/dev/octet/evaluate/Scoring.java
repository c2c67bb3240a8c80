package dev.octet.evaluate;

/** Says how good an output is. Threads ask it about different samples. */
@FunctionalInterface
public interface Scoring {
  /**
   * The score of a sample.
   *
   * @param sample its number, from 0
   * @param expected the output of the model that others are compared with
   * @param actual the output to be judged, of the same size
   */
  double of(int sample, double[] expected, double[] actual);
}
