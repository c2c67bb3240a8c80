package dev.octet.op;

import static dev.octet.op.Constraint.INPUTS_LIKE_OUTPUT;
import static dev.octet.op.RowBuilder.row;

import java.util.List;

/** Ops in which values of several inputs meet without arithmetic. */
final class JoinRows {
  private JoinRows() {}

  static List<RowBuilder> all() {
    return List.of(
        row("CONCATENATION").constrained(INPUTS_LIKE_OUTPUT).integer(2, 3),
        row("DILATE").activation(0, 2).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1),
        row("DYNAMIC_UPDATE_SLICE").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(1, 4),
        row("MATRIX_SET_DIAG").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1),
        row("MAXIMUM").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(2, 4),
        row("MINIMUM").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(2, 4),
        row("ONE_HOT").activation(2, 3).constrained(INPUTS_LIKE_OUTPUT).integer(1, 0),
        row("PACK").constrained(INPUTS_LIKE_OUTPUT).integer(2, 3),
        row("PADV2").activation(0, 2).constrained(INPUTS_LIKE_OUTPUT).integer(2, 3),
        row("SELECT").activation(1, 2).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1),
        row("SELECT_V2").activation(1, 2).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1),
        row("SPARSE_TO_DENSE").activation(2, 3).constrained(INPUTS_LIKE_OUTPUT).integer(3, 0),
        row("STABLEHLO_MAXIMUM").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1),
        row("STABLEHLO_MINIMUM").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1),
        row("STABLEHLO_PAD").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1));
  }
}
