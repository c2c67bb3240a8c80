package dev.octet.calibrate;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.InputPatches;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A node that multiplies patches of an activation by constant weights.
 *
 * @param node the node
 * @param row what is known of its op
 * @param data the activation
 * @param weights the weights
 * @param layout of the weights
 */
record WeightedNode(Node node, OpRow row, Tensor data, Tensor weights, WeightLayout layout) {
  /** A node as such; empty for every other one. */
  static Optional<WeightedNode> of(OpTable table, Node node) {
    OpRow row = table.find(node).orElse(null);
    if (row == null || row.patches() == InputPatches.NONE) {
      return Optional.empty();
    }
    List<OpRow.Weight> slots = row.weightsOf(node);
    int[] data = row.activationInputs(node).filter(i -> !isConstant(node, i)).toArray();
    if (slots.size() != 1 || data.length != 1 || data[0] == slots.getFirst().input()) {
      return Optional.empty();
    }
    boolean inOrder = row.patches() != InputPatches.MATRIX_ROWS || data[0] == 0;
    Tensor activation = Objects.requireNonNull(node.input(data[0]));
    Tensor weights = Objects.requireNonNull(node.input(slots.getFirst().input()));
    return WeightLayout.of(row.patches(), node, activation, weights)
        .filter(_ -> inOrder)
        .map(layout -> new WeightedNode(node, row, activation, weights, layout));
  }

  /** Which patches it multiplies. */
  InputPatches patches() {
    return row.patches();
  }

  private static boolean isConstant(Node node, int input) {
    return Objects.requireNonNull(node.input(input)).isConstant();
  }

  /** For people: the op and the name of what it computes. */
  String name() {
    return name(node);
  }

  static String name(Node node) {
    return "%s '%s'".formatted(node.op(), node.output(0).name());
  }
}
