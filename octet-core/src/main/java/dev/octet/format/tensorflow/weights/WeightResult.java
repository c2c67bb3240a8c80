package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.MessageWriter;
import java.util.List;

/**
 * A graph with smaller weights.
 *
 * @param graph the new one
 * @param nodes how many nodes the old one has, functions included
 * @param changed the constants that are smaller or rounded now
 * @param left the large ones of reals that are not
 */
public record WeightResult(
    MessageWriter graph, long nodes, List<ChangedConstant> changed, List<LeftConstant> left) {
  /** Copies the lists. */
  public WeightResult {
    changed = List.copyOf(changed);
    left = List.copyOf(left);
  }
}
