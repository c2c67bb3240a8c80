package dev.octet.format.tensorflow;

import java.util.List;
import java.util.Optional;

/** Nodes whose inputs are all constant, computed while the model is read. */
final class Folding {
  private Folding() {}

  /** The results of a node, where they can be computed now. */
  static Optional<List<Value>> fold(OpCall call) {
    return Optional.empty();
  }
}
