package dev.octet.op;

import dev.octet.model.ElementType;
import java.util.Map;

/** How far off integer kernels may be, in steps of their output, and the steps they fix. */
final class Tolerance {
  /** Ops whose kernel computes an average while it moves values. */
  private static final Map<String, Double> AVERAGING =
      Map.of("AVERAGE_POOL_2D", 1.0, "RESIZE_BILINEAR", 1.0);

  /** The same for 16 bits; the bilinear kernel knows both positions between pixels to 10 bits. */
  private static final Map<String, Double> AVERAGING_16 =
      Map.of("AVERAGE_POOL_2D", 1.0, "RESIZE_BILINEAR", 64.0);

  /**
   * Kernels that round more than once. An LSTM rounds its hidden values before it projects them: on
   * the edge between two steps its gates, exact to 2⁻¹², decide.
   */
  private static final Map<String, Double> COARSE_8 =
      Map.of("MEAN", 1.1, "REDUCE_PROD", 2.0, "LSTM", 2.0, "UNIDIRECTIONAL_SEQUENCE_LSTM", 2.0);

  /** Kernels that interpolate in tables, or round each factor. */
  private static final Map<String, Double> COARSE_16 =
      Map.of(
          "EXP", 6.0,
          "GELU", 3.0,
          "LOGISTIC", 6.0,
          "REDUCE_PROD", 12.0,
          "RSQRT", 3.0,
          "SOFTMAX", 5.0,
          "TANH", 8.0);

  private static final Map<String, Double> FIXED_8 =
      Map.of(
          "L2_NORMALIZATION", 1.0 / 128,
          "LOGISTIC", 1.0 / 256,
          "LOG_SOFTMAX", 1.0 / 16,
          "SOFTMAX", 1.0 / 256,
          "TANH", 1.0 / 128);

  private Tolerance() {}

  /** How many steps a result may be off. */
  static double steps(String op, Constraint constraint, ElementType type) {
    boolean moves = constraint == Constraint.OUTPUT_LIKE_INPUT;
    if (type == ElementType.INT16) {
      // the samples keep clear of the edges between 8-bit steps, not of those between 16-bit steps
      return moves ? 1 + AVERAGING_16.getOrDefault(op, 0.0) : COARSE_16.getOrDefault(op, 2.0);
    }
    return moves ? AVERAGING.getOrDefault(op, 0.0) : COARSE_8.getOrDefault(op, 1.0);
  }

  /** The steps in which an op writes whatever the values. */
  static Steps fixed(String op, ElementType type) {
    if (!FIXED_8.containsKey(op)) {
      throw new AssertionError(op + " is not known to have a fixed output");
    }
    return type == ElementType.INT16
        ? new Steps(1.0 / 32768, 0, -32768, 32767)
        : new Steps(FIXED_8.get(op), 0, -128, 127);
  }
}
