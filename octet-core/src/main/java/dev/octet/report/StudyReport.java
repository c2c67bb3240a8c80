package dev.octet.report;

import dev.octet.bench.Measurement;
import dev.octet.evaluate.Confusion;
import dev.octet.evaluate.Figure;
import dev.octet.format.tflite.Tflite;
import dev.octet.report.Facts.Fact;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import dev.octet.report.Scatter.Point;
import dev.octet.report.Verdict.Tone;
import dev.octet.study.Study;
import dev.octet.study.StudyRow;
import dev.octet.study.StudyRow.Made;
import dev.octet.study.StudyVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * All kinds of a model, side by side. Reads the files of the models, which must still be there.
 *
 * @param title of the report
 * @param study what was found
 */
public record StudyReport(String title, Study study) {
  /**
   * The report.
   *
   * @param provenance how all this was made
   */
  public Report report(Provenance provenance) {
    var sections = new ArrayList<Section>();
    sections.add(glance());
    sections.add(kinds());
    latency().ifPresent(sections::add);
    var confusions = new LinkedHashMap<String, Confusion>();
    for (StudyRow row : study.rows()) {
      Confusion confusion = row.score() == null ? null : row.score().confusion();
      if (confusion != null && confusion.classes() > 0) {
        confusions.put(row.kind(), confusion);
      }
    }
    if (!confusions.isEmpty()) {
      sections.add(ConfusionSection.of(confusions));
    }
    sections.add(bytes());
    notes().ifPresent(sections::add);
    return new Report(title, verdict(), sections, provenance);
  }

  private List<StudyRow> made() {
    return study.rows().stream().filter(r -> r.made() != null).toList();
  }

  private static Made made(StudyRow row) {
    return Objects.requireNonNull(row.made());
  }

  /** What is recommended, or the float model. */
  private StudyRow chosen() {
    String kind = study.verdict().kind();
    return kind == null ? study.first() : study.row(kind).orElse(study.first());
  }

  private Optional<Figure> main(StudyRow row) {
    return row.figure(study.metric());
  }

  private Section glance() {
    StudyRow row = chosen();
    Made made = made(row);
    Made original = made(study.first());
    var facts = new ArrayList<Fact>();
    facts.add(
        new Fact("to take", row.kind(), row.isFloat() ? "" : "of " + made().size() + " kinds"));
    facts.add(
        new Fact("size", Figures.bytes(made.bytes()), "float: " + Figures.bytes(original.bytes())));
    main(row)
        .ifPresent(
            f ->
                facts.add(
                    new Fact(
                        Names.plain(f.metric()),
                        Metrics.text(f),
                        main(study.first()).map(o -> "float: " + Metrics.text(o)).orElse(""))));
    for (Measurement measurement : row.measurements()) {
      facts.add(
          new Fact(
              "latency, " + Figures.many(measurement.threads(), "thread"),
              Figures.millis(measurement.latency().median()),
              study
                  .first()
                  .measurement(measurement.threads())
                  .map(m -> "float: " + Figures.millis(m.latency().median()))
                  .orElse("")));
    }
    facts.add(new Fact("samples", Figures.count(study.samples()), calibrated()));
    return new Section("glance", "At a glance", "", List.of(new Facts(facts)));
  }

  private String calibrated() {
    return study.calibrated() == 0 ? "" : "calibrated with " + Figures.count(study.calibrated());
  }

  private Section kinds() {
    var blocks = new ArrayList<Block>();
    scatter().ifPresent(blocks::add);
    blocks.add(grid());
    return new Section(
        "kinds",
        "Kinds of the model",
        "Each kind was made of the same float model, evaluated on the same samples and measured in"
            + " turns with the others.",
        blocks);
  }

  private Optional<Scatter> scatter() {
    List<StudyRow> shown =
        made().stream()
            .filter(r -> main(r).filter(f -> Double.isFinite(f.value())).isPresent())
            .toList();
    if (shown.size() < 2) {
      return Optional.empty();
    }
    List<StudyRow> best = study.front();
    Figure any = main(shown.getFirst()).orElseThrow();
    List<Point> points =
        shown.stream()
            .map(
                r ->
                    new Point(
                        r.kind(),
                        made(r).bytes(),
                        Metrics.onAxis(main(r).orElseThrow()),
                        latency(r),
                        group(r, best),
                        anchor(r)))
            .toList();
    List<String> front =
        best.stream()
            .filter(shown::contains)
            .sorted(Comparator.comparingLong(r -> made(r).bytes()))
            .map(StudyRow::kind)
            .toList();
    boolean sized = points.stream().allMatch(p -> Double.isFinite(p.size()));
    String metric = Names.plain(any.metric());
    return Optional.of(
        new Scatter(
            new Caption(
                metric + " by bytes and latency",
                "Each point is a kind"
                    + (sized ? "; its size shows the latency. " : ". ")
                    + "To those on the line no other is preferable in all of these."),
            new Axis("size", "B", false),
            new Axis(metric, Metrics.unit(any), false),
            sized ? new Axis("latency", "ms", false) : null,
            points,
            front));
  }

  private String group(StudyRow row, List<StudyRow> front) {
    return row.isFloat()
        ? "float"
        : row.kind().equals(study.verdict().kind())
            ? "to take"
            : front.contains(row) ? "on the front" : "beaten";
  }

  private static double latency(StudyRow row) {
    return row.measurements().isEmpty()
        ? Double.NaN
        : row.measurements().getFirst().latency().median();
  }

  private static String anchor(StudyRow row) {
    return "kind-" + row.kind().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private Grid grid() {
    var metrics = new Metrics(study.rows().stream().map(StudyRow::score).toList());
    var columns = new ArrayList<Column>();
    columns.add(new Column("kind", "", false));
    columns.add(new Column("size", "of the file", true));
    columns.add(new Column("of float", "its part of the float model's size", true));
    columns.addAll(metrics.columns());
    for (int threads : study.threads()) {
      columns.add(
          new Column(
              "latency, " + Figures.many(threads, "thread"), "median, and beside float", true));
    }
    columns.add(new Column("integer ops", "of those with float values in the float model", true));
    columns.add(new Column("remark", "", false));
    List<StudyRow> front = study.front();
    return new Grid(
        "Kinds", columns, study.rows().stream().map(r -> row(r, metrics, front)).toList());
  }

  private Row row(StudyRow row, Metrics metrics, List<StudyRow> front) {
    Made made = row.made();
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(row.kind()));
    double share = made == null ? Double.NaN : (double) made.bytes() / made(study.first()).bytes();
    cells.add(made == null ? Cell.of("") : Cell.of(made.bytes(), Figures.bytes(made.bytes())));
    cells.add(Cell.of(share, Figures.roughly(share)));
    cells.addAll(metrics.cells(row.score()));
    for (int threads : study.threads()) {
      cells.add(row.measurement(threads).map(this::latency).orElse(Cell.of("")));
    }
    cells.add(
        made == null
            ? Cell.of("")
            : Cell.of(made.integerShare(), "%d of %d".formatted(made.integerOps(), made.ops())));
    String failure = row.failure();
    cells.add(Cell.of(failure == null ? group(row, front) : "not made: " + Names.plain(failure)));
    return new Row(anchor(row), cells);
  }

  private Cell latency(Measurement measurement) {
    double median = measurement.latency().median();
    String beside =
        study
            .first()
            .measurement(measurement.threads())
            .filter(m -> !m.equals(measurement))
            .map(m -> String.format(Locale.ROOT, " (×%.2f)", median / m.latency().median()))
            .orElse("");
    return Cell.of(median, Figures.millis(median) + beside);
  }

  private Optional<Section> latency() {
    var measurements = new ArrayList<Measurement>();
    var names = new ArrayList<String>();
    for (StudyRow row : study.rows()) {
      for (Measurement measurement : row.measurements()) {
        measurements.add(measurement);
        names.add(row.kind());
      }
    }
    if (measurements.isEmpty()) {
      return Optional.empty();
    }
    var blocks = new LatencyBlocks(LatencyBlocks.named(measurements, names));
    return Optional.of(
        new Section(
            "latency",
            "Latency and memory",
            "All kinds took turns, so that what disturbed one disturbed the others: %s, LiteRT %s."
                .formatted(
                    Figures.many(study.setting().cores(), "core"), study.setting().runtime()),
            List.of(blocks.boxes(), blocks.grid())));
  }

  private Section bytes() {
    var blocks = new ArrayList<Block>();
    var shown = new ArrayList<StudyRow>();
    shown.add(study.first());
    if (!chosen().isFloat()) {
      shown.add(chosen());
    }
    for (StudyRow row : shown) {
      var model = Tflite.read(made(row).file());
      var layers = new Layers(model);
      new BytesSection(model)
          .treemap("Bytes by layer: " + row.kind(), layers::label, n -> "")
          .ifPresent(blocks::add);
    }
    return new Section(
        "bytes", "Bytes by layer", "Colours show what the weights are stored as.", blocks);
  }

  private Optional<Section> notes() {
    List<Row> rows =
        study.rows().stream()
            .flatMap(
                r ->
                    r.notes().stream()
                        .map(
                            n -> new Row("", List.of(Cell.of(r.kind()).to(anchor(r)), Cell.of(n)))))
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "notes",
                "What else to know",
                "",
                List.of(
                    new Grid(
                        "Notes",
                        List.of(new Column("kind", "", false), new Column("note", "", false)),
                        rows))));
  }

  private Verdict verdict() {
    StudyVerdict verdict = study.verdict();
    var points = new ArrayList<String>();
    List<String> failed =
        study.rows().stream().filter(r -> r.made() == null).map(StudyRow::kind).toList();
    if (!failed.isEmpty()) {
      points.add("Could not be made: " + String.join(", ", failed) + ".");
    }
    points.addAll(study.notes());
    String text = verdict.text();
    return new Verdict(
        verdict.good() ? Tone.GOOD : Tone.CAREFUL,
        text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".",
        points);
  }
}
