package dev.octet.plan;

import dev.octet.model.Node;
import dev.octet.op.OpRow;
import java.util.List;
import java.util.Objects;

/** Weights that are too small to be worth it. */
final class LargestWeight {
  private LargestWeight() {}

  /** How many elements the largest weight of a node has. */
  static long of(List<OpRow.Weight> weights, Node node) {
    return weights.stream()
        .map(w -> Objects.requireNonNull(node.input(w.input())))
        .mapToLong(t -> t.shape().elements())
        .max()
        .orElse(0);
  }

  /** The decision for a node whose weights are smaller than the treatment wants. */
  static Decision tooSmall(Treatment treatment) {
    return Decision.keepFloat(
        Reason.Code.TOO_SMALL,
        "its weights have fewer than %d elements".formatted(treatment.minElements()));
  }
}
