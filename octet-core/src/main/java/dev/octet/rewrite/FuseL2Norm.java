package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the division by the length along the last dimension that is written out.
 *
 * <pre>
 * %q = SQUARE(%x)
 * %s = SUM(%q, const {-1}) keep_dims: true
 * %m = MAXIMUM(%s, const 1e-12)
 * %r = RSQRT(%m)
 * %y = MUL(%x, %r)                           →   %y = L2_NORMALIZATION(%x)
 * </pre>
 *
 * <p>The kernel divides by 1e-6 at least (source: {@code reference/l2normalization.h}): with
 * another bound, or none, it computes something else.
 */
final class FuseL2Norm implements NodeRewrite {
  /** The rank up to which L2_NORMALIZATION has a kernel. */
  private static final int MOST_RANK = 4;

  private static final double LEAST = 1e-12;
  private static final double ROUNDING = 1e-6;

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    boolean divides = node.operation().is("DIV");
    if (!(divides || node.operation().is("MUL")) || !isPlain(node)) {
      return false;
    }
    for (int i = 0; i < (divides ? 1 : 2); i++) {
      Tensor x = node.input(i);
      Node root = edit.privateProducer(node.input(1 - i));
      if (x != null
          && root != null
          && root.operation().is(divides ? "SQRT" : "RSQRT")
          && isLength(root.input(0), x, edit)) {
        Operation unit = Operation.builtin("L2_NORMALIZATION", Attributes.of("L2NormOptions"));
        edit.emit(new Node(unit, List.of(x), node.outputs()));
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(Node node) {
    return Nodes.fusedActivation(node).equals("NONE")
        && Values.isFloat(node.input(0))
        && Values.isFloat(node.input(1));
  }

  private static boolean isLength(@Nullable Tensor made, Tensor x, GraphEditor edit) {
    Node bound = edit.privateProducer(made);
    if (bound == null || !bound.operation().is("MAXIMUM") || !isLeast(bound.input(1))) {
      return false;
    }
    Node sum = edit.privateProducer(bound.input(0));
    Node square = sum == null ? null : edit.privateProducer(sum.input(0));
    return sum != null
        && square != null
        && sum.operation().is("SUM")
        && isAlongLast(sum, x)
        && isSquare(square, x);
  }

  private static boolean isLeast(@Nullable Tensor constant) {
    float[] values = Values.floats(constant);
    return values != null && values.length == 1 && Math.abs(values[0] - LEAST) <= ROUNDING * LEAST;
  }

  private static boolean isAlongLast(Node sum, Tensor x) {
    long[] axes = Values.integers(sum.input(1));
    int rank = x.shape().isRanked() ? x.shape().rank() : 0;
    Attributes options = sum.operation().options();
    return axes != null
        && axes.length == 1
        && (axes[0] == -1 || axes[0] == rank - 1)
        && rank > 0
        && rank <= MOST_RANK
        && options != null
        && options.flag("keep_dims");
  }

  private static boolean isSquare(Node node, Tensor x) {
    return node.input(0) == x
        && (node.operation().is("SQUARE") || (Product.isProduct(node) && node.input(1) == x));
  }
}
