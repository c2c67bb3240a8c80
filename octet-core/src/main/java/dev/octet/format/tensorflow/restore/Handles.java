package dev.octet.format.tensorflow.restore;

import dev.octet.format.tensorflow.graph.NodeDef;
import java.util.Set;

/** The nodes that stand for something that is loaded: variables and tables. */
final class Handles {
  private static final Set<String> VARIABLES =
      Set.of("VarHandleOp", "VariableV2", "Variable", "AutoReloadVariable");
  static final Set<String> TABLES =
      Set.of(
          "HashTable",
          "HashTableV2",
          "AnonymousHashTable",
          "MutableHashTable",
          "MutableHashTableV2",
          "AnonymousMutableHashTable",
          "MutableHashTableOfTensors",
          "MutableHashTableOfTensorsV2",
          "AnonymousMutableHashTableOfTensors",
          "MutableDenseHashTable",
          "MutableDenseHashTableV2",
          "AnonymousMutableDenseHashTable");

  private Handles() {}

  static boolean isVariable(NodeDef node) {
    return VARIABLES.contains(node.op());
  }

  static boolean isTable(NodeDef node) {
    return TABLES.contains(node.op());
  }
}
