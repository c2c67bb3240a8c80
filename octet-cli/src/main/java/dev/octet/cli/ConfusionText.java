package dev.octet.cli;

import dev.octet.cli.Table.Align;
import dev.octet.evaluate.Confusion;
import java.util.Arrays;
import java.util.Locale;

/** Confusion matrices for people. */
final class ConfusionText {
  /** A terminal shows no more side by side. */
  private static final int MOST_COLUMNS = 40;

  private ConfusionText() {}

  /** A line for each class. */
  static String classes(Confusion confusion) {
    var table =
        new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("class", "count", "accuracy", "precision", "F1", "IoU");
    for (int c = 0; c < confusion.classes(); c++) {
      table.row(
          confusion.name(c),
          confusion.support(c),
          percent(confusion.recall(c)),
          percent(confusion.precision(c)),
          percent(confusion.f1(c)),
          percent(confusion.iou(c)));
    }
    table.row(
        "mean",
        confusion.total(),
        percent(confusion.macro(confusion::recall)),
        percent(confusion.macro(confusion::precision)),
        percent(confusion.macro(confusion::f1)),
        percent(confusion.macro(confusion::iou)));
    return table.toString();
  }

  /** A line for each right class, a column for each given one. */
  static String matrix(Confusion confusion) {
    int classes = confusion.classes();
    if (classes > MOST_COLUMNS) {
      return "%d classes are too many to show: --json has the matrix\n".formatted(classes);
    }
    var aligns = new Align[classes + 1];
    Arrays.fill(aligns, Align.RIGHT);
    aligns[0] = Align.LEFT;
    var table = new Table(aligns);
    var row = new Object[classes + 1];
    row[0] = "is \\ given";
    for (int c = 0; c < classes; c++) {
      row[c + 1] = confusion.name(c);
    }
    table.row(row);
    for (int actual = 0; actual < classes; actual++) {
      row[0] = confusion.name(actual);
      for (int given = 0; given < classes; given++) {
        row[given + 1] = confusion.count(actual, given);
      }
      table.row(row);
    }
    return table.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
