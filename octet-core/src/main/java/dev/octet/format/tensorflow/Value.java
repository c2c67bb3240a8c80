package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.model.Tensor;
import java.util.List;

/** What a node of TensorFlow makes. */
sealed interface Value {
  /** Numbers. */
  record Of(Tensor tensor) implements Value {}

  /** Constant texts. */
  record Texts(List<String> texts) implements Value {}

  /** A variable, a table, or whatever else a node stands for. */
  record Handle(NodeDef node) implements Value {}

  /** Several tensors of one shape and type, which an index picks from. */
  record Items(TensorList list) implements Value {}

  /** What would come of a node that cannot be converted. */
  record Refused() implements Value {}
}
