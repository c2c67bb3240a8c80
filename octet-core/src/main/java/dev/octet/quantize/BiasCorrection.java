package dev.octet.quantize;

import dev.octet.calibrate.LayerInputs.Means;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The float biases that make up for what rounding the weights does to the mean of outputs.
 *
 * @param adjustments whether any is asked for, and what the nodes read
 * @param done told what was corrected
 */
record BiasCorrection(Adjustments adjustments, AdjustmentNotes done) {
  /**
   * Weights of a node.
   *
   * @param tensor the floats
   * @param slot where the node has them
   */
  record Weights(Tensor tensor, OpRow.Weight slot) {}

  /**
   * The bias of a node, where it is to be another one.
   *
   * @param rounded the node's weights as integers
   * @param names for a bias where there was none
   */
  Optional<Tensor> corrected(Node node, OpRow row, Function<Weights, Tensor> rounded, Names names) {
    List<OpRow.Weight> slots = row.weightsOf(node);
    Optional<Means> means = adjustments.inputs().of(node);
    if (!adjustments.correctBiases() || row.bias() < 0 || slots.size() != 1 || means.isEmpty()) {
      return Optional.empty();
    }
    Tensor bias = node.input(row.bias());
    if (bias != null && !(bias.isConstant() && bias.type() == ElementType.FLOAT32)) {
      done.uncorrected(node);
      return Optional.empty();
    }
    OpRow.Weight slot = slots.getFirst();
    Tensor weights = Objects.requireNonNull(node.input(slot.input()));
    double[] shift =
        MeanShift.of(weights, rounded.apply(new Weights(weights, slot)), means.orElseThrow());
    done.corrected(bias == null);
    return Optional.of(MeanShift.takenOff(bias, shift, bias == null ? names.fresh("bias") : ""));
  }

  /** Notes an op that is not looked into. */
  void keptAsTheyAre(Node node) {
    done.recurrent(node);
  }
}
