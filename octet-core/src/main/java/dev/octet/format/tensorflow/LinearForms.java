package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sums of products that tensors of a graph are, through the ways there are to write them:
 * products that are added, a product of what is joined, columns that are split off.
 */
final class LinearForms {
  private static final int DEEPEST = 32;

  private final Makers makers;
  private final UnaryOperator<Tensor> leaf;

  /**
   * Of a graph.
   *
   * @param leaf what stands for a tensor that is multiplied
   */
  LinearForms(Makers makers, UnaryOperator<Tensor> leaf) {
    this.makers = makers;
    this.leaf = leaf;
  }

  /** The form of a tensor, if it has one. */
  Optional<LinearForm> of(Tensor tensor) {
    return of(tensor, 0);
  }

  private Optional<LinearForm> of(Tensor tensor, int depth) {
    Node node = makers.of(tensor).filter(n -> makers.of(tensor, n.op()).isPresent()).orElse(null);
    if (node == null) {
      return constant(tensor)
          .filter(c -> c.shape().elements() == (c.rank() == 0 ? 1 : c.dim(-1)))
          .map(c -> LinearForm.of(c.reshaped(Math.toIntExact(c.shape().elements()))));
    }
    return depth > DEEPEST ? Optional.empty() : of(tensor, node, depth + 1);
  }

  private Optional<LinearForm> of(Tensor tensor, Node node, int depth) {
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    if (a == null) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case "FULLY_CONNECTED" -> connected(node, a, b);
      case "BATCH_MATMUL" -> product(node, a, b);
      case "ADD" -> b == null ? Optional.empty() : sum(tensor, a, b, depth);
      case "RESHAPE" -> sameRows(tensor, a) ? of(a, depth) : Optional.empty();
      default ->
          Columns.of(node, tensor)
              .flatMap(c -> of(c.from(), depth).map(f -> f.slice(c.begin(), c.size())));
    };
  }

  private Optional<LinearForm> connected(Node node, Tensor x, @Nullable Tensor weights) {
    Optional<Array> w =
        weights == null ? Optional.empty() : constant(weights).map(a -> a.transposed(1, 0));
    Tensor bias = node.input(2);
    if (w.isEmpty() || !(isFlat(x) || Makers.options(node).flag("keep_num_dims"))) {
      return Optional.empty();
    }
    Optional<LinearForm> product = product(x, w.get());
    return bias == null
        ? product
        : product.flatMap(
            p -> constant(bias).flatMap(b -> p.plus(LinearForm.of(b.reshaped(b.dim(-1))))));
  }

  private static boolean isFlat(Tensor x) {
    return x.shape().rank() == 2;
  }

  private Optional<LinearForm> product(Node node, Tensor x, @Nullable Tensor weights) {
    if (weights == null || weights.shape().rank() != 2 || Makers.options(node).flag("adj_x")) {
      return Optional.empty();
    }
    boolean turned = Makers.options(node).flag("adj_y");
    return constant(weights).map(w -> turned ? w.transposed(1, 0) : w).flatMap(w -> product(x, w));
  }

  /** What is joined is multiplied by the rows of the weight one after the other. */
  private Optional<LinearForm> product(Tensor x, Array weight) {
    Node joined = makers.of(x, "CONCATENATION").orElse(null);
    if (joined == null) {
      return Optional.of(LinearForm.of(leaf.apply(x), weight));
    }
    int rank = x.shape().rank();
    if (Math.floorMod(Makers.options(joined).integer("axis", 0), rank) != rank - 1) {
      return Optional.empty();
    }
    Optional<LinearForm> sum = Optional.of(LinearForm.of(Array.filled(0, weight.dim(1))));
    int from = 0;
    for (Tensor part : joined.inputs()) {
      if (part == null) {
        return Optional.empty();
      }
      int rows = part.shape().dim(-1);
      LinearForm product = LinearForm.of(leaf.apply(part), weight.slice(0, from, rows));
      sum = sum.flatMap(s -> s.plus(product));
      from += rows;
    }
    return sum;
  }

  private Optional<LinearForm> sum(Tensor sum, Tensor a, Tensor b, int depth) {
    boolean elementwise = isAll(a, sum) && isAll(b, sum);
    return elementwise
        ? of(a, depth).flatMap(x -> of(b, depth).flatMap(x::plus))
        : Optional.empty();
  }

  /** Whether nothing is repeated in a sum but constants. */
  private static boolean isAll(Tensor part, Tensor sum) {
    return part.isConstant() || sameRows(sum, part);
  }

  private static boolean sameRows(Tensor a, Tensor b) {
    Shape one = a.shape();
    Shape other = b.shape();
    return one.rank() > 0
        && other.rank() > 0
        && one.dim(-1) == other.dim(-1)
        && !one.isDynamic(one.rank() - 1)
        && one.elements() == other.elements()
        && one.isDynamic() == other.isDynamic();
  }

  private static Optional<Array> constant(Tensor tensor) {
    Constant data = tensor.data();
    return data == null || tensor.type() != ElementType.FLOAT32
        ? Optional.empty()
        : Optional.of(new Array(tensor.type(), tensor.shape(), data));
  }
}
