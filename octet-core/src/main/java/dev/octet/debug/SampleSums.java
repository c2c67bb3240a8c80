package dev.octet.debug;

/**
 * Sums over what two outputs held in the run of a sample.
 *
 * @param count of elements
 * @param difference the sum of actual minus reference
 * @param squares of its squares
 * @param largest the largest absolute difference
 * @param energy the sum of the references' squares
 * @param product of reference times actual
 * @param actualEnergy of the actual values' squares
 * @param clipped the sum of the squares of how far references are beyond what the integers span
 * @param saturated how many references are beyond what the integers span
 */
record SampleSums(
    long count,
    double difference,
    double squares,
    double largest,
    double energy,
    double product,
    double actualEnergy,
    double clipped,
    long saturated) {
  /** Of two arrays' first elements. */
  static SampleSums of(float[] reference, float[] actual, int count, Limits limits) {
    double sum = 0;
    double squares = 0;
    double top = 0;
    double energy = 0;
    double actualEnergy = 0;
    double product = 0;
    double cut = 0;
    int beyond = 0;
    for (int i = 0; i < count; i++) {
      float before = reference[i];
      float after = actual[i];
      double difference = (double) after - before;
      sum += difference;
      squares += difference * difference;
      top = Math.max(top, Math.abs(difference));
      energy += (double) before * before;
      actualEnergy += (double) after * after;
      product += (double) before * after;
      beyond += before < limits.low() || before > limits.high() ? 1 : 0;
      double excess = Math.max(0, Math.max(limits.low() - before, before - limits.high()));
      cut += excess * excess;
    }
    return new SampleSums(count, sum, squares, top, energy, product, actualEnergy, cut, beyond);
  }

  /** Whether every value is a number and none is infinite. */
  boolean isFinite() {
    return Double.isFinite(energy) && Double.isFinite(actualEnergy) && Double.isFinite(squares);
  }
}
