package dev.octet.op;

import static dev.octet.op.Constraint.OUTPUT_LIKE_INPUT;
import static dev.octet.op.RowBuilder.row;

import java.util.List;

/** Ops that make one value of many. */
final class ReductionRows {
  private ReductionRows() {}

  static List<RowBuilder> all() {
    return List.of(
        row("MEAN").activation(0).integer(2, 3).inNorms(NormPart.SUM),
        row("SUM").activation(0).integer(2, 2).inNorms(NormPart.SUM),
        row("REDUCE_PROD").activation(0).integer(2, 2),
        row("REDUCE_MAX").activation(0).constrained(OUTPUT_LIKE_INPUT).integer(2, 3),
        row("REDUCE_MIN").activation(0).constrained(OUTPUT_LIKE_INPUT).integer(2, 3));
  }
}
