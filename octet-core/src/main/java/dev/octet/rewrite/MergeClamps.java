package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Objects;

/**
 * Makes one op of the RELU kind out of minima and maxima with constants, and out of two such ops.
 *
 * <pre>
 * %a = MAXIMUM(%x, const 0)
 * %y = MINIMUM(%a, const 6)     →   %y = RELU6(%x)
 *
 * %a = RELU(%x)
 * %y = RELU6(%a)                →   %y = RELU6(%x)
 * </pre>
 */
final class MergeClamps implements NodeRewrite {
  @Override
  public boolean rewrite(Node old, GraphEditor edit) {
    Node node = constantBehind(old);
    Clamp clamp = Clamp.of(node);
    if (clamp == null) {
      return false;
    }
    Tensor input = Objects.requireNonNull(node.input(0));
    Node before = edit.privateProducer(input);
    Node first = before == null ? null : constantBehind(before);
    Clamp one = first == null ? null : Clamp.of(first);
    String merged = one == null ? null : clamp.after(one).op();
    if (merged != null && first != null) {
      edit.emit(relu(merged, Objects.requireNonNull(first.input(0)), node));
      return true;
    }
    String alone = clamp.op();
    if (alone == null || node.operation().is(alone)) {
      return false;
    }
    edit.emit(relu(alone, input, node));
    return true;
  }

  private static Node relu(String op, Tensor input, Node node) {
    return new Node(Operation.builtin(op, null), List.of(input), node.outputs());
  }

  /** The same node with a constant first operand put second. */
  private static Node constantBehind(Node node) {
    Tensor first = node.input(0);
    boolean swaps = node.operation().is("MAXIMUM") || node.operation().is("MINIMUM");
    return swaps && first != null && first.isConstant()
        ? Nodes.withInputs(node, node.inputs().reversed())
        : node;
  }
}
