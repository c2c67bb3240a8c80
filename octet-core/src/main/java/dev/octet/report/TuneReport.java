package dev.octet.report;

import dev.octet.report.Facts.Fact;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import dev.octet.report.Scatter.Point;
import dev.octet.report.Verdict.Tone;
import dev.octet.tune.Measure;
import dev.octet.tune.Metric;
import dev.octet.tune.Result;
import dev.octet.tune.Step;
import dev.octet.tune.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a search for the model that keeps its accuracy went.
 *
 * @param title of the report
 * @param metric what was measured
 * @param samples on how many samples
 * @param result what was found
 * @param notes what else the user should know
 */
public record TuneReport(
    String title, Metric metric, long samples, Result result, List<String> notes) {
  private static final String FLOAT = "float";

  /** Copies the list. */
  public TuneReport {
    notes = List.copyOf(notes);
  }

  /**
   * The report.
   *
   * @param provenance how all this was made
   */
  public Report report(Provenance provenance) {
    var sections = new ArrayList<Section>();
    sections.add(glance());
    List<Named> trials = trials();
    if (!trials.isEmpty()) {
      sections.add(choice(trials));
    }
    sections.add(course());
    Trial best = result.best();
    if (best != null && !best.candidate().choices().isEmpty()) {
      sections.add(choices(best));
    }
    return new Report(title, verdict(), sections, provenance);
  }

  /** A trial that was measured, under a name that no other has. */
  private record Named(String name, Trial trial, Measure measure) {}

  private List<Named> trials() {
    var names = new Names();
    names.fresh(FLOAT);
    var models = new HashMap<String, Trial>();
    result.front().forEach(t -> models.put(model(t), t));
    var trials = new ArrayList<Named>();
    var seen = new Names();
    for (Trial trial : result.front()) {
      add(trial, names, trials);
    }
    for (Step step : result.steps()) {
      Measure measure = step.trial().measure();
      if (measure != null
          && !models.containsKey(measure.model())
          && seen.fresh(measure.model()).equals(measure.model())) {
        add(step.trial(), names, trials);
      }
    }
    return trials;
  }

  private static void add(Trial trial, Names names, List<Named> trials) {
    trials.add(
        new Named(
            names.fresh(trial.candidate().text()), trial, Objects.requireNonNull(trial.measure())));
  }

  private static String model(Trial trial) {
    return Objects.requireNonNull(trial.measure()).model();
  }

  private Section glance() {
    var facts = new ArrayList<Fact>();
    Measure reference = result.reference();
    Trial best = result.best();
    Measure measure = best == null ? null : best.measure();
    if (measure != null) {
      facts.add(
          new Fact(
              Names.plain(metric.name()),
              value(measure.metric()),
              reference == null ? "" : "float: " + value(reference.metric())));
      facts.add(
          new Fact(
              "drop",
              drop(measure.drop()),
              "± %s, limit %s".formatted(drop(measure.error()), drop(result.goal().maxDrop()))));
      facts.add(
          new Fact(
              "size",
              Figures.bytes(measure.bytes()),
              reference == null ? "" : "float: " + Figures.bytes(reference.bytes())));
      facts.add(
          new Fact(
              "latency",
              Figures.millis(measure.latency()),
              reference == null ? "" : "float: " + Figures.millis(reference.latency())));
      facts.add(new Fact("in integers", Figures.percent(measure.integerShare()), "of the ops"));
    }
    facts.add(
        new Fact(
            "trials",
            Figures.count(result.steps().size()),
            "on %s in %s".formatted(Figures.many(samples, "sample"), Figures.time(result.time()))));
    return new Section("glance", "At a glance", "", List.of(new Facts(facts)));
  }

  private String value(double value) {
    return metric.isShare() ? Figures.percent(value) : Figures.number(value);
  }

  private String drop(double drop) {
    return metric.isShare()
        ? "%s points".formatted(Figures.number(100 * drop))
        : Figures.number(drop);
  }

  private Section choice(List<Named> trials) {
    double scale = metric.isShare() ? 100 : 1;
    var points = new ArrayList<Point>();
    Measure reference = result.reference();
    if (reference != null) {
      points.add(point(FLOAT, reference, scale, FLOAT));
    }
    trials.forEach(t -> points.add(point(t.name(), t.measure(), scale, group(t.trial()))));
    List<String> front =
        trials.stream()
            .filter(t -> result.front().contains(t.trial()))
            .sorted(Comparator.comparingLong(t -> t.measure().bytes()))
            .map(Named::name)
            .toList();
    var scatter =
        new Scatter(
            new Caption(
                "%s by bytes and latency".formatted(Names.plain(metric.name())),
                "Each point is a model that was tried; its size shows the latency. To those on the"
                    + " line no other is preferable in drop, bytes, latency and integer share."),
            new Axis("size", "B", false),
            new Axis(Names.plain(metric.name()), metric.isShare() ? "%" : "", false),
            new Axis("latency", "ms", false),
            points,
            front);
    List<Row> rows =
        trials.stream()
            .map(t -> new Row("", cells(t.name(), t.measure(), group(t.trial()))))
            .toList();
    return new Section(
        "choice",
        "Models to choose from",
        "Those that were tried, each once.",
        List.of(scatter, new Grid("Models", columns("model", "what it is"), rows)));
  }

  private String group(Trial trial) {
    return trial.equals(result.best())
        ? "best"
        : result.front().contains(trial) ? "on the front" : "beaten";
  }

  private static Point point(String name, Measure measure, double scale, String group) {
    return new Point(name, measure.bytes(), measure.metric() * scale, measure.latency(), group, "");
  }

  private List<Column> columns(String first, String last) {
    return List.of(
        new Column(first, "", false),
        new Column(Names.plain(metric.name()), "", true),
        new Column("drop", "against the float model", true),
        new Column("SNR dB", "of the output against the float model's", true),
        new Column("size", "of the file", true),
        new Column("latency", "of a sample on one thread", true),
        new Column("integer", "the part of the ops that compute in integers", true),
        new Column(last, "", false));
  }

  private List<Cell> cells(String first, @Nullable Measure measure, String last) {
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(first));
    if (measure == null) {
      for (int i = 0; i < 6; i++) {
        cells.add(Cell.of(""));
      }
    } else {
      cells.add(Cell.of(measure.metric(), value(measure.metric())));
      cells.add(Cell.of(measure.drop(), drop(measure.drop())));
      cells.add(Cell.of(measure.snr(), Figures.decibels(measure.snr())));
      cells.add(Cell.of(measure.bytes(), Figures.bytes(measure.bytes())));
      cells.add(Cell.of(measure.latency(), Figures.millis(measure.latency())));
      cells.add(Cell.of(measure.integerShare(), Figures.percent(measure.integerShare())));
    }
    cells.add(Cell.of(last));
    return cells;
  }

  private Section course() {
    var rows = new ArrayList<Row>();
    Measure reference = result.reference();
    if (reference != null) {
      rows.add(new Row("", cells(FLOAT, reference, "what all are compared with")));
    }
    for (Step step : result.steps()) {
      String failure = step.trial().failure();
      String verdict =
          step.verdict().text() + (failure.isEmpty() ? "" : ": " + Names.plain(failure));
      rows.add(new Row("", cells(Names.plain(step.what()), step.trial().measure(), verdict)));
    }
    return new Section(
        "course",
        "How the search went",
        "In the order in which it was tried.",
        List.of(new Grid("Trials", columns("tried", "verdict"), rows)));
  }

  private static Section choices(Trial best) {
    List<Row> rows =
        best.candidate().choices().entrySet().stream()
            .map(
                e ->
                    new Row(
                        "",
                        List.of(Cell.of(e.getValue().text()), Cell.of(Names.plain(e.getKey())))))
            .toList();
    return new Section(
        "layers",
        "Layers that the best model treats in another way",
        "As a recipe names them.",
        List.of(
            new Grid(
                "Layers",
                List.of(new Column("gets", "", false), new Column("layer", "", false)),
                rows)));
  }

  private Verdict verdict() {
    Trial best = result.best();
    Measure measure = best == null ? null : best.measure();
    var points = new ArrayList<String>();
    if (!result.ended().isEmpty()) {
      points.add("The search was %s: there may be better.".formatted(result.ended()));
    }
    points.addAll(notes);
    if (best == null || measure == null) {
      return new Verdict(Tone.BAD, "Nothing could be measured.", points);
    }
    points.addFirst("The best is: " + best.candidate().text() + ".");
    String headline =
        "%s of %s, a drop of %s, which %s the limit of %s; %s."
            .formatted(
                Names.plain(metric.name()),
                value(measure.metric()),
                drop(measure.drop()),
                result.within() ? "keeps" : "does not keep",
                drop(result.goal().maxDrop()),
                size(measure));
    return new Verdict(result.within() ? Tone.GOOD : Tone.BAD, headline, points);
  }

  private String size(Measure measure) {
    Measure reference = result.reference();
    String share =
        reference == null
            ? ""
            : ", %s of the float model"
                .formatted(Figures.roughly((double) measure.bytes() / reference.bytes()));
    return Figures.bytes(measure.bytes()) + share;
  }
}
