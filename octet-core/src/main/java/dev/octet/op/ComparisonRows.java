package dev.octet.op;

import static dev.octet.op.RowBuilder.row;

import java.util.List;

/** Ops that read floats and give no floats. */
final class ComparisonRows {
  private ComparisonRows() {}

  static List<RowBuilder> all() {
    return List.of(
        row("ARG_MAX").activation(0).integer(2, 0),
        row("ARG_MIN").activation(0).integer(2, 0),
        comparison("EQUAL"),
        comparison("GREATER"),
        comparison("GREATER_EQUAL"),
        comparison("LESS"),
        comparison("LESS_EQUAL"),
        comparison("NOT_EQUAL"),
        row("RANK").activation(0).typeBlind(),
        row("SHAPE").activation(0).typeBlind());
  }

  private static RowBuilder comparison(String op) {
    return row(op)
        .activation(0, 1)
        .integer(2, 0)
        .needsScaleBelowOne()
        .float16("the runtime's int16 kernel compares wrongly, if there is one");
  }
}
