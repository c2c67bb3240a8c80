package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Set;

/**
 * Reshapes at once what is reshaped twice.
 *
 * <pre>
 * %a = RESHAPE(%x, const {1,2,8})
 * %y = RESHAPE(%a, const {16})       →   %y = RESHAPE(%x, const {16})
 * </pre>
 *
 * <p>The first may be a SQUEEZE or EXPAND_DIMS, too: the order of the values is all that counts.
 */
final class MergeReshapes implements NodeRewrite {
  private static final Set<String> KINDS = Set.of("RESHAPE", "SQUEEZE", "EXPAND_DIMS");

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!node.operation().is("RESHAPE") || !isPlain(node)) {
      return false;
    }
    Tensor x = node.input(0);
    for (Node before = edit.producer(x);
        before != null && isReshape(before);
        before = edit.producer(x)) {
      x = before.input(0);
    }
    if (x == null || x == node.input(0) || x.isVariable() || x.isConstant()) {
      return false;
    }
    edit.emit(Nodes.withInput(node, 0, x));
    return true;
  }

  private static boolean isReshape(Node node) {
    return !node.operation().custom() && KINDS.contains(node.op()) && isPlain(node);
  }

  private static boolean isPlain(Node node) {
    Tensor in = node.input(0);
    return in != null && in.quantization() == null && node.output(0).quantization() == null;
  }
}
