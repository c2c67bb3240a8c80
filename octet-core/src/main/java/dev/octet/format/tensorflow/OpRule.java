package dev.octet.format.tensorflow;

import java.util.List;

/** What becomes of an op of TensorFlow. */
@FunctionalInterface
interface OpRule {
  /**
   * Adds the ops that compute what a node computes.
   *
   * @return its results, in the order of the op's outputs; trailing ones that no inference reads
   *     may be left out
   * @throws dev.octet.error.OctetException {@code UNSUPPORTED_MODEL} for what cannot be converted
   */
  List<Value> lower(OpCall call);
}
