package dev.octet.format.tensorflow.restore;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.TensorDef;
import java.util.List;

/** Where a result of an op comes from, as far as loading a model is concerned. */
sealed interface Source {
  /** A variable, or a table: the thing itself, not its value. */
  record Handle(NodeDef node) implements Source {}

  /** The name of the checkpoint. */
  record Checkpoint() implements Source {}

  /** What is read from the checkpoint, and which part of it. */
  record Restored(String key, String shapeAndSlice) implements Source {}

  /** Texts of the graph. */
  record Texts(List<String> texts) implements Source {
    /** The last one stands for those left. */
    String at(int index) {
      return texts.isEmpty() ? "" : texts.get(Math.min(index, texts.size() - 1));
    }
  }

  /** Numbers of the graph. */
  record Constant(TensorDef tensor) implements Source {}

  /** The path of a file that comes with the model. */
  record Asset(String file) implements Source {}

  /** The value of a variable. */
  record Value(VariableName variable) implements Source {}

  /** Anything else: it takes running an op to know it. */
  record Computed(NodeDef node) implements Source {}
}
