package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Difference;
import dev.octet.debug.LayerStatistics.Likeness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
  private long notFinite;
  private long firstNotFinite = Long.MAX_VALUE;

  LayerTally(int customMetrics) {
    for (int i = 0; i < customMetrics; i++) {
      custom.add(new Mean());
    }
  }

  /** Takes a sample in; one with what is no number, or infinite, is left out. */
  boolean add(SampleSums sums, long sample) {
    if (!sums.isFinite()) {
      notFinite++;
      firstNotFinite = Math.min(firstNotFinite, sample);
      return false;
    }
    elements.add((double) sums.count());
    if (sums.count() > 0) {
      double average = sums.difference() / sums.count();
      double square = sums.squares() / sums.count();
      mean.add(average);
      squared.add(square);
      deviation.add(Math.sqrt(Math.max(0, square - average * average)));
      largest.add(sums.largest());
    }
    energy += sums.energy();
    noise += sums.squares();
    product += sums.product();
    actualEnergy += sums.actualEnergy();
    clipping += sums.clipped();
    saturated += sums.saturated();
    all += sums.count();
    return true;
  }

  /** The same channel by channel. */
  void addChannels(ChannelSums sums) {
    channels.add(sums);
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
    notFinite += other.notFinite;
    firstNotFinite = Math.min(firstNotFinite, other.firstNotFinite);
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
  void tell(List<String> names, String layer, Consumer<String> notes) {
    for (int i = 0; i < names.size(); i++) {
      custom.get(i).tell("metric '%s' of '%s'".formatted(names.get(i), layer), notes);
    }
  }

  /** How many samples were left out since a value is no number, or infinite. */
  long notFinite() {
    return notFinite;
  }

  /** The first of them. */
  long firstNotFinite() {
    return firstNotFinite;
  }
}
