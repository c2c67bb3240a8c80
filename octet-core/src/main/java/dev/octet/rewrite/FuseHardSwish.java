package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hard swish that is written out as a product of three.
 *
 * <pre>
 * %a = ADD(%x, 3) fused_activation_function: RELU6
 * %b = MUL(%a, 0.16666667)
 * %y = MUL(%x, %b)                                   →   %y = HARD_SWISH(%x)
 * </pre>
 *
 * <p>The factors may come in any order.
 */
final class FuseHardSwish implements NodeRewrite {
  private static final float SHIFT = 3;
  private static final double SIXTH = 1 / 6.0;
  private static final double ROUNDING = 1e-6;

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!isProduct(node)) {
      return false;
    }
    List<Tensor> factors = factors(node, edit);
    for (Tensor x : factors) {
      if (isSwish(x, factors, edit) && x.shape().equals(node.output(0).shape())) {
        edit.emit(new Node(Operation.builtin("HARD_SWISH", null), List.of(x), node.outputs()));
        return true;
      }
    }
    return false;
  }

  private static boolean isProduct(Node node) {
    return node.operation().is("MUL")
        && Nodes.fusedActivation(node).equals("NONE")
        && Values.isFloat(node.input(0))
        && Values.isFloat(node.input(1));
  }

  /** What is multiplied, with one product within taken apart. */
  private static List<Tensor> factors(Node node, GraphEditor edit) {
    var factors = new ArrayList<Tensor>();
    for (Tensor factor : node.inputs()) {
      Node inner = edit.privateProducer(factor);
      if (inner != null && isProduct(inner)) {
        inner.inputs().forEach(f -> add(factors, f));
      } else {
        add(factors, factor);
      }
    }
    return factors;
  }

  private static void add(List<Tensor> factors, @Nullable Tensor factor) {
    if (factor != null) {
      factors.add(factor);
    }
  }

  /** Whether the factors are x, one sixth, and x + 3 within 0 and 6. */
  private static boolean isSwish(Tensor x, List<Tensor> factors, GraphEditor edit) {
    return factors.size() == 3
        && !x.isConstant()
        && factors.stream().anyMatch(f -> isClose(f, SIXTH))
        && factors.stream().anyMatch(f -> f != x && isClipped(edit.privateProducer(f), x, edit));
  }

  private static boolean isClipped(@Nullable Node node, Tensor x, GraphEditor edit) {
    if (node == null) {
      return false;
    }
    if (node.operation().is("RELU6")) {
      Node sum = edit.privateProducer(node.input(0));
      return sum != null && isSum(sum, x, "NONE");
    }
    return isSum(node, x, "RELU6");
  }

  private static boolean isSum(Node node, Tensor x, String activation) {
    return node.operation().is("ADD")
        && Nodes.fusedActivation(node).equals(activation)
        && ((node.input(0) == x && isClose(node.input(1), SHIFT))
            || (node.input(1) == x && isClose(node.input(0), SHIFT)));
  }

  private static boolean isClose(@Nullable Tensor constant, double value) {
    float[] values = Values.floats(constant);
    return values != null && values.length == 1 && Math.abs(values[0] - value) <= ROUNDING * value;
  }
}
