package dev.octet.format.tensorflow.raise;

import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NodeDef;

/** The model that a graph is part of: where new functions go, and what is to be said. */
public interface Library {
  /** A name that no function has, and like the one that is wanted. */
  String unique(String wanted);

  /** Adds a function. */
  void add(FunctionDef function);

  /** Notes that a node cannot be converted. */
  void refuse(NodeDef node, OctetException why);

  /** Notes that a node may run, though maybe for no result. */
  void runs(NodeDef node);
}
