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
  /** Whether every value is a number and none is infinite. */
  boolean isFinite() {
    return Double.isFinite(energy) && Double.isFinite(actualEnergy) && Double.isFinite(squares);
  }
}
