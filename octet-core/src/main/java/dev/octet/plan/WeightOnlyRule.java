package dev.octet.plan;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Integer weights behind DEQUANTIZE wherever that makes the file smaller. */
final class WeightOnlyRule implements Planner.NodeRule {
  private static final int BYTES_PER_CHANNEL = Float.BYTES + Long.BYTES;

  private final OpTable table;

  WeightOnlyRule(OpTable table) {
    this.table = table;
  }

  @Override
  public Decision decide(Node node, Treatment treatment) {
    Optional<OpRow> row = table.find(node).filter(r -> !r.weightsOf(node).isEmpty());
    if (row.isEmpty()) {
      return Decision.keepFloat(Reason.Code.NOTHING_TO_DO, "it has no constant weights");
    }
    List<OpRow.Weight> weights = row.get().weightsOf(node);
    if (LargestWeight.of(weights, node) < treatment.minElements()) {
      return LargestWeight.tooSmall(treatment);
    }
    var choice = WeightChoice.behindDequantize(row.get(), node, treatment.weights());
    return weights.stream().anyMatch(w -> saves(node, w, choice.format()))
        ? choice.decide(Scheme.WeightOnly::new)
        : Decision.keepFloat(
            Reason.Code.TOO_SMALL, "its weights are too small to make the file smaller");
  }

  /** Whether integers with their scales and a DEQUANTIZE take fewer bytes than floats. */
  static boolean saves(Node node, OpRow.Weight weight, WeightFormat format) {
    Tensor tensor = Objects.requireNonNull(node.input(weight.input()));
    boolean perTensor = format.isPerTensor() || weight.axis() == OpRow.PER_TENSOR;
    long channels = perTensor ? 1 : tensor.shape().dim(weight.axis());
    long bitsSaved = (Float.SIZE - format.bits()) * tensor.shape().elements();
    return bitsSaved > Byte.SIZE * (BYTES_PER_CHANNEL * channels + Float16Rule.DEQUANTIZE_BYTES);
  }
}
