package dev.octet.rewrite;

import dev.octet.model.ElementType;
import dev.octet.model.Footprint;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Which nodes can be computed ahead of time. */
final class Foldable {
  /** Ops whose outputs follow from the values of their inputs alone, and which end. */
  private static final Set<String> OPS =
      Set.of(
          """
          ABS ADD ADD_N ATAN2 BATCH_MATMUL BITWISE_XOR BROADCAST_ARGS BROADCAST_TO CAST CEIL \
          CONCATENATION COS CUMSUM DEPTH_TO_SPACE DIV ELU EQUAL EXP \
          EXPAND_DIMS FILL FLOOR FLOOR_DIV FLOOR_MOD FULLY_CONNECTED GATHER GATHER_ND GELU GREATER \
          GREATER_EQUAL HARD_SWISH L2_NORMALIZATION LEAKY_RELU LESS LESS_EQUAL LOG LOGICAL_AND \
          LOGICAL_NOT LOGICAL_OR LOGISTIC LOG_SOFTMAX MAXIMUM MEAN MINIMUM MIRROR_PAD MUL NEG \
          NOT_EQUAL ONE_HOT PACK PAD PADV2 POW PRELU RANGE RANK REDUCE_ALL REDUCE_ANY REDUCE_MAX \
          REDUCE_MIN REDUCE_PROD RELU RELU6 RELU_0_TO_1 RELU_N1_TO_1 RESHAPE RESIZE_BILINEAR \
          RESIZE_NEAREST_NEIGHBOR REVERSE_V2 RIGHT_SHIFT ROUND RSQRT SELECT SELECT_V2 SHAPE SIGN \
          SIN SLICE SOFTMAX SPACE_TO_DEPTH SPLIT SPLIT_V SQRT SQUARE SQUARED_DIFFERENCE SQUEEZE \
          STRIDED_SLICE SUB SUM TANH TILE TRANSPOSE UNPACK ZEROS_LIKE\
          """
              .split(" ", -1));

  /** Ops that divide, where integers may trap. */
  private static final Set<String> DIVISIONS = Set.of("DIV", "FLOOR_DIV", "FLOOR_MOD");

  private static final long LARGE = 512 << 10;

  /** Ops that may take long for what they read. */
  private static final Set<String> PRODUCTS = Set.of("BATCH_MATMUL", "FULLY_CONNECTED");

  private Foldable() {}

  /** Whether a node has constant inputs, none quantized, and the runtime can be asked about it. */
  static boolean is(Node node) {
    return !node.operation().custom()
        && OPS.contains(node.op())
        && node.operation().extras() == null
        && !node.inputs().isEmpty()
        && node.inputs().stream().filter(Objects::nonNull).allMatch(Foldable::isValue)
        && node.inputs().stream().anyMatch(Objects::nonNull)
        && node.outputs().stream().allMatch(Foldable::isPlain)
        && !mayTrap(node)
        && !(PRODUCTS.contains(node.op()) && node.inputs().stream().anyMatch(Foldable::isLarge));
  }

  private static boolean isValue(Tensor tensor) {
    return tensor.isConstant() && !Values.isSparse(tensor) && isPlain(tensor);
  }

  private static boolean isPlain(Tensor tensor) {
    return tensor.quantization() == null
        && tensor.type().bits() >= Byte.SIZE
        && !tensor.isVariable();
  }

  private static boolean isLarge(@Nullable Tensor tensor) {
    return tensor != null && Footprint.bytes(tensor) > LARGE;
  }

  private static boolean mayTrap(Node node) {
    Tensor divisor = node.input(1);
    if (!DIVISIONS.contains(node.op())
        || divisor == null
        || divisor.type() == ElementType.FLOAT32) {
      return false;
    }
    long[] values = Values.integers(divisor);
    return values == null || LongStream.of(values).anyMatch(v -> v == 0 || v == -1);
  }
}
