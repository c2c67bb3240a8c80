package dev.octet.format.tflite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows shapes through a graph as the runtime will: it takes the shapes of inputs and constants
 * from the file and computes the others, so what the file says of those may be stale.
 *
 * <p>A shape is <em>certain</em> when it follows, by {@link ShapeRules}, from certain ones.
 * Operands that do not fit are refused only when they are certain: with dynamic dimensions the
 * runtime may be given others.
 */
final class ShapeInference {
  private final Map<Tensor, int[]> computed = new HashMap<>();
  private final Set<Tensor> certain = new HashSet<>();

  /**
   * Starts at the inputs of a graph.
   *
   * @param ownInputs whether the shapes of its inputs are those of the file
   */
  ShapeInference(Graph graph, boolean ownInputs) {
    for (Tensor input : graph.inputs()) {
      if (ownInputs && !input.shape().isDynamic()) {
        certain.add(input);
      }
    }
  }

  /** The shape of a tensor, to the best of what is known. */
  int[] shape(Tensor tensor) {
    int[] known = computed.get(tensor);
    return known == null ? tensor.shape().dims() : known;
  }

  /**
   * Computes the shape of a node's output.
   *
   * @throws OctetException MALFORMED_MODEL if its operands do not fit each other
   */
  void step(Node node) {
    boolean sure = true;
    var inputs = new ArrayList<int @Nullable []>();
    for (Tensor input : node.inputs()) {
      inputs.add(input == null ? null : shape(input));
      sure &= input == null || input.isConstant() || input.isVariable() || certain.contains(input);
    }
    int[] output;
    try {
      output = ShapeRules.infer(node, inputs);
    } catch (OctetException e) {
      if (sure || e.code() == ErrorCode.MODEL_TOO_LARGE) {
        throw e;
      }
      return;
    } catch (ArithmeticException e) {
      throw new OctetException(ErrorCode.MODEL_TOO_LARGE, "its output is larger than any memory")
          .because(e);
    }
    if (output != null && !node.outputs().isEmpty()) {
      computed.put(node.output(0), output);
      if (sure) {
        certain.add(node.output(0));
      }
    }
  }
}
