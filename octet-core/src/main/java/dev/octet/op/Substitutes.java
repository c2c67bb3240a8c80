package dev.octet.op;

import static dev.octet.model.ElementType.INT16;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What computes in the place of ops without an integer kernel. Each result is within the rounding
 * of the ops it is made of; a tensor in between has the scale that is as fine as its range allows.
 */
final class Substitutes {
  private static final int INT16_MAX = 32767;

  private Substitutes() {}

  /** {@code -x} → {@code x * -1}, where a kernel would negate raw integers. */
  static Substitute negate() {
    return new Substitute(
        "as MUL", (n, name) -> List.of(mul(in(n, 0), number(n, -1, name.apply("minus_one")), n)));
  }

  /** {@code x²} → {@code x * x}. */
  static Substitute square() {
    return new Substitute("as MUL", (n, _) -> List.of(mul(in(n, 0), in(n, 0), n)));
  }

  /** {@code a * b}, whatever the op is called. */
  static Substitute product() {
    return new Substitute("as MUL", (n, _) -> List.of(mul(in(n, 0), in(n, 1), n)));
  }

  /** {@code a + b}, whatever the op is called. */
  static Substitute sum() {
    return new Substitute(
        "as ADD", (n, _) -> List.of(add(in(n, 0), in(n, 1), n.output(0), "NONE")));
  }

  /** {@code x / c} → {@code x * (1 / c)} for one constant number. */
  static Substitute quotient() {
    return new Substitute(
        "as MUL",
        (n, name) -> {
          float divisor = Operand.number(n, 1).orElseThrow();
          return List.of(mul(in(n, 0), number(n, 1 / divisor, name.apply("reciprocal")), n));
        });
  }

  /** {@code relu1(x)} → {@code x * 1} with that activation fused. */
  static Substitute clip(String activation) {
    return new Substitute(
        "as MUL",
        (n, name) -> {
          Tensor one = number(n, 1, name.apply("one"));
          return List.of(op("MUL", 4, "MulOptions", activation, n.output(0), in(n, 0), one));
        });
  }

  /** {@code (a − b)²} → {@code d = a − b; d * d}; {@code |d|} is at most the root of the result. */
  static Substitute squaredDifference() {
    return new Substitute(
        "as SUB and MUL",
        (n, name) -> {
          Tensor y = n.output(0);
          double largest = Math.sqrt((double) scale(y) * INT16_MAX);
          Tensor d = between(y, largest / INT16_MAX, name.apply("difference"));
          return List.of(sub(in(n, 0), in(n, 1), d), mul(d, d, n));
        });
  }

  /** {@code x > 0 ? x : a * x} → {@code relu(x) + a * min(x, 0)}; both are part of the result. */
  static Substitute prelu() {
    return new Substitute(
        "as RELU, MINIMUM, MUL and ADD",
        (n, name) -> {
          Tensor x = in(n, 0);
          Tensor y = n.output(0);
          Tensor zero = constant(y, name.apply("zero"), 0, scale(x));
          Tensor below = between(y, scale(x), name.apply("below"));
          Tensor left = between(y, scale(y), name.apply("left"));
          Tensor right = between(y, scale(y), name.apply("right"));
          return List.of(
              op("RELU", 3, null, "", right, x),
              op("MINIMUM", 4, "MaximumMinimumOptions", "", below, x, zero),
              op("MUL", 4, "MulOptions", "NONE", left, below, in(n, 1)),
              add(right, left, y, "NONE"));
        });
  }

  /**
   * {@code x * relu6(x + 3) / 6} → {@code x * clip(x / 6 + 0.5)}; the clip at 1 is the end of the
   * 16 bits.
   */
  static Substitute hardSwish() {
    return new Substitute(
        "as MUL, ADD and MUL",
        (n, name) -> {
          Tensor x = in(n, 0);
          Tensor y = n.output(0);
          Tensor sixth = constant(y, name.apply("sixth"), 1, 1f / 6);
          Tensor half = constant(y, name.apply("half"), INT16_MAX, 0.5f / INT16_MAX);
          Tensor part = between(y, scale(x) / 6, name.apply("part"));
          Tensor gate = between(y, 1.0 / INT16_MAX, name.apply("gate"));
          return List.of(
              op("MUL", 4, "MulOptions", "NONE", part, x, sixth),
              add(part, half, gate, "RELU"),
              mul(x, gate, n));
        });
  }

  private static Tensor in(Node node, int input) {
    return Objects.requireNonNull(node.input(input));
  }

  private static float scale(Tensor tensor) {
    return ((PerTensor) Objects.requireNonNull(tensor.quantization())).scale();
  }

  /** A tensor of the shape and type of another, symmetric. */
  private static Tensor between(Tensor like, double scale, String name) {
    return like.withType(like.type(), new PerTensor((float) scale, 0)).withName(name);
  }

  /** A number that the integers of a node hold exactly: 1 or −1 times its magnitude. */
  private static Tensor number(Node node, float value, String name) {
    return constant(node.output(0), name, value < 0 ? -1 : 1, Math.abs(value));
  }

  private static Tensor constant(Tensor like, String name, int raw, float scale) {
    Constant data =
        like.type() == INT16
            ? Constant.of(new byte[] {(byte) raw, (byte) (raw >> 8)})
            : Constant.of(new byte[] {(byte) raw});
    return Tensor.of(name, like.type(), Shape.of(), data)
        .withData(like.type(), new PerTensor(scale, 0), data);
  }

  /** A product with the activation that a node has fused, as the node's result. */
  private static Node mul(Tensor a, Tensor b, Node node) {
    Attributes options = node.operation().options();
    String fused = options == null ? "NONE" : options.name("fused_activation_function", "NONE");
    return op("MUL", version(node, 2, 4), "MulOptions", fused, node.output(0), a, b);
  }

  private static Node add(Tensor a, Tensor b, Tensor y, String fused) {
    return unshifted(op("ADD", y.type() == INT16 ? 3 : 2, "AddOptions", fused, y, a, b));
  }

  private static Node sub(Tensor a, Tensor b, Tensor y) {
    return unshifted(op("SUB", 5, "SubOptions", "NONE", y, a, b));
  }

  private static int version(Node node, int in8Bits, int in16Bits) {
    ElementType type = node.output(0).type();
    return type == INT16 ? in16Bits : in8Bits;
  }

  private static Node unshifted(Node node) {
    Operation operation = node.operation();
    Attributes options = Objects.requireNonNull(operation.options());
    return node.output(0).type() == INT16
        ? new Node(
            operation.withOptions(options.with("pot_scale_int16", false)),
            node.inputs(),
            node.outputs())
        : node;
  }

  private static Node op(
      String name, int version, @Nullable String table, String fused, Tensor y, Tensor... inputs) {
    Attributes options = table == null ? null : Attributes.of(table);
    if (options != null && !fused.isEmpty() && !fused.equals("NONE")) {
      options = options.with("fused_activation_function", fused);
    }
    return new Node(
        Operation.builtin(name, options).withVersion(version),
        new ArrayList<@Nullable Tensor>(List.of(inputs)),
        List.of(y));
  }
}
