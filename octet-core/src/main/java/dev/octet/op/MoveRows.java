package dev.octet.op;

import static dev.octet.op.Constraint.OUTPUT_LIKE_INPUT;
import static dev.octet.op.OpRow.PER_TENSOR;
import static dev.octet.op.RowBuilder.row;

import java.util.List;

/** Ops that only move values about. */
final class MoveRows {
  private MoveRows() {}

  static List<RowBuilder> all() {
    return List.of(
        move("BATCH_TO_SPACE_ND", 2, 4),
        move("BROADCAST_TO", 3, 3),
        move("DEPTH_TO_SPACE", 2, 0),
        move("EXPAND_DIMS", 1, 1),
        row("FILL").activation(1).constrained(OUTPUT_LIKE_INPUT).integer(3, 3),
        move("GATHER", 2, 4).weight(0, PER_TENSOR),
        move("GATHER_ND", 1, 3),
        move("MATRIX_DIAG", 0, 1).float8("its int8 kernel fills with raw 0, which is not 0.0"),
        move("MIRROR_PAD", 2, 3),
        move("PAD", 2, 3),
        move("RESHAPE", 1, 1),
        move("RESIZE_BILINEAR", 2, 4),
        move("RESIZE_NEAREST_NEIGHBOR", 2, 4),
        move("REVERSE_SEQUENCE", 0, 1),
        move("REVERSE_V2", 3, 3),
        row("SCATTER_ND")
            .activation(1)
            .float8("its int8 kernel fills with raw 0, which is not 0.0, and adds raw integers"),
        move("SLICE", 2, 4),
        move("SPACE_TO_BATCH_ND", 2, 4),
        move("SPACE_TO_DEPTH", 2, 0),
        row("SPLIT").activation(1).constrained(OUTPUT_LIKE_INPUT).integer(2, 4),
        move("SPLIT_V", 2, 1),
        move("SQUEEZE", 1, 1),
        move("STABLEHLO_GATHER", 1, 1),
        move("STRIDED_SLICE", 2, 2),
        move("TILE", 3, 0),
        move("TOPK_V2", 2, 3),
        move("TRANSPOSE", 2, 5),
        move("UNPACK", 2, 4));
  }

  private static RowBuilder move(String op, int version8, int version16) {
    return row(op).activation(0).constrained(OUTPUT_LIKE_INPUT).integer(version8, version16);
  }
}
