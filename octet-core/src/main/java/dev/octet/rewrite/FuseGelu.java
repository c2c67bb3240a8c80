package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the GELU that is written out with the error function, or with a tangent.
 *
 * <pre>
 * 0.5 · x · (1 + erf(x / √2))                          →   %y = GELU(%x)
 * 0.5 · x · (1 − erf(−x / √2))
 * 0.5 · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))   →   %y = GELU(%x) approximate: true
 * 0.5 · x · (1 + tanh(√(2/π) · x · (1 + 0.044715 · x²)))
 * </pre>
 *
 * <p>Factors and summands may come in any order; the powers may be products, SQUARE or POW.
 */
final class FuseGelu implements NodeRewrite {
  private static final double INNER = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!Product.isProduct(node)) {
      return false;
    }
    Product product = Product.of(node, edit);
    if (product.variables().size() != 2 || !product.isTimes(0.5)) {
      return false;
    }
    for (int i = 0; i < 2; i++) {
      Tensor x = product.variables().get(i);
      Tensor tangent = product.variables().get(1 - i);
      boolean fits = x.shape().equals(node.output(0).shape());
      boolean exact = fits && isErrorFunction(x, tangent, edit);
      if (exact || (fits && isTangent(x, tangent, edit))) {
        Attributes options =
            Attributes.of("GeluOptions").with("approximate", exact ? null : (Object) true);
        edit.emit(new Node(Operation.builtin("GELU", options), List.of(x), node.outputs()));
        return true;
      }
    }
    return false;
  }

  /** Whether a tensor is one and the error function, or one less that of the opposite. */
  private static boolean isErrorFunction(Tensor x, Tensor gate, GraphEditor edit) {
    Tensor sum = plus(gate, 1, edit);
    boolean less = sum == null;
    Tensor made = sum == null ? lessThanOne(gate, edit) : sum;
    Tensor argument = made == null ? null : ErrorFunction.argument(made, edit);
    if (argument == null) {
      return false;
    }
    Product product = Product.ofShared(argument, edit);
    return product.isTimes(less ? -Math.sqrt(0.5) : Math.sqrt(0.5))
        && product.variables().equals(List.of(x));
  }

  /** What is taken off 1, or null. */
  private static @Nullable Tensor lessThanOne(Tensor difference, GraphEditor edit) {
    Node node = edit.privateProducer(difference);
    float[] one =
        node != null && node.operation().is("SUB") && Nodes.fusedActivation(node).equals("NONE")
            ? Values.floats(node.input(0))
            : null;
    return node != null && one != null && one.length == 1 && one[0] == 1 ? node.input(1) : null;
  }

  /** Whether a tensor is one and the tangent. */
  private static boolean isTangent(Tensor x, Tensor gate, GraphEditor edit) {
    Tensor inner = plus(gate, 1, edit);
    Node tangent = edit.privateProducer(inner);
    Tensor argument = tangent != null && tangent.operation().is("TANH") ? tangent.input(0) : null;
    if (argument == null) {
      return false;
    }
    Product product = Product.of(argument, edit);
    List<Tensor> factors = product.variables();
    if (!product.isTimes(INNER)) {
      return false;
    }
    return switch (factors.size()) {
      case 1 -> isSum(x, factors.getFirst(), edit);
      case 2 ->
          (factors.getFirst() == x && isPower(plus(factors.getLast(), 1, edit), x, 2, edit))
              || (factors.getLast() == x && isPower(plus(factors.getFirst(), 1, edit), x, 2, edit));
      default -> false;
    };
  }

  /** What a number is added to, or null. */
  private static @Nullable Tensor plus(Tensor sum, double number, GraphEditor edit) {
    Node node = edit.privateProducer(sum);
    for (int i = 0; node != null && isSum(node) && i < 2; i++) {
      float[] values = Values.floats(node.input(i));
      if (values != null && values.length == 1 && values[0] == number) {
        return node.input(1 - i);
      }
    }
    return null;
  }

  private static boolean isSum(Node node) {
    return node.operation().is("ADD") && Nodes.fusedActivation(node).equals("NONE");
  }

  /** Whether a tensor is x and so many times its third power. */
  private static boolean isSum(Tensor x, Tensor sum, GraphEditor edit) {
    Node node = edit.privateProducer(sum);
    return node != null
        && isSum(node)
        && ((node.input(0) == x && isPower(node.input(1), x, 3, edit))
            || (node.input(1) == x && isPower(node.input(0), x, 3, edit)));
  }

  private static boolean isPower(@Nullable Tensor made, Tensor x, int exponent, GraphEditor edit) {
    if (made == null) {
      return false;
    }
    Product product = Product.of(made, edit);
    double sum = 0;
    for (Tensor factor : product.variables()) {
      sum += exponent(factor, x, edit);
    }
    return product.isTimes(CUBIC) && sum == exponent;
  }

  /** Which power of x a tensor is; no number where it is none. */
  private static double exponent(Tensor factor, Tensor x, GraphEditor edit) {
    Node node = edit.privateProducer(factor);
    if (factor == x) {
      return 1;
    }
    if (node == null || node.input(0) != x) {
      return Double.NaN;
    }
    float[] power = node.operation().is("POW") ? Values.floats(node.input(1)) : null;
    return node.operation().is("SQUARE")
        ? 2
        : power != null && power.length == 1 ? power[0] : Double.NaN;
  }
}
