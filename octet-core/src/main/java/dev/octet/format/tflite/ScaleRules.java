package dev.octet.format.tflite;

import static dev.octet.model.ElementType.INT16;
import static dev.octet.model.ElementType.INT8;
import static dev.octet.model.ElementType.UINT8;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Checks scales that integer kernels turn into fixed-point multipliers: where such a multiplier is
 * not on the side of 1 on which the kernel expects it, the process aborts. The arithmetic is that
 * of the kernels, float where they use float.
 */
final class ScaleRules {
  /** From here on 31 bits round up to 1. */
  private static final double ALMOST_ONE = 1 - 0x1p-32;

  private static final int SHIFT_OF_8_BITS = 20;
  private static final int SHIFT_OF_16_BITS = 15;
  private static final int SHIFT_OF_SQUARES = 14;

  private ScaleRules() {}

  /**
   * Checks a node.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Node node) {
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    if (a == null || b == null || node.outputs().isEmpty()) {
      return;
    }
    switch (node.op()) {
      case "ADD", "SUB" -> {
        if (isRescaled(node, a, b)) {
          sum(node, a, b);
        }
      }
      case "MUL" -> {
        if (isQuantized(a) && !(scale(node.output(0)) > 0)) {
          throw TfliteReader.malformed("%s has no scale".formatted(node.output(0)));
        }
      }
      case "SQUARED_DIFFERENCE" -> {
        if (a.type() == INT8) {
          square(node, a, b);
        }
      }
      case "EQUAL", "NOT_EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL" -> {
        if (a.type() == INT8 || a.type() == UINT8 || a.type() == INT16) {
          comparable(a);
          comparable(b);
        }
      }
      default -> {} // has no such multiplier, or its own rule
    }
  }

  private static boolean isQuantized(Tensor tensor) {
    return tensor.type() == INT8
        || tensor.type() == UINT8
        || (tensor.type() == INT16 && tensor.quantization() != null);
  }

  /** Whether the kernel goes by multipliers; with 16 bits and powers of two it shifts. */
  private static boolean isRescaled(Node node, Tensor a, Tensor b) {
    Tensor output = node.output(0);
    // the kernel gives its output the type of its second input
    if (b.type() == INT8 || b.type() == UINT8) {
      return true;
    }
    Attributes options = node.operation().options();
    boolean shifts =
        options == null || !Boolean.FALSE.equals(options.fields().get("pot_scale_int16"));
    return b.type() == INT16
        && (a.quantization() != null || b.quantization() != null)
        && !(shifts && isPowerOfTwo(a) && isPowerOfTwo(b) && isPowerOfTwo(output));
  }

  private static boolean isPowerOfTwo(Tensor tensor) {
    float scale = scale(tensor);
    return scale >= Float.MIN_NORMAL && scale == Math.scalb(1f, Math.getExponent(scale));
  }

  private static void sum(Node node, Tensor a, Tensor b) {
    double twice = inputs(a, b);
    int shift = b.type() == INT16 ? SHIFT_OF_16_BITS : SHIFT_OF_8_BITS;
    double result = twice / ((float) (1 << shift) * scale(node.output(0)));
    if (node.op().equals("SUB") && result > 1 && Double.isFinite(result)) {
      return;
    }
    belowOne(result, node.output(0));
  }

  private static void square(Node node, Tensor a, Tensor b) {
    double twice = inputs(a, b);
    belowOne(
        twice * twice / ((float) (1 << SHIFT_OF_SQUARES) * scale(node.output(0))), node.output(0));
  }

  /** Twice the larger scale of both, by which each is divided. */
  private static double inputs(Tensor a, Tensor b) {
    double twice = 2 * Math.max(scale(a), scale(b));
    belowOne(scale(a) / twice, a);
    belowOne(scale(b) / twice, b);
    return twice;
  }

  private static void belowOne(double multiplier, Tensor tensor) {
    if (!(multiplier > 0 && multiplier < ALMOST_ONE)) {
      throw TfliteReader.malformed(
          "scale %s of %s does not go with the op's other scales".formatted(scale(tensor), tensor));
    }
  }

  /** The kernel takes scales below 1 and above 1, but not 1. */
  private static void comparable(Tensor tensor) {
    float scale = scale(tensor);
    if (!(scale > 0) || scale == 1 || (scale < 1 && scale >= ALMOST_ONE)) {
      throw TfliteReader.malformed(
          "scale %s of %s is one that the kernel cannot compare by".formatted(scale, tensor));
    }
  }

  /** The scale as kernels see it: 0 unless there is one for the whole tensor. */
  private static float scale(@Nullable Tensor tensor) {
    return tensor != null && tensor.quantization() instanceof PerTensor(float scale, long _)
        ? scale
        : 0;
  }
}
