package dev.octet.report;

import dev.octet.evaluate.Confusion;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.report.Facts.Fact;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import dev.octet.report.Scatter.Point;
import dev.octet.report.Verdict.Tone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What models did on the same samples.
 *
 * @param title of the report
 * @param evaluation what they did
 * @param notes what else the user should know, a line each
 */
public record EvaluationReport(String title, Evaluation evaluation, List<String> notes) {
  /** A loss of so many points is worth a word. */
  private static final double POINT = 0.01;

  /** Copies the list. */
  public EvaluationReport {
    notes = List.copyOf(notes);
  }

  /**
   * The report.
   *
   * @param provenance how all this was made
   */
  public Report report(Provenance provenance) {
    List<Named> models = named();
    var sections = new ArrayList<Section>();
    sections.add(glance(models));
    sections.add(table(models));
    var confusions = new LinkedHashMap<String, Confusion>();
    for (Named model : models) {
      Confusion confusion = model.score().confusion();
      if (confusion != null && confusion.classes() > 0) {
        confusions.put(model.name(), confusion);
      }
    }
    if (!confusions.isEmpty()) {
      sections.add(ConfusionSection.of(confusions));
    }
    return new Report(title, verdict(models), sections, provenance);
  }

  /** A model under a name that no other has. */
  private record Named(String name, Score score) {
    /** The figure that says most. */
    Optional<Figure> main() {
      return score.figures().values().stream().findFirst();
    }
  }

  private List<Named> named() {
    var names = FileNames.of(evaluation.models().stream().map(Score::file).toList());
    var named = new ArrayList<Named>();
    for (int i = 0; i < evaluation.models().size(); i++) {
      named.add(new Named(names.get(i), evaluation.models().get(i)));
    }
    return named;
  }

  private Section glance(List<Named> models) {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("samples", Figures.count(evaluation.samples()), ""));
    if (models.size() == 1) {
      Score score = models.getFirst().score();
      score
          .figures()
          .values()
          .forEach(f -> facts.add(new Fact(Names.plain(f.metric()), Metrics.text(f), "")));
      facts.add(new Fact("size", Figures.bytes(score.bytes()), ""));
    } else {
      for (Named model : models) {
        model
            .main()
            .ifPresent(
                f ->
                    facts.add(
                        new Fact(
                            model.name(),
                            Metrics.text(f),
                            Names.plain(f.metric())
                                + (f.difference() == null ? "" : ", " + Metrics.difference(f)))));
      }
    }
    return new Section("glance", "At a glance", "", List.of(new Facts(facts)));
  }

  private Section table(List<Named> models) {
    var blocks = new ArrayList<Block>();
    if (models.size() > 1) {
      scatter(models).ifPresent(blocks::add);
    }
    var metrics = new Metrics(models.stream().map(Named::score).toList());
    var columns = new ArrayList<Column>();
    columns.add(new Column("model", "", false));
    columns.add(new Column("size", "of the file", true));
    columns.addAll(metrics.columns());
    boolean broken = models.stream().anyMatch(m -> m.score().broken() > 0);
    if (broken) {
      columns.add(new Column("broken", "samples with NaN or an infinity in the output", true));
    }
    List<Row> rows =
        models.stream()
            .map(
                m -> {
                  var cells = new ArrayList<Cell>();
                  cells.add(Cell.of(m.name()));
                  cells.add(Cell.of(m.score().bytes(), Figures.bytes(m.score().bytes())));
                  cells.addAll(metrics.cells(m.score()));
                  if (broken) {
                    cells.add(Cell.of(m.score().broken(), Figures.count(m.score().broken())));
                  }
                  return new Row("", cells);
                })
            .toList();
    blocks.add(new Grid("Models and metrics", columns, rows));
    return new Section(
        "models",
        "Models",
        "In parentheses: where the value lies by resampling the samples. A difference with * is"
            + " larger than chance explains.",
        blocks);
  }

  private Optional<Scatter> scatter(List<Named> models) {
    List<Named> shown =
        models.stream()
            .filter(m -> m.main().filter(f -> Double.isFinite(f.value())).isPresent())
            .toList();
    if (shown.size() < 2) {
      return Optional.empty();
    }
    Figure first = shown.getFirst().main().orElseThrow();
    if (shown.stream().anyMatch(m -> !m.main().orElseThrow().metric().equals(first.metric()))) {
      return Optional.empty();
    }
    List<Point> points =
        shown.stream()
            .map(
                m ->
                    new Point(
                        m.name(),
                        m.score().bytes(),
                        Metrics.onAxis(m.main().orElseThrow()),
                        Double.NaN,
                        m.equals(shown.getFirst()) ? "the first" : "others",
                        "models"))
            .toList();
    List<String> front =
        ParetoLine.of(
            shown,
            Named::name,
            m -> m.score().bytes(),
            m -> Metrics.goodness(m.main().orElseThrow()));
    return Optional.of(
        new Scatter(
            new Caption(
                "%s by bytes".formatted(Names.plain(first.metric())),
                "Each point is a model. To those on the line no other is preferable in both."),
            new Axis("size", "B", false),
            new Axis(Names.plain(first.metric()), Metrics.unit(first), false),
            null,
            points,
            front));
  }

  private Verdict verdict(List<Named> models) {
    var points = new ArrayList<String>();
    for (Named model : models) {
      if (model.score().broken() > 0) {
        points.add(
            "%s gives NaN or an infinity for %s."
                .formatted(model.name(), Figures.many(model.score().broken(), "sample")));
      }
      if (models.size() > 1) {
        model.main().ifPresent(f -> points.add(sentence(model, f)));
      }
    }
    points.addAll(notes);
    if (models.size() == 1) {
      Named only = models.getFirst();
      String text =
          only.main()
              .map(
                  f ->
                      "%s: %s of %s."
                          .formatted(only.name(), Names.plain(f.metric()), Metrics.text(f)))
              .orElse(
                  only.name() + " ran on " + Figures.many(evaluation.samples(), "sample") + ".");
      return new Verdict(Tone.NEUTRAL, text, points);
    }
    Named worst = models.get(1);
    for (Named model : models.subList(1, models.size())) {
      worst = drop(model) > drop(worst) ? model : worst;
    }
    return new Verdict(tone(worst), headline(models, worst), points);
  }

  private static double drop(Named model) {
    return model.main().map(Figure::drop).orElse(0.0);
  }

  private static Tone tone(Named worst) {
    Figure figure = worst.main().orElse(null);
    if (figure == null || figure.difference() == null || figure.unit() != Unit.SHARE) {
      return Tone.NEUTRAL;
    }
    boolean worse = figure.drop() > 0 && figure.difference().isSignificant();
    return !worse ? Tone.GOOD : figure.drop() > POINT ? Tone.BAD : Tone.CAREFUL;
  }

  private static String sentence(Named model, Figure figure) {
    String difference =
        figure.difference() == null ? "" : ", " + Metrics.difference(figure) + " to the first";
    return "%s: %s %s%s, %s."
        .formatted(
            model.name(),
            Names.plain(figure.metric()),
            Metrics.text(figure),
            difference,
            Figures.bytes(model.score().bytes()));
  }

  private static String headline(List<Named> models, Named worst) {
    String first = models.getFirst().name();
    Figure figure = worst.main().orElse(null);
    if (figure == null) {
      return "%d models beside %s.".formatted(models.size() - 1, first);
    }
    String which = models.size() == 2 ? worst.name() : "The worst, " + worst.name() + ",";
    if (figure.difference() == null) {
      return "%s has %s %s.".formatted(which, Names.plain(figure.metric()), Metrics.text(figure));
    }
    boolean told = figure.difference().isSignificant();
    String verdict =
        !told
            ? "cannot be told from %s by these samples".formatted(first)
            : figure.drop() > 0 ? "is worse than " + first : "is better than " + first;
    return "%s %s: %s %s, %s."
        .formatted(
            which,
            verdict,
            Names.plain(figure.metric()),
            Metrics.text(figure),
            Metrics.difference(figure));
  }
}
