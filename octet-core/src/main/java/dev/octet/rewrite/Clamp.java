package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An op that keeps values within bounds: {@code max(least, min(greatest, x))}.
 *
 * @param least negative infinity if there is no such bound
 * @param greatest infinity if there is no such bound
 */
record Clamp(float least, float greatest) {
  private static final float NONE = Float.POSITIVE_INFINITY;

  private static final Map<Clamp, String> OPS =
      Map.of(
          new Clamp(0, NONE), "RELU",
          new Clamp(0, 6), "RELU6",
          new Clamp(0, 1), "RELU_0_TO_1",
          new Clamp(-1, 1), "RELU_N1_TO_1");

  /** What a fused activation function does, or null when it does something else. */
  static @Nullable Clamp fused(Node node) {
    return switch (Nodes.fusedActivation(node)) {
      case "NONE" -> new Clamp(-NONE, NONE);
      case "RELU" -> new Clamp(0, NONE);
      case "RELU6" -> new Clamp(0, 6);
      case "RELU_N1_TO_1" -> new Clamp(-1, 1);
      default -> null;
    };
  }

  /** What a node does to its input 0, or null when it does something else. */
  static @Nullable Clamp of(Node node) {
    if (node.operation().custom()
        || !Values.isFloat(node.input(0))
        || node.outputs().size() != 1
        || !Values.isFloat(node.output(0))) {
      return null;
    }
    return switch (node.op()) {
      case "RELU" -> new Clamp(0, NONE);
      case "RELU6" -> new Clamp(0, 6);
      case "RELU_0_TO_1" -> new Clamp(0, 1);
      case "RELU_N1_TO_1" -> new Clamp(-1, 1);
      case "MAXIMUM" -> scalar(node).map(c -> new Clamp(c, NONE)).orElse(null);
      case "MINIMUM" -> scalar(node).map(c -> new Clamp(-NONE, c)).orElse(null);
      default -> null;
    };
  }

  /** The constant operand of one value that leaves the shape of the other alone. */
  private static Optional<Float> scalar(Node node) {
    Tensor x = Objects.requireNonNull(node.input(0));
    Tensor c = Objects.requireNonNull(node.input(1));
    float[] values = Values.floats(c);
    int rank = x.shape().isRanked() ? x.shape().rank() : 0;
    return values != null
            && values.length == 1
            && !Float.isNaN(values[0])
            && c.shape().rank() <= rank
        ? Optional.of(values[0] + 0f) // so that −0 is 0
        : Optional.empty();
  }

  /** This behind another one. */
  Clamp after(Clamp first) {
    return new Clamp(at(first.least), at(first.greatest));
  }

  private float at(float x) {
    return Math.max(least, Math.min(greatest, x));
  }

  /** The op that does this alone, or null if there is none. */
  @Nullable String op() {
    return OPS.get(this);
  }

  /** The name that this has as a fused activation function, or null if it has none. */
  @Nullable String fusedName() {
    String op = op();
    return op == null || op.equals("RELU_0_TO_1") ? null : op;
  }
}
