package dev.octet.cli;

import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Figure.Difference;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Interval;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures for people. */
final class FigureText {
  private FigureText() {}

  /** The head of a column. */
  static String title(String metric) {
    if (metric.matches("top[0-9]+")) {
      return "top-" + metric.substring("top".length());
    }
    return metric.equals("sqnr") ? "SNR" : metric.replace('_', ' ');
  }

  static String value(Figure figure) {
    return value(figure.value(), figure.unit());
  }

  private static String value(double value, Unit unit) {
    if (Double.isNaN(value)) {
      return "none";
    }
    return switch (unit) {
      case SHARE -> String.format(Locale.ROOT, "%.2f%%", 100 * value);
      case DECIBELS ->
          Double.isInfinite(value)
              ? value > 0 ? "equal" : "none"
              : String.format(Locale.ROOT, "%.1f dB", value);
      case NUMBER -> number(value);
    };
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  /** A line: the model, the metric, how far it is from the first, the interval, what it tells. */
  static List<Object> comparison(Path model, Figure figure) {
    Difference difference = figure.difference();
    if (difference == null) {
      return List.of(
          model,
          title(figure.metric()),
          value(figure),
          interval(figure.interval(), figure.unit(), false),
          "");
    }
    return List.of(
        model,
        title(figure.metric()),
        signed(difference.value(), figure.unit()),
        interval(difference.interval(), figure.unit(), true),
        verdict(difference));
  }

  private static String verdict(Difference difference) {
    if (difference.interval() == null) {
      return "";
    }
    return difference.isSignificant() ? "" : "no significant difference";
  }

  private static String interval(@Nullable Interval interval, Unit unit, boolean isSigned) {
    if (interval == null) {
      return "";
    }
    return "%.0f%%: %s to %s"
        .formatted(
            100 * interval.level(),
            isSigned ? signed(interval.low(), unit) : value(interval.low(), unit),
            isSigned ? signed(interval.high(), unit) : value(interval.high(), unit));
  }

  private static String signed(double value, Unit unit) {
    if (!Double.isFinite(value)) {
      return "none";
    }
    return switch (unit) {
      case SHARE -> String.format(Locale.ROOT, "%+.2f points", 100 * value);
      case DECIBELS -> String.format(Locale.ROOT, "%+.2f dB", value);
      case NUMBER -> String.format(Locale.ROOT, "%+.4g", value);
    };
  }
}
