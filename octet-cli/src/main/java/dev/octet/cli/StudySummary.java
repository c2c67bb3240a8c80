package dev.octet.cli;

import com.google.gson.JsonElement;
import dev.octet.StudyFile;
import dev.octet.bench.Measurement;
import dev.octet.cli.Table.Align;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Interval;
import dev.octet.report.Provenance;
import dev.octet.study.Study;
import dev.octet.study.StudyRow;
import dev.octet.study.StudyRow.Made;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * All kinds side by side.
 *
 * @param folder where they were written
 */
record StudySummary(Study study, Provenance provenance, Path folder) implements Answer {
  private static final int PERCENT = 100;

  /** A column of the table. */
  private record Column(String name, Align align, Function<StudyRow, String> cell) {}

  @Override
  public String text() {
    List<Column> columns = columns();
    var table = new Table(columns.stream().map(Column::align).toArray(Align[]::new));
    table.row(columns.stream().map(Column::name).toArray());
    for (StudyRow row : study.rows()) {
      if (row.made() != null) {
        table.row(columns.stream().map(c -> c.cell().apply(row)).toArray());
      }
    }
    var text = new StringBuilder(table.toString());
    for (StudyRow row : study.rows()) {
      if (row.failure() != null) {
        text.append(Table.plain("%s: %s".formatted(row.kind(), row.failure()))).append('\n');
      }
    }
    text.append("* no other is better in all of size, ")
        .append(study.metric().equals("top1") ? "top-1" : study.metric())
        .append(study.threads().isEmpty() ? "" : " and latency")
        .append('\n');
    text.append(
        "%d samples, %s; models, study.json and report in %s\n"
            .formatted(study.samples(), Numbers.duration(study.time()), Table.plain(folder)));
    text.append('\n').append(study.verdict().text()).append(".\n");
    return text.toString();
  }

  private List<Column> columns() {
    List<StudyRow> front = study.front();
    var columns = new ArrayList<Column>();
    columns.add(new Column("", Align.LEFT, r -> front.contains(r) ? "*" : ""));
    columns.add(new Column("kind", Align.LEFT, StudyRow::kind));
    columns.add(new Column("size", Align.RIGHT, r -> Numbers.bytes(made(r).bytes())));
    columns.add(new Column("smaller", Align.RIGHT, this::smaller));
    if (study.metric().equals("top1")) {
      columns.add(new Column("top-1", Align.RIGHT, r -> share(r, "top1")));
      columns.add(new Column("difference (95%)", Align.RIGHT, this::difference));
    }
    columns.add(new Column("agreement", Align.RIGHT, r -> share(r, "agreement")));
    columns.add(new Column("SQNR", Align.RIGHT, StudySummary::noise));
    for (int threads : study.threads()) {
      String name = threads == 1 ? "1 thread" : threads + " threads";
      columns.add(new Column(name, Align.RIGHT, r -> latency(r, threads)));
    }
    columns.add(new Column("integer ops", Align.RIGHT, StudySummary::integers));
    return columns;
  }

  private static Made made(StudyRow row) {
    return Objects.requireNonNull(row.made());
  }

  private String smaller(StudyRow row) {
    return row.isFloat()
        ? ""
        : String.format(
            Locale.ROOT, "%.1f×", made(study.first()).bytes() / (double) made(row).bytes());
  }

  private static String share(StudyRow row, String metric) {
    return row.figure(metric)
        .map(Figure::value)
        .map(v -> String.format(Locale.ROOT, "%.2f%%", PERCENT * v))
        .orElse("");
  }

  private String difference(StudyRow row) {
    Figure.Difference difference = row.figure("top1").map(Figure::difference).orElse(null);
    if (difference == null) {
      return "";
    }
    String value = signed(difference.value());
    Interval interval = difference.interval();
    return interval == null
        ? value
        : "%s (%s to %s)".formatted(value, signed(interval.low()), signed(interval.high()));
  }

  private static String signed(double share) {
    String number = String.format(Locale.ROOT, "%.2f", PERCENT * Math.abs(share));
    return number.equals("0.00") ? number : (share < 0 ? "−" : "+") + number;
  }

  private static String noise(StudyRow row) {
    return row.figure("sqnr")
        .map(Figure::value)
        .map(v -> Double.isFinite(v) ? String.format(Locale.ROOT, "%.1f dB", v) : "equal")
        .orElse("");
  }

  private static String latency(StudyRow row, int threads) {
    return row.measurement(threads)
        .map(Measurement::latency)
        .map(l -> String.format(Locale.ROOT, "%.3f ms", l.median()))
        .orElse("");
  }

  private static String integers(StudyRow row) {
    return String.format(Locale.ROOT, "%.0f%%", PERCENT * made(row).integerShare());
  }

  @Override
  public JsonElement json() {
    return StudyFile.json(study, provenance);
  }
}
