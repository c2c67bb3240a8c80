package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies by the reciprocal instead of dividing: there are integer kernels for that.
 *
 * <pre>
 * %y = DIV(%x, const {2, 4})   →   %y = MUL(%x, const {0.5, 0.25})
 * </pre>
 *
 * <p>Only where each divisor and its reciprocal are normal numbers, so that no more than rounding
 * changes.
 */
final class DivByConstant implements NodeRewrite {
  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Tensor divisor = node.input(1);
    if (!node.operation().is("DIV") || divisor == null || !Values.isFloat(node.input(0))) {
      return false;
    }
    float[] reciprocals = reciprocals(divisor);
    if (reciprocals == null) {
      return false;
    }
    Tensor factor =
        Tensor.of(
            divisor.name() + "/reciprocal",
            divisor.type(),
            divisor.shape(),
            Constant.of(reciprocals));
    Attributes options =
        Attributes.of("MulOptions")
            .with("fused_activation_function", fused(Nodes.fusedActivation(node)));
    edit.emit(
        new Node(
            Operation.builtin("MUL", options), List.of(required(node), factor), node.outputs()));
    return true;
  }

  private static Tensor required(Node node) {
    return Objects.requireNonNull(node.input(0));
  }

  private static @Nullable String fused(String name) {
    return name.equals("NONE") ? null : name;
  }

  private static float @Nullable [] reciprocals(Tensor divisor) {
    float[] values = Values.floats(divisor);
    for (int i = 0; values != null && i < values.length; i++) {
      float reciprocal = 1 / values[i];
      if (!isNormal(values[i]) || !isNormal(reciprocal)) {
        return null;
      }
      values[i] = reciprocal;
    }
    return values;
  }

  private static boolean isNormal(float value) {
    return Float.isFinite(value) && Math.abs(value) >= Float.MIN_NORMAL;
  }
}
