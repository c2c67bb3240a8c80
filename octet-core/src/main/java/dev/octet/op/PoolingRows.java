package dev.octet.op;

import static dev.octet.op.Constraint.OUTPUT_LIKE_INPUT;
import static dev.octet.op.RowBuilder.row;

import java.util.List;

/** Ops that look at windows of an image. */
final class PoolingRows {
  private PoolingRows() {}

  static List<RowBuilder> all() {
    return List.of(
        row("AVERAGE_POOL_2D").activation(0).constrained(OUTPUT_LIKE_INPUT).integer(2, 3),
        row("MAX_POOL_2D").activation(0).constrained(OUTPUT_LIKE_INPUT).integer(2, 3));
  }
}
