package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leaky rectifier that is written out as what is above 0 and what is below.
 *
 * <pre>
 * %a = RELU(%x)                                    %a = RELU(%x)
 * %n = NEG(%x)                                     %n = ABS(%x)
 * %r = RELU(%n)                                    %d = SUB(%x, %n)
 * %m = MUL(%r, const %s)                           %m = MUL(%d, const 0.5·%s)
 * %y = ADD(%a, %m)   →   %y = PRELU(%x, const −%s)  %y = ADD(%a, %m)   →   %y = PRELU(%x, const %s)
 * </pre>
 *
 * <p>The factors may come in any order, and be several.
 */
final class FusePrelu implements NodeRewrite {
  /** The rank up to which PRELU has a kernel. */
  private static final int MOST_RANK = 4;

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!node.operation().is("ADD")
        || !Nodes.fusedActivation(node).equals("NONE")
        || !Values.isFloat(node.output(0))) {
      return false;
    }
    return rewrite(node, 0, edit) || rewrite(node, 1, edit);
  }

  private static boolean rewrite(Node node, int above, GraphEditor edit) {
    Node positive = edit.privateProducer(node.input(above));
    Tensor x = positive != null && positive.operation().is("RELU") ? positive.input(0) : null;
    Tensor below = node.input(1 - above);
    if (x == null || below == null) {
      return false;
    }
    Product product = Product.of(below, edit);
    if (product.variables().size() != 1) {
      return false;
    }
    double factor = slope(edit.privateProducer(product.variables().getFirst()), x, edit);
    Tensor constant = product.constant(factor);
    if (factor == 0
        || constant == null
        || x.shape().rank() > MOST_RANK
        || !x.shape().equals(node.output(0).shape())
        || !fits(constant.shape(), x.shape())) {
      return false;
    }
    Operation prelu = Operation.builtin("PRELU", null);
    edit.emit(new Node(prelu, List.of(x, constant), node.outputs()));
    return true;
  }

  /** How many times x it is where x is below 0, if it is 0 above; else 0. */
  private static double slope(@Nullable Node below, Tensor x, GraphEditor edit) {
    if (below == null) {
      return 0;
    }
    Node inner = edit.privateProducer(below.input(below.operation().is("SUB") ? 1 : 0));
    if (inner == null || inner.input(0) != x) {
      return 0;
    }
    if (below.operation().is("RELU") && inner.operation().is("NEG")) {
      return -1;
    }
    boolean difference =
        below.operation().is("SUB")
            && Nodes.fusedActivation(below).equals("NONE")
            && below.input(0) == x
            && inner.operation().is("ABS");
    return difference ? 2 : 0;
  }

  /** Whether each dimension of the slopes is one of x, or 1. */
  private static boolean fits(Shape slopes, Shape x) {
    int more = x.rank() - slopes.rank();
    if (more < 0) {
      return false;
    }
    for (int i = 0; i < slopes.rank(); i++) {
      if (slopes.dim(i) != 1 && (slopes.dim(i) != x.dim(more + i) || x.isDynamic(more + i))) {
        return false;
      }
    }
    return true;
  }
}
