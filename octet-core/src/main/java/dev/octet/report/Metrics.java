package dev.octet.report;

import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Difference;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Interval;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What models did on samples, as columns of a table: a value and a difference for each metric. */
final class Metrics {
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> differing = new LinkedHashSet<>();

  /**
   * The metrics of some scores.
   *
   * @param scores null where there is none
   */
  Metrics(List<? extends @Nullable Score> scores) {
    for (Score score : scores) {
      if (score != null) {
        names.addAll(score.figures().keySet());
        score.figures().values().stream()
            .filter(f -> f.difference() != null)
            .map(Figure::metric)
            .forEach(differing::add);
      }
    }
  }

  /** The columns. */
  List<Column> columns() {
    var columns = new ArrayList<Column>();
    for (String name : names) {
      String plain = Names.plain(name);
      columns.add(new Column(plain, "with the interval that holds 95% of resamples", true));
      if (differing.contains(name)) {
        columns.add(
            new Column(
                plain + ", difference",
                "to the first model, on the same samples; * where the interval does not hold 0",
                true));
      }
    }
    return columns;
  }

  /** The cells of a model; empty ones where there is no score. */
  List<Cell> cells(@Nullable Score score) {
    var cells = new ArrayList<Cell>();
    for (String name : names) {
      Figure figure = score == null ? null : score.figures().get(name);
      cells.add(figure == null ? Cell.of("") : value(figure));
      if (differing.contains(name)) {
        Difference difference = figure == null ? null : figure.difference();
        cells.add(
            figure == null || difference == null ? Cell.of("") : difference(figure, difference));
      }
    }
    return cells;
  }

  private static Cell value(Figure figure) {
    Interval interval = figure.interval();
    String between =
        interval == null
            ? ""
            : " (%s–%s)"
                .formatted(
                    text(figure.unit(), interval.low()), text(figure.unit(), interval.high()));
    return Cell.of(figure.value(), text(figure) + between);
  }

  private static Cell difference(Figure figure, Difference difference) {
    return Cell.of(
        difference.value(),
        difference(figure.unit(), difference.value())
            + interval(figure.unit(), difference.interval())
            + (difference.isSignificant() ? " *" : ""));
  }

  private static String interval(Unit unit, @Nullable Interval interval) {
    return interval == null
        ? ""
        : " (%s to %s)"
            .formatted(difference(unit, interval.low()), difference(unit, interval.high()));
  }

  /** The value of a figure. */
  static String text(Figure figure) {
    return text(figure.unit(), figure.value());
  }

  private static String text(Unit unit, double value) {
    return switch (unit) {
      case SHARE -> Figures.percent(value);
      case DECIBELS -> Double.isNaN(value) ? "" : Figures.decibels(value) + " dB";
      case NUMBER -> Figures.number(value);
    };
  }

  /** A difference with its sign; shares differ by points. */
  static String difference(Unit unit, double value) {
    String sign = value > 0 ? "+" : value < 0 ? "−" : "";
    double size = Math.abs(value);
    return switch (unit) {
      case SHARE -> sign + Figures.points(size);
      case DECIBELS -> sign + Figures.decibels(size) + " dB";
      case NUMBER -> sign + Figures.number(size);
    };
  }

  /** The difference of a figure in words: {@code −0.35 points (−0.9 to +0.2)}. */
  static String difference(Figure figure) {
    Difference difference = figure.difference();
    return difference == null
        ? ""
        : difference(figure.unit(), difference.value())
            + (figure.unit() == Unit.SHARE ? " points" : "")
            + interval(figure.unit(), difference.interval());
  }

  /** Numbers as axes have them: shares in percent. */
  static double onAxis(Figure figure) {
    return figure.unit() == Unit.SHARE ? 100 * figure.value() : figure.value();
  }

  /** The unit beside such numbers. */
  static String unit(Figure figure) {
    return switch (figure.unit()) {
      case SHARE -> "%";
      case DECIBELS -> "dB";
      case NUMBER -> "";
    };
  }

  /** A front has more where it is better. */
  static double goodness(Figure figure) {
    return figure.better() == Better.HIGHER ? figure.value() : -figure.value();
  }
}
