package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Difference;
import dev.octet.debug.LayerStatistics.Likeness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of one compared output after some samples. Not for several threads at once. */
final class LayerTally {
  private final Mean elements = new Mean();
  private final Mean deviation = new Mean();
  private final Mean mean = new Mean();
  private final Mean largest = new Mean();
  private final Mean squared = new Mean();
  private final List<Mean> custom = new ArrayList<>();
  private final ChannelTally channels = new ChannelTally();
  private double energy;
  private double noise;
  private double product;
  private double actualEnergy;
  private double clipping;
  private long saturated;
  private long all;

  LayerTally(int customMetrics) {
    for (int i = 0; i < customMetrics; i++) {
      custom.add(new Mean());
    }
  }

  /**
   * Takes a sample in.
   *
   * @param low the smallest float that the integers come within half a step of; −∞ for floats
   * @param high the largest
   */
  void add(float[] reference, float[] actual, int count, int channelCount, float low, float high) {
    double sum = 0;
    double squares = 0;
    double top = 0;
    double signal = 0;
    double actualSquares = 0;
    double products = 0;
    double cut = 0;
    int beyond = 0;
    for (int i = 0; i < count; i++) {
      float before = reference[i];
      float after = actual[i];
      double difference = (double) after - before;
      sum += difference;
      squares += difference * difference;
      top = Math.max(top, Math.abs(difference));
      signal += (double) before * before;
      actualSquares += (double) after * after;
      products += (double) before * after;
      beyond += before < low || before > high ? 1 : 0;
      double excess = Math.max(0, Math.max(low - before, before - high));
      cut += excess * excess;
    }
    elements.add(count);
    if (count > 0) {
      double average = sum / count;
      mean.add(average);
      squared.add(squares / count);
      deviation.add(Math.sqrt(Math.max(0, squares / count - average * average)));
      largest.add(top);
    }
    energy += signal;
    noise += squares;
    product += products;
    actualEnergy += actualSquares;
    clipping += cut;
    saturated += beyond;
    all += count;
    channels.add(reference, actual, count, channelCount);
  }

  void addCustom(int metric, double figure) {
    custom.get(metric).add(figure);
  }

  void add(LayerTally other) {
    elements.add(other.elements);
    deviation.add(other.deviation);
    mean.add(other.mean);
    largest.add(other.largest);
    squared.add(other.squared);
    for (int i = 0; i < custom.size(); i++) {
      custom.get(i).add(other.custom.get(i));
    }
    channels.add(other.channels);
    energy += other.energy;
    noise += other.noise;
    product += other.product;
    actualEnergy += other.actualEnergy;
    clipping += other.clipping;
    saturated += other.saturated;
    all += other.all;
  }

  Difference difference() {
    return new Difference(
        elements.value(), deviation.value(), mean.value(), largest.value(), squared.value());
  }

  Likeness likeness() {
    double lengths = Math.sqrt(energy) * Math.sqrt(actualEnergy);
    return new Likeness(
        ChannelStatistics.decibels(energy, noise),
        lengths == 0 ? Double.NaN : product / lengths,
        all == 0 ? 0 : (double) saturated / all,
        noise > 0 ? Math.min(1, clipping / noise) : 0);
  }

  ChannelStatistics channels() {
    return channels.statistics();
  }

  Map<String, Double> custom(List<String> names) {
    var figures = new LinkedHashMap<String, Double>();
    for (int i = 0; i < names.size(); i++) {
      figures.put(names.get(i), custom.get(i).value());
    }
    return figures;
  }

  /** Tells of samples for which a metric was no number. */
  void tell(List<String> names, String layer, List<String> notes) {
    for (int i = 0; i < names.size(); i++) {
      custom.get(i).tell("metric '%s' of '%s'".formatted(names.get(i), layer), notes);
    }
  }
}
