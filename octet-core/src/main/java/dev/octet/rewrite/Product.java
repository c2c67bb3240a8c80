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
    return of(List.of(made), edit);
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
      } else if (node != null && isProduct(node)) {
        node.inputs().forEach(i -> open.add(Objects.requireNonNull(i)));
      } else if (node != null && node.operation().is("NEG")) {
        factor = -factor;
        open.add(Objects.requireNonNull(node.input(0)));
      } else {
        variables.add(t);
      }
    }
    return new Product(variables, factor, constants);
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
