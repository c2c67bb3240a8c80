package dev.octet.rewrite;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A product of floats taken apart, as far as nobody else reads the products within it.
 *
 * @param variables the factors that are not constant
 * @param factor the constant ones of a single value, multiplied
 * @param constants the other constant ones
 */
record Product(List<Tensor> variables, double factor, List<Tensor> constants) {
  private static final double ROUNDING = 1e-6;

  /** Copies the lists. */
  Product {
    variables = List.copyOf(variables);
    constants = List.copyOf(constants);
  }

  /** The product that makes a tensor; of one factor where it is none. */
  static Product of(Tensor made, GraphEditor edit) {
    return of(made, edit.privateProducer(made), edit);
  }

  /** The same of a tensor that others may read, too. */
  static Product ofShared(Tensor made, GraphEditor edit) {
    return of(made, edit.producer(made), edit);
  }

  private static Product of(Tensor made, @Nullable Node node, GraphEditor edit) {
    Product inner = of(node == null ? List.of(made) : factors(made, node), edit);
    return node == null ? inner : inner.times(sign(node) / divisor(node));
  }

  /** The product that a node makes, of those that multiply. */
  static Product of(Node product, GraphEditor edit) {
    return of(product.inputs().stream().map(Objects::requireNonNull).toList(), edit);
  }

  private static Product of(List<Tensor> factors, GraphEditor edit) {
    var variables = new ArrayList<Tensor>();
    var constants = new ArrayList<Tensor>();
    double factor = 1;
    var open = new ArrayList<>(factors);
    while (!open.isEmpty()) {
      Tensor t = open.removeLast();
      Node node = edit.privateProducer(t);
      float[] values = Values.floats(t);
      if (values != null && values.length == 1) {
        factor *= values[0];
      } else if (t.isConstant()) {
        constants.add(t);
      } else if (node == null || factors(t, node).contains(t)) {
        variables.add(t);
      } else {
        factor *= sign(node) / divisor(node);
        open.addAll(factors(t, node));
      }
    }
    return new Product(variables, factor, constants);
  }

  /** What a node multiplies but for a number; what it makes, if it does something else. */
  private static List<Tensor> factors(Tensor made, Node node) {
    if (isProduct(node)) {
      return node.inputs().stream().map(Objects::requireNonNull).toList();
    }
    boolean one = node.operation().is("NEG") || divisor(node) != 1;
    return one ? List.of(Objects.requireNonNull(node.input(0))) : List.of(made);
  }

  private static double sign(Node node) {
    return node.operation().is("NEG") ? -1 : 1;
  }

  /** The number that a node divides by; 1 if it does not. */
  private static double divisor(Node node) {
    boolean divides = node.operation().is("DIV") && Nodes.fusedActivation(node).equals("NONE");
    float[] values = divides ? Values.floats(node.input(1)) : null;
    return values != null && values.length == 1 && values[0] != 0 ? values[0] : 1;
  }

  private Product times(double more) {
    return new Product(variables, factor * more, constants);
  }

  /** Whether all of it is variable but for a factor that is, up to rounding, this one. */
  boolean isTimes(double value) {
    return constants.isEmpty() && Math.abs(factor - value) <= ROUNDING * Math.abs(value);
  }

  /** Whether a node multiplies floats, and does nothing else. */
  static boolean isProduct(Node node) {
    return node.operation().is("MUL")
        && Nodes.fusedActivation(node).equals("NONE")
        && Values.isFloat(node.input(0))
        && Values.isFloat(node.input(1));
  }

  /** All constant factors and another one as one tensor; null where that is not simple. */
  @Nullable Tensor constant(double times) {
    if (constants.size() > 1) {
      return null;
    }
    float[] values = constants.isEmpty() ? new float[] {1} : Values.floats(constants.getFirst());
    if (values == null) {
      return null;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factor * times);
    }
    Tensor like = constants.isEmpty() ? null : constants.getFirst();
    return like == null
        ? Tensor.of("alpha", ElementType.FLOAT32, Shape.of(1), Constant.of(values))
        : Tensor.of(like.name(), like.type(), like.shape(), Constant.of(values));
  }
}
