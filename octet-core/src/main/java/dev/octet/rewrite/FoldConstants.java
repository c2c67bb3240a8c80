package dev.octet.rewrite;

import dev.octet.error.OctetException;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Computes what has constant operands only, by the runtime's own kernels.
 *
 * <pre>
 * %t = TRANSPOSE(const %w, const {1,0})
 * %y = FULLY_CONNECTED(%x, %t)            →   %y = FULLY_CONNECTED(%x, const %t)
 * </pre>
 *
 * <p>What would take far more room than its operands stays, such as a FILL of many equal values,
 * and so does what has to do with quantized values. An op that the runtime cannot compute stays,
 * too: whoever runs the model will hear of it.
 */
final class FoldConstants implements NodeRewrite {
  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!Foldable.is(node)
        || !node.outputs().stream().allMatch(edit::canBeConstant)
        || FoldedSize.most(node) > FoldedSize.allowed(node)) {
      return false;
    }
    Optional<List<Tensor>> constants = compute(node);
    constants.ifPresent(
        values -> {
          for (int i = 0; i < values.size(); i++) {
            edit.forward(node.output(i), values.get(i));
          }
        });
    return constants.isPresent();
  }

  private static Optional<List<Tensor>> compute(Node node) {
    try {
      return Optional.of(OneOff.compute(node));
    } catch (OctetException e) {
      return Optional.empty();
    }
  }
}
