package dev.octet.evaluate;

import dev.octet.evaluate.Evaluation.Accuracy;
import dev.octet.evaluate.Evaluation.Likeness;
import dev.octet.evaluate.Gauge.OfSamples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of all samples for one model. Threads write different samples; sums are taken in the
 * order of samples, so that they come out the same however many threads there were.
 */
final class Card {
  private final OfSamples[] gauges;
  private final Column[] columns;
  private final byte[] broken;
  private final Counts counts;
  private final Map<String, Column> byName = new HashMap<>();

  /**
   * A card.
   *
   * @param isFirst whether it is the first model's, which is not compared with itself
   */
  Card(Selection selection, int samples, boolean isFirst, int ignored) {
    gauges =
        selection.measured().stream()
            .filter(g -> !isFirst || g.against() != Gauge.Against.FIRST)
            .toArray(OfSamples[]::new);
    columns = new Column[gauges.length];
    for (int i = 0; i < gauges.length; i++) {
      columns[i] = gauges[i].column(samples);
      byName.put(gauges[i].name(), columns[i]);
    }
    broken = new byte[samples];
    counts = new Counts(ignored);
  }

  /** Notes a sample. */
  void note(Shot shot) {
    broken[shot.sample()] = (byte) (shot.isFinite() ? 0 : 1);
    for (int i = 0; i < gauges.length; i++) {
      gauges[i].meter().read(shot, columns[i]);
    }
  }

  /** Adds what a thread has counted. */
  synchronized void add(Counts some) {
    counts.add(some);
  }

  /** The column of a metric that was measured, or null. */
  @Nullable Column column(String name) {
    return byName.get(name);
  }

  Counts counts() {
    return counts;
  }

  /** How many outputs were no numbers. */
  long broken() {
    long sum = 0;
    for (byte b : broken) {
      sum += b;
    }
    return sum;
  }

  @Nullable Accuracy accuracy(int top) {
    Column one = column("top1");
    Column several = column("top" + top);
    return one == null || several == null ? null : new Accuracy(one.ratio(), several.ratio());
  }

  @Nullable Likeness likeness() {
    Column agreement = column(Likenesses.AGREEMENT.name());
    return agreement == null
        ? null
        : new Likeness(agreement.ratio(), value(Likenesses.SQNR), value(Likenesses.MAX_DIFFERENCE));
  }

  private double value(OfSamples gauge) {
    return gauge.value(Objects.requireNonNull(column(gauge.name())));
  }

  @Override
  public String toString() {
    return Arrays.toString(gauges);
  }
}
