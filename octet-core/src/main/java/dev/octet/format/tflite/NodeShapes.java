package dev.octet.format.tflite;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The shapes that the runtime will compute for single nodes. */
public final class NodeShapes {
  private NodeShapes() {}

  /**
   * The shape of a node's first output, from the shapes of its inputs as they stand.
   *
   * @return the sizes, or null for an op whose output no rule tells
   * @throws dev.octet.error.OctetException MALFORMED_MODEL if the inputs do not fit each other
   * @throws ArithmeticException if a dimension is past 2³¹
   */
  public static int @Nullable [] output(Node node) {
    var inputs = new ArrayList<int @Nullable []>();
    for (Tensor input : node.inputs()) {
      inputs.add(input == null ? null : input.shape().dims());
    }
    return ShapeRules.infer(node, inputs);
  }
}
