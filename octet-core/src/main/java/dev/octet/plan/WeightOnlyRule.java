package dev.octet.plan;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.Objects;

/** Int8 weights behind DEQUANTIZE wherever that makes the file smaller. */
final class WeightOnlyRule implements Planner.NodeRule {
  private static final int BYTES_SAVED_PER_ELEMENT = Float.BYTES - Byte.BYTES;
  private static final int BYTES_PER_CHANNEL = Float.BYTES + Long.BYTES;

  private final OpTable table;
  private final Recipe recipe;

  WeightOnlyRule(OpTable table, Recipe recipe) {
    this.table = table;
    this.recipe = recipe;
  }

  @Override
  public Decision decide(Node node) {
    List<OpRow.Weight> weights = table.find(node).map(r -> r.weightsOf(node)).orElse(List.of());
    if (weights.isEmpty()) {
      return Decision.keepFloat(Reason.Code.NOTHING_TO_DO, "it has no constant weights");
    }
    return weights.stream().anyMatch(w -> saves(node, w, recipe))
        ? Decision.asked(new Scheme.WeightOnly(), "int8 weights")
        : Decision.keepFloat(
            Reason.Code.TOO_SMALL, "its weights are too small to make the file smaller");
  }

  /** Whether int8 with its scales and its DEQUANTIZE takes fewer bytes than float. */
  static boolean saves(Node node, OpRow.Weight weight, Recipe recipe) {
    Tensor tensor = Objects.requireNonNull(node.input(weight.input()));
    boolean perTensor = recipe.perTensor() || weight.axis() == OpRow.PER_TENSOR;
    long channels = perTensor ? 1 : tensor.shape().dim(weight.axis());
    return BYTES_SAVED_PER_ELEMENT * tensor.shape().elements()
        > BYTES_PER_CHANNEL * channels + Float16Rule.DEQUANTIZE_BYTES;
  }
}
