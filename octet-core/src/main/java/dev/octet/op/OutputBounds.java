package dev.octet.op;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the output of an op can reach, where that follows from how far its input reaches. */
public final class OutputBounds {
  /** The lowest point of x · relu6(x + 3) / 6. */
  private static final double HARD_SWISH_MIN = -0.375;

  private OutputBounds() {}

  /**
   * From the smallest possible value to the largest.
   *
   * @param min finite
   * @param max finite, not below {@code min}
   */
  public record Reach(double min, double max) {}

  /** The bounds of a node's output when its first input has these; empty if they do not follow. */
  public static Optional<Reach> of(Node node, Reach input) {
    double min = input.min();
    double max = input.max();
    return switch (node.operation().custom() ? "" : node.op()) {
      case "RELU" -> Optional.of(new Reach(Math.max(0, min), Math.max(0, max)));
      case "RELU6" -> Optional.of(new Reach(Math.clamp(min, 0, 6), Math.clamp(max, 0, 6)));
      case "RELU_0_TO_1" -> Optional.of(new Reach(Math.clamp(min, 0, 1), Math.clamp(max, 0, 1)));
      case "RELU_N1_TO_1" -> Optional.of(new Reach(Math.clamp(min, -1, 1), Math.clamp(max, -1, 1)));
      case "HARD_SWISH" -> Optional.of(new Reach(HARD_SWISH_MIN, Math.max(0, max)));
      case "ABS" -> Optional.of(new Reach(0, Math.max(-min, max)));
      case "MEAN" -> Optional.of(input);
      case "LEAKY_RELU" -> leaky(node.operation().options(), input);
      default -> Optional.empty();
    };
  }

  private static Optional<Reach> leaky(@Nullable Attributes options, Reach input) {
    double alpha = options == null ? 0 : options.real("alpha", 0);
    return alpha >= 0 && alpha <= 1
        ? Optional.of(
            new Reach(
                input.min() < 0 ? alpha * input.min() : input.min(), Math.max(0, input.max())))
        : Optional.empty();
  }

  /**
   * Whether a node does nothing but hold values within bounds, so that its input may be held to the
   * bounds of its output without a difference.
   */
  public static boolean isClamp(Node node) {
    return switch (node.operation().custom() ? "" : node.op()) {
      case "RELU", "RELU6", "RELU_0_TO_1", "RELU_N1_TO_1" -> true;
      default -> false;
    };
  }
}
