package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The error function as {@code dev.octet.lower} says it, since LiteRT has none.
 *
 * <pre>
 * erf(x) = sign(x) · (2 · gelu(s) / s − 1)    where s = max(relu6(√2 · |x|), tiny)
 * </pre>
 */
final class ErrorFunction {
  private static final float TINY = 1e-19f;

  private ErrorFunction() {}

  /** What a tensor is the error function of; null if it is none. */
  static @Nullable Tensor argument(Tensor made, GraphEditor edit) {
    Node product = edit.producer(made);
    if (product == null || !Product.isProduct(product)) {
      return null;
    }
    Tensor x = unary("SIGN", product.input(0), edit);
    Tensor twice = with("ADD", product.input(1), -1, edit);
    Tensor ratio = twice == null ? null : with("MUL", twice, 2, edit);
    Node quotient = edit.producer(ratio);
    if (x == null || quotient == null || !quotient.operation().is("DIV")) {
      return null;
    }
    Tensor s = quotient.input(1);
    boolean fits =
        s != null && unary("GELU", quotient.input(0), edit) == s && isMagnitude(s, x, edit);
    return fits ? x : null;
  }

  private static boolean isMagnitude(Tensor s, Tensor x, GraphEditor edit) {
    Node most = edit.producer(s);
    float[] least =
        most != null && most.operation().is("MAXIMUM") ? Values.floats(most.input(1)) : null;
    if (most == null || least == null || least.length != 1 || !(least[0] <= TINY)) {
      return false;
    }
    Tensor clipped = unary("RELU6", most.input(0), edit);
    Tensor scaled = clipped == null ? null : with("MUL", clipped, (float) Math.sqrt(2), edit);
    return scaled != null && unary("ABS", scaled, edit) == x;
  }

  private static @Nullable Tensor unary(String op, @Nullable Tensor made, GraphEditor edit) {
    Node node = edit.producer(made);
    return node != null && node.operation().is(op) ? node.input(0) : null;
  }

  /** The first operand of an op whose second one is this number. */
  private static @Nullable Tensor with(
      String op, @Nullable Tensor made, float number, GraphEditor edit) {
    Node node = edit.producer(made);
    float[] values = node == null ? null : Values.floats(node.input(1));
    return node != null
            && node.operation().is(op)
            && Nodes.fusedActivation(node).equals("NONE")
            && values != null
            && values.length == 1
            && values[0] == number
        ? node.input(0)
        : null;
  }
}
