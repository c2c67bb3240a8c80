package dev.octet.report;

import dev.octet.bench.Latency;
import dev.octet.bench.Measurement;
import dev.octet.bench.Ratio;
import dev.octet.bench.Throughput;
import dev.octet.report.Boxes.Box;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long models take: a distribution and a row for each measurement. */
final class LatencyBlocks {
  private final List<Named> all;

  /**
   * A measurement.
   *
   * @param model the name of the model
   * @param setting in which it was measured; empty where there is one only
   */
  record Named(String model, String setting, Measurement measurement) {
    String label() {
      return setting.isEmpty() ? model : model + ", " + setting;
    }
  }

  LatencyBlocks(List<Named> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Measurements under names that no two share.
   *
   * @param models the name of each one's model
   */
  static List<Named> named(List<Measurement> measurements, List<String> models) {
    boolean threads = measurements.stream().map(Measurement::threads).distinct().count() > 1;
    boolean kernels = measurements.stream().map(Measurement::ran).distinct().count() > 1;
    var named = new ArrayList<Named>();
    for (int i = 0; i < measurements.size(); i++) {
      Measurement measurement = measurements.get(i);
      var setting = new ArrayList<String>();
      if (threads) {
        setting.add(Figures.many(measurement.threads(), "thread"));
      }
      if (kernels) {
        setting.add(kernels(measurement));
      }
      named.add(new Named(models.get(i), String.join(", ", setting), measurement));
    }
    return named;
  }

  private static String kernels(Measurement measurement) {
    return measurement.ran().text();
  }

  /** The distributions. */
  Boxes boxes() {
    return new Boxes(
        new Caption(
            "Latency",
            "Single runs: the quickest, the middle half with the median, and up to the 99th"
                + " percentile."),
        new Axis("latency", "ms", areFarApart()),
        all.stream().map(LatencyBlocks::box).toList());
  }

  /** Whether the models differ so much that only a logarithmic axis shows all of them. */
  boolean areFarApart() {
    return Figures.areFarApart(all.stream().mapToDouble(n -> n.measurement().latency().median()));
  }

  private static Box box(Named named) {
    Latency latency = named.measurement().latency();
    double[] sorted = latency.millis().stream().mapToDouble(m -> m).sorted().toArray();
    double q1 = Math.clamp(at(sorted, 0.25), latency.min(), latency.median());
    double q3 = Math.clamp(at(sorted, 0.75), latency.median(), latency.p99());
    return new Box(
        named.label(), latency.min(), q1, latency.median(), q3, latency.p99(), named.model());
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The rows. */
  Grid grid() {
    boolean throughput = all.stream().anyMatch(n -> n.measurement().throughput() != null);
    boolean peak = all.stream().anyMatch(n -> n.measurement().peakBytes() != null);
    var columns = new ArrayList<Column>();
    columns.add(new Column("model", "", false));
    columns.add(new Column("size", "of the file", true));
    columns.add(new Column("threads", "that one run can use", true));
    columns.add(new Column("kernels", "that ran", false));
    columns.add(new Column("median", "half of the runs took no longer", true));
    columns.add(new Column("quickest", "", true));
    columns.add(new Column("90th percentile", "nine in ten runs took no longer", true));
    columns.add(new Column("99th percentile", "", true));
    columns.add(
        new Column(
            "beside the first", "median of the ratios of all rounds, and 90% of them", true));
    if (throughput) {
      columns.add(
          new Column("runs per second", "of several engines at once, one thread each", true));
    }
    columns.add(new Column("load", "from the opened file to the end of the first run", true));
    columns.add(new Column("arena", "for activations and scratch buffers", true));
    if (peak) {
      columns.add(new Column("peak memory", "that loading and the first run added", true));
    }
    return new Grid(
        "Measurements", columns, all.stream().map(n -> row(n, throughput, peak)).toList());
  }

  private static Row row(Named named, boolean throughput, boolean peak) {
    Measurement measurement = named.measurement();
    Latency latency = measurement.latency();
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(named.model()));
    cells.add(Cell.of((double) measurement.bytes(), Figures.bytes(measurement.bytes())));
    cells.add(Cell.of(measurement.threads(), Integer.toString(measurement.threads())));
    cells.add(
        Cell.of(
            measurement.fellBack()
                ? "%s instead of %s".formatted(kernels(measurement), measurement.kernels().text())
                : kernels(measurement)));
    cells.add(millis(latency.median()));
    cells.add(millis(latency.min()));
    cells.add(millis(latency.p90()));
    cells.add(millis(latency.p99()));
    Ratio ratio = measurement.ratio();
    cells.add(ratio == null ? Cell.of(1, "1") : Cell.of(ratio.median(), text(ratio)));
    Throughput runs = measurement.throughput();
    if (throughput) {
      cells.add(
          runs == null
              ? Cell.of("")
              : Cell.of(
                  runs.perSecond(),
                  "%s (%s)"
                      .formatted(
                          Figures.number(runs.perSecond()),
                          Figures.many(runs.engines(), "engine"))));
    }
    cells.add(millis(measurement.load().toNanos() / 1e6));
    cells.add(Cell.of((double) measurement.arenaBytes(), Figures.bytes(measurement.arenaBytes())));
    Long most = measurement.peakBytes();
    if (peak) {
      cells.add(most == null ? Cell.of("") : Cell.of(most, Figures.bytes(most)));
    }
    return new Row("", cells);
  }

  /** A ratio with its spread: {@code 0.41 (0.39–0.44)}. */
  static String text(Ratio ratio) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.median(), ratio.low(), ratio.high());
  }

  private static Cell millis(double millis) {
    return Cell.of(millis, Figures.millis(millis));
  }
}
