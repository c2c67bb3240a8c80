package dev.octet.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How long single runs took, in milliseconds.
 *
 * @param runs how many were timed
 * @param min the quickest
 * @param median half took no longer
 * @param mean of all
 * @param p90 nine in ten took no longer
 * @param p99 ninety-nine in a hundred took no longer
 * @param max the slowest
 * @param millis single runs in the order they ran: all of them, or of very many an even random
 *     choice, from which the quantiles are then
 */
public record Latency(
    long runs,
    double min,
    double median,
    double mean,
    double p90,
    double p99,
    double max,
    List<Double> millis) {
  /** Copies, and checks the order of the numbers. */
  public Latency {
    millis = List.copyOf(millis);
    if (runs < 1
        || millis.isEmpty()
        || !(min <= median && median <= p90 && p90 <= p99 && p99 <= max)) {
      throw new IllegalArgumentException("times out of order");
    }
  }

  /**
   * What many runs tell.
   *
   * @param millis an even choice of them, with the quickest and the slowest somewhere in between
   */
  static Latency of(long runs, double min, double mean, double max, double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return new Latency(
        runs,
        min,
        Quantiles.of(sorted, 0.5),
        mean,
        Quantiles.of(sorted, 0.9),
        Quantiles.of(sorted, 0.99),
        max,
        Arrays.stream(millis).boxed().toList());
  }
}
