package dev.octet.op;

import static dev.octet.op.RowBuilder.row;

import java.util.List;
import java.util.stream.Stream;

/** Ops that compute in float only, and why where there is more to say than that no kernel does. */
final class FloatRows {
  private static final String RAW =
      "its kernel computes with raw integers, not what they stand for";
  private static final String BODY =
      "what it is made of is a graph of its own, which stays as it is";

  private FloatRows() {}

  static List<RowBuilder> all() {
    return Stream.concat(withoutKernel(), withReason()).toList();
  }

  private static Stream<RowBuilder> withoutKernel() {
    return Stream.of(
            "ADD_N ATAN2 BUCKETIZE CEIL COS CUMSUM FLOOR L2_POOL_2D LOCAL_RESPONSE_NORMALIZATION",
            "ROUND SEGMENT_SUM SIGN SIN UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_MIN",
            "UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_SUM ZEROS_LIKE")
        .flatMap(ops -> Stream.of(ops.split(" ", -1)))
        .map(op -> row(op).activation(0));
  }

  private static Stream<RowBuilder> withReason() {
    return Stream.of(
        row("CAST").activation(0).floatOnly(RAW),
        row("FLOOR_DIV").activation(0, 1).floatOnly(RAW),
        row("FLOOR_MOD").activation(0, 1).floatOnly(RAW),
        row("RANGE").activation(0, 1, 2).floatOnly("its values are counted, not measured"),
        row("UNIQUE").activation(0).floatOnly("values that are rounded alike would count as one"),
        row("WHERE").activation(0).floatOnly("values that are rounded to 0 would count as 0"),
        row("STABLEHLO_COMPOSITE").floatOnly(BODY).body("decomposition_subgraph_index"),
        row("STABLEHLO_REDUCE_WINDOW").floatOnly(BODY).body("body_subgraph_index"),
        row("STABLEHLO_SCATTER").floatOnly(BODY).body("update_computation_subgraph_index"),
        row("ASSIGN_VARIABLE").floatOnly("variables keep the type they are set in"),
        row("READ_VARIABLE").floatOnly("variables keep the type they are set in"));
  }
}
