package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Array;

/** The values that variables have when a model is used. */
@FunctionalInterface
interface VariableValues {
  /**
   * The value of the variable that a node stands for.
   *
   * @throws dev.octet.error.OctetException if there is none, or it cannot be read
   */
  Array of(NodeDef variable);
}
