package dev.octet.rewrite;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Transposes at once what is transposed twice; not at all, when the second undoes the first.
 *
 * <pre>
 * %a = TRANSPOSE(%x, const {0,2,1})
 * %y = TRANSPOSE(%a, const {1,0,2})   →   %y = TRANSPOSE(%x, const {2,0,1})
 * </pre>
 */
final class MergeTransposes implements NodeRewrite {
  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Node before = edit.producer(node.input(0));
    long[] second = permutation(node);
    long[] first = before == null ? null : permutation(before);
    Tensor x = before == null ? null : before.input(0);
    if (first == null
        || second == null
        || first.length != second.length
        || x == null
        || x.isVariable()
        || x.isConstant()) {
      return false;
    }
    var both = new int[second.length];
    boolean rising = true;
    for (int i = 0; i < both.length; i++) {
      both[i] = (int) first[(int) second[i]];
      rising &= both[i] == i;
    }
    if (rising && edit.canForward(node.output(0), x)) {
      edit.forward(node.output(0), x);
      return true;
    }
    Tensor old = Objects.requireNonNull(node.input(1));
    Tensor permutation =
        Tensor.of(old.name(), ElementType.INT32, Shape.of(both.length), Constant.of(both));
    edit.emit(Nodes.withInput(Nodes.withInput(node, 0, x), 1, permutation));
    return true;
  }

  static long @Nullable [] permutation(Node node) {
    Tensor in = node.input(0);
    boolean plain =
        node.operation().is("TRANSPOSE")
            && in != null
            && in.quantization() == null
            && node.output(0).quantization() == null;
    long[] permutation = plain ? Values.integers(node.input(1)) : null;
    for (int i = 0; permutation != null && i < permutation.length; i++) {
      if (permutation[i] < 0 || permutation[i] >= permutation.length) {
        return null;
      }
    }
    return permutation;
  }
}
