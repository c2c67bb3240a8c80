package dev.octet.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How long a run takes beside one of another measurement: above 1 it is slower.
 *
 * @param to the place of that measurement
 * @param median of the ratios of all rounds
 * @param low the 5th percentile of them
 * @param high the 95th percentile of them
 */
public record Ratio(int to, double median, double low, double high) {
  /**
   * Compares medians of the same rounds.
   *
   * @param own for each round how long it took
   * @param others the same of what it is compared with, as many
   */
  static Ratio of(int to, List<Double> own, List<Double> others) {
    var ratios = new double[own.size()];
    Arrays.setAll(ratios, i -> own.get(i) / others.get(i));
    Arrays.sort(ratios);
    return new Ratio(
        to, Quantiles.of(ratios, 0.5), Quantiles.of(ratios, 0.05), Quantiles.of(ratios, 0.95));
  }
}
