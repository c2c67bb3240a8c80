package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.List;

/**
 * Where a signature enters a graph and where it leaves it.
 *
 * @param signature its name
 * @param inputs in order
 * @param outputs in order
 */
record Ends(String signature, List<Input> inputs, List<Output> outputs) {
  /** Copies the lists. */
  Ends {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * An input.
   *
   * @param port what the signature calls it
   * @param tensor what the tensor is called
   * @param node the node that it stands for
   * @param type of the elements
   * @param shape as far as the file says it
   */
  record Input(String port, String tensor, String node, DataType type, Dimensions shape) {}

  /**
   * An output.
   *
   * @param port what the signature calls it
   * @param from the result that it is
   */
  record Output(String port, Ref from) {}
}
