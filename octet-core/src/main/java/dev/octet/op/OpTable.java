package dev.octet.op;

import static dev.octet.op.Constraint.INPUTS_LIKE_OUTPUT;
import static dev.octet.op.Constraint.OUTPUT_LIKE_INPUT;
import static dev.octet.op.OpRow.PER_TENSOR;

import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rows of all ops that have a quantized form. Reading order: by family. */
public final class OpTable {
  private static final PerTensor UNIT_8 = new PerTensor(1f / 256, -128);
  private static final PerTensor UNIT_16 = new PerTensor(1f / 32768, 0);
  private static final PerTensor SIGNED_UNIT_8 = new PerTensor(1f / 128, 0);
  private static final PerTensor LOG_8 = new PerTensor(16f / 256, 127);

  private final SortedMap<String, OpRow> rows = new TreeMap<>();

  private OpTable(Stream<OpRow> all) {
    all.forEach(
        r -> {
          if (rows.put(r.op(), r) != null) {
            throw new IllegalArgumentException("two rows for " + r.op());
          }
        });
  }

  /** The table of the runtime that Octet is built with. */
  public static OpTable standard() {
    return new OpTable(
        Stream.of(
                weighted(),
                RecurrentRows.all(),
                pooling(),
                arithmetic(),
                reductions(),
                activations(),
                moves(),
                joins(),
                comparisons())
            .flatMap(List::stream)
            .map(RowBuilder::build));
  }

  /** The row of a node's op; empty for custom ops and those without a quantized form. */
  public Optional<OpRow> find(Node node) {
    return node.operation().custom() ? Optional.empty() : find(node.op());
  }

  /** The row of a builtin op. */
  public Optional<OpRow> find(String op) {
    return Optional.ofNullable(rows.get(op));
  }

  /** All rows, by name. */
  public Collection<OpRow> rows() {
    return rows.values();
  }

  private static List<RowBuilder> weighted() {
    return List.of(
        row("CONV_2D")
            .activation(0)
            .weight(1, 0)
            .bias(2)
            .integer(3, 4)
            .hybrid(0, 5, false)
            .where(n -> isConstant(n, 1), "its filter is not constant")
            .where(n -> isConstantOrAbsent(n, 2), "its bias is not constant"),
        row("DEPTHWISE_CONV_2D")
            .activation(0)
            .weight(1, 3)
            .bias(2)
            .integer(3, 5)
            .hybrid(0, 6, false)
            .where(n -> isConstant(n, 1), "its filter is not constant")
            .where(n -> isConstantOrAbsent(n, 2), "its bias is not constant"),
        row("FULLY_CONNECTED")
            .activation(0)
            .weight(1, 0)
            .bias(2)
            .integer(4, 7)
            .hybrid(9, 12, true)
            .options("FullyConnectedOptions")
            .where(n -> isConstant(n, 1), "its weights are not constant")
            .where(n -> isConstantOrAbsent(n, 2), "its bias is not constant")
            .where(OpTable::hasDefaultWeightsFormat, "its weights are shuffled"),
        row("TRANSPOSE_CONV")
            .activation(2)
            .weight(1, 0)
            .bias(3)
            .integer(3, 3)
            .where(n -> isConstant(n, 1), "its filter is not constant")
            .where(n -> isConstantOrAbsent(n, 3), "its bias is not constant"),
        row("BATCH_MATMUL")
            .activation(0, 1)
            .weight(0, PER_TENSOR)
            .weight(1, PER_TENSOR)
            .integer(2, 3)
            .hybrid(4, 0, true)
            .options("BatchMatMulOptions")
            .hybridWhere(n -> !isConstant(n, 0), "the constant is its left operand"));
  }

  private static List<RowBuilder> pooling() {
    return List.of(
        row("AVERAGE_POOL_2D").activation(0).constrained(OUTPUT_LIKE_INPUT).integer(2, 3),
        row("MAX_POOL_2D").activation(0).constrained(OUTPUT_LIKE_INPUT).integer(2, 3));
  }

  private static List<RowBuilder> arithmetic() {
    return List.of(
        // kernels abort when their output multiplier, (2 × input scale) / (2^shift × output scale)
        // or its square, reaches 1: the shift is 15 or 20 for sums, 7 for squared differences
        row("ADD")
            .activation(0, 1)
            .integer(2, 3)
            .options("AddOptions")
            .int16Option("pot_scale_int16", false)
            .outputScaleFloor(in -> 0x1p-13 * in),
        row("SUB")
            .activation(0, 1)
            .integer(2, 5)
            .options("SubOptions")
            .int16Option("pot_scale_int16", false)
            .outputScaleFloor(in -> 0x1p-13 * in),
        row("MUL").activation(0, 1).integer(2, 4),
        row("SQUARED_DIFFERENCE")
            .activation(0, 1)
            .integer(2, 0)
            .outputScaleFloor(in -> 0x1p-11 * in * in),
        row("ABS").activation(0).integer(2, 3),
        row("EXP").activation(0).integer(2, 2),
        row("RSQRT").activation(0).integer(2, 3));
  }

  private static List<RowBuilder> reductions() {
    return List.of(
        row("MEAN").activation(0).integer(2, 3),
        row("SUM").activation(0).integer(2, 2),
        row("REDUCE_PROD").activation(0).integer(2, 2),
        row("REDUCE_MAX").activation(0).constrained(OUTPUT_LIKE_INPUT).integer(2, 3),
        row("REDUCE_MIN").activation(0).constrained(OUTPUT_LIKE_INPUT).integer(2, 3));
  }

  private static List<RowBuilder> activations() {
    return List.of(
        row("RELU").activation(0).integer(2, 3),
        row("RELU6").activation(0).integer(2, 3),
        row("RELU_0_TO_1").activation(0).integer(1, 0),
        row("RELU_N1_TO_1").activation(0).integer(1, 0),
        row("LEAKY_RELU").activation(0).integer(1, 2),
        row("PRELU").activation(0, 1).integer(1, 0),
        row("ELU").activation(0).integer(1, 0),
        row("HARD_SWISH").activation(0).integer(1, 0),
        row("GELU").activation(0).integer(2, 2),
        row("LOGISTIC").activation(0).fixedOutput(UNIT_8, UNIT_16).integer(2, 3),
        row("TANH").activation(0).fixedOutput(SIGNED_UNIT_8, UNIT_16).integer(2, 3),
        row("SOFTMAX").activation(0).fixedOutput(UNIT_8, UNIT_16).integer(2, 3),
        row("LOG_SOFTMAX").activation(0).fixedOutput(LOG_8, null).integer(2, 0),
        row("L2_NORMALIZATION").activation(0).fixedOutput(SIGNED_UNIT_8, null).integer(2, 0));
  }

  /** Ops that only move values about. */
  private static List<RowBuilder> moves() {
    return List.of(
        move("BATCH_TO_SPACE_ND", 2, 4),
        move("BROADCAST_TO", 3, 3),
        move("DEPTH_TO_SPACE", 2, 0),
        move("EXPAND_DIMS", 1, 1),
        row("FILL").activation(1).constrained(OUTPUT_LIKE_INPUT).integer(3, 3),
        move("GATHER", 2, 4).weight(0, PER_TENSOR),
        move("GATHER_ND", 1, 3),
        move("MIRROR_PAD", 2, 3),
        move("PAD", 2, 3),
        move("RESHAPE", 1, 1),
        move("RESIZE_BILINEAR", 2, 4),
        move("RESIZE_NEAREST_NEIGHBOR", 2, 4),
        move("REVERSE_V2", 3, 3),
        move("SLICE", 2, 4),
        move("SPACE_TO_BATCH_ND", 2, 4),
        move("SPACE_TO_DEPTH", 2, 0),
        row("SPLIT").activation(1).constrained(OUTPUT_LIKE_INPUT).integer(2, 4),
        move("SPLIT_V", 2, 1),
        move("SQUEEZE", 1, 1),
        move("STRIDED_SLICE", 2, 2),
        move("TILE", 3, 0),
        move("TOPK_V2", 2, 3),
        move("TRANSPOSE", 2, 5),
        move("UNPACK", 2, 4));
  }

  private static RowBuilder move(String op, int version8, int version16) {
    return row(op).activation(0).constrained(OUTPUT_LIKE_INPUT).integer(version8, version16);
  }

  /** Ops in which values of several inputs meet without arithmetic. */
  private static List<RowBuilder> joins() {
    return List.of(
        row("CONCATENATION").constrained(INPUTS_LIKE_OUTPUT).integer(2, 3),
        row("DYNAMIC_UPDATE_SLICE").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(1, 4),
        row("MAXIMUM").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(2, 4),
        row("MINIMUM").activation(0, 1).constrained(INPUTS_LIKE_OUTPUT).integer(2, 4),
        row("PACK").constrained(INPUTS_LIKE_OUTPUT).integer(2, 3),
        row("PADV2").activation(0, 2).constrained(INPUTS_LIKE_OUTPUT).integer(2, 3),
        row("SELECT").activation(1, 2).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1),
        row("SELECT_V2").activation(1, 2).constrained(INPUTS_LIKE_OUTPUT).integer(1, 1));
  }

  /** Ops that read floats and give no floats. */
  private static List<RowBuilder> comparisons() {
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
    return row(op).activation(0, 1).integer(2, 0).needsScaleBelowOne();
  }

  private static RowBuilder row(String op) {
    return new RowBuilder(op);
  }

  private static boolean isConstant(Node node, int input) {
    Tensor tensor = node.input(input);
    return tensor != null && tensor.isConstant();
  }

  private static boolean isConstantOrAbsent(Node node, int input) {
    Tensor tensor = node.input(input);
    return tensor == null || tensor.isConstant();
  }

  private static boolean hasDefaultWeightsFormat(Node node) {
    var options = node.operation().options();
    return options == null || options.name("weights_format", "DEFAULT").equals("DEFAULT");
  }
}
