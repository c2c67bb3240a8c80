package dev.octet.cli;

import com.google.gson.JsonElement;
import dev.octet.bench.Benchmark;
import dev.octet.bench.Measurement;
import dev.octet.bench.Ratio;
import dev.octet.bench.Throughput;
import dev.octet.cli.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Measurements side by side, a row for each model, number of threads and kernels. */
record BenchSummary(Benchmark benchmark) implements Answer {
  /** A column of the table. */
  private record Column(String name, Align align, Function<Measurement, String> cell) {}

  @Override
  public String text() {
    List<Column> columns = columns();
    var table = new Table(columns.stream().map(Column::align).toArray(Align[]::new));
    table.row(columns.stream().map(Column::name).toArray());
    for (Measurement m : benchmark.measurements()) {
      table.row(columns.stream().map(c -> c.cell().apply(m)).toArray());
    }
    var text = new StringBuilder(table.toString());
    benchmark.measurements().stream()
        .filter(m -> !m.ops().isEmpty())
        .forEach(m -> text.append('\n').append(new ProfileText(m)));
    return text.append(
            "%d cores, LiteRT %s, %s\n"
                .formatted(
                    benchmark.cores(), benchmark.runtime(), Numbers.duration(benchmark.time())))
        .toString();
  }

  /** Those that have something to say. */
  private List<Column> columns() {
    List<Measurement> all = benchmark.measurements();
    var columns = new ArrayList<Column>();
    columns.add(new Column("model", Align.LEFT, m -> m.file().toString()));
    columns.add(right("size", m -> Numbers.bytes(m.bytes())));
    columns.add(right("threads", m -> String.valueOf(m.threads())));
    columns.add(new Column("kernels", Align.LEFT, m -> m.ran().text()));
    columns.add(right("median", m -> Numbers.millis(m.latency().median())));
    columns.add(right("p90", m -> Numbers.millis(m.latency().p90())));
    columns.add(right("p99", m -> Numbers.millis(m.latency().p99())));
    if (all.stream().anyMatch(m -> m.throughput() != null)) {
      columns.add(right("throughput", m -> rate(m.throughput())));
    }
    columns.add(right("load", m -> Numbers.millis(m.load().toNanos() / 1e6)));
    columns.add(right("arena", m -> Numbers.bytes(m.arenaBytes())));
    columns.add(right("memory", BenchSummary::peak));
    if (all.size() > 1) {
      columns.add(right("×first", m -> ratio(m.ratio())));
    }
    return columns;
  }

  private static Column right(String name, Function<Measurement, String> cell) {
    return new Column(name, Align.RIGHT, cell);
  }

  private static String peak(Measurement m) {
    Long peak = m.peakBytes();
    return peak == null ? "unknown" : Numbers.bytes(peak);
  }

  private static String rate(@Nullable Throughput throughput) {
    return throughput == null
        ? ""
        : String.format(
            Locale.ROOT,
            throughput.perSecond() < 100 ? "%.1f/s" : "%.0f/s",
            throughput.perSecond());
  }

  /** The median, and where nine in ten rounds are. */
  private static String ratio(@Nullable Ratio ratio) {
    return ratio == null
        ? "1"
        : String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.median(), ratio.low(), ratio.high());
  }

  @Override
  public JsonElement json() {
    return new BenchJson(benchmark).json();
  }
}
