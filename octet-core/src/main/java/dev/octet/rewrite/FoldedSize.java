package dev.octet.rewrite;

import dev.octet.error.OctetException;
import dev.octet.format.tflite.NodeShapes;
import dev.octet.model.Footprint;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How large outputs get that are computed ahead of time, by what the op does and not by the file.
 */
final class FoldedSize {
  /** Results up to this size are welcome whatever they came from. */
  private static final long SMALL = 4 << 10;

  /** Larger ones are kept in memory no longer than needed: when the model is written. */
  private static final long LARGE = 256L << 20;

  /** A CAST to a wider type may double what it reads. */
  private static final int MOST_GROWTH = 2;

  private FoldedSize() {}

  /** The bytes that the outputs may take. */
  static long allowed(Node node) {
    return Math.clamp(MOST_GROWTH * inputBytes(node), SMALL, LARGE);
  }

  /** The most bytes that the outputs can take; {@link Long#MAX_VALUE} if nobody knows. */
  static long most(Node node) {
    int bits = node.outputs().stream().mapToInt(t -> t.type().bits()).max().orElse(0);
    try {
      return Math.multiplyExact(elements(node), Math.ceilDiv(bits, Byte.SIZE));
    } catch (OctetException | ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private static long elements(Node node) {
    int[] shape = NodeShapes.output(node);
    if (shape != null) {
      long elements = 1;
      for (int dim : shape) {
        elements = Math.multiplyExact(elements, (long) dim);
      }
      return elements;
    }
    return switch (node.op()) {
      case "RANGE" -> range(node);
      case "ONE_HOT" -> oneHot(node);
      case "GATHER", "GATHER_ND" -> Math.multiplyExact(of(node, 0), of(node, 1));
      case "SELECT_V2", "BROADCAST_ARGS", "ATAN2", "BITWISE_XOR", "RIGHT_SHIFT" ->
          inputs(node).mapToLong(t -> t.shape().elements()).reduce(1, Math::multiplyExact);
      case "ADD_N",
          "EXPAND_DIMS",
          "RANK",
          "SELECT",
          "SHAPE",
          "SLICE",
          "SPLIT",
          "SPLIT_V",
          "SQUEEZE",
          "STRIDED_SLICE",
          "UNPACK" ->
          inputs(node).mapToLong(t -> Math.max(t.shape().elements(), t.shape().rank())).sum();
      default -> Long.MAX_VALUE;
    };
  }

  private static long oneHot(Node node) {
    double depth = integer(node, 1);
    return depth >= 0 ? Math.multiplyExact(of(node, 0), (long) depth) : Long.MAX_VALUE;
  }

  private static long range(Node node) {
    double start = number(node, 0);
    double steps = (number(node, 1) - start) / number(node, 2);
    return steps >= 0 && steps < Integer.MAX_VALUE ? (long) Math.ceil(steps) : Long.MAX_VALUE;
  }

  private static double number(Node node, int input) {
    float[] floats = Values.floats(node.input(input));
    return floats != null && floats.length == 1 ? floats[0] : integer(node, input);
  }

  private static double integer(Node node, int input) {
    long[] values = Values.integers(node.input(input));
    return values != null && values.length == 1 ? values[0] : Double.NaN;
  }

  private static long of(Node node, int input) {
    return Objects.requireNonNull(node.input(input)).shape().elements();
  }

  private static Stream<Tensor> inputs(Node node) {
    return node.inputs().stream().filter(Objects::nonNull);
  }

  private static long inputBytes(Node node) {
    return inputs(node).mapToLong(Footprint::bytes).sum();
  }
}
