package dev.octet.op;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.Granularity;
import dev.octet.plan.WeightFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which weights each op must get when 4 bits are asked for, written down a second time. */
final class LowBitsExpected {
  private static final Set<String> HYBRID =
      Set.of("CONV_2D", "EMBEDDING_LOOKUP", "FULLY_CONNECTED");
  private static final Set<String> INT8 = Set.of("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED");
  private static final Set<String> INT16 = Set.of("CONV_2D", "FULLY_CONNECTED");
  private static final Set<String> BLOCKS = Set.of("EMBEDDING_LOOKUP", "FULLY_CONNECTED");

  private LowBitsExpected() {}

  static WeightFormat integer(OpRow row, Node node, ElementType type, WeightFormat asked) {
    Set<String> ops = type == ElementType.INT16 ? INT16 : INT8;
    if (row.weightsOf(node).isEmpty()) {
      return asked;
    }
    boolean isRefused =
        type == ElementType.INT8
            && row.op().equals("FULLY_CONNECTED")
            && Objects.requireNonNull(node.input(1)).shape().dim(0) == 1;
    boolean takes = ops.contains(row.op()) && !isRefused;
    return takes ? asked : asked.withBits(8);
  }

  static WeightFormat behindDequantize(WeightFormat asked) {
    return asked.granularity().isBlockwise() ? asked.withGranularity(Granularity.CHANNEL) : asked;
  }

  static WeightFormat hybrid(OpRow row, Node node, WeightFormat asked) {
    if (asked.bits() == 8) {
      return asked;
    }
    boolean fourBits =
        HYBRID.contains(row.op()) && !hasOddRows(row, node) && !hasThreeAxes(row, node);
    WeightFormat bits = fourBits ? asked : asked.withBits(8);
    return fourBits && takesBlocks(row, node, asked) ? bits : behindDequantize(bits);
  }

  private static boolean hasOddRows(OpRow row, Node node) {
    return row.op().equals("EMBEDDING_LOOKUP") && lastSize(node) % 2 == 1;
  }

  private static boolean hasThreeAxes(OpRow row, Node node) {
    return row.op().equals("EMBEDDING_LOOKUP")
        && Objects.requireNonNull(node.input(1)).shape().rank() == 3;
  }

  private static boolean takesBlocks(OpRow row, Node node, WeightFormat asked) {
    int size = asked.granularity().blockSize();
    return size > 0
        && BLOCKS.contains(row.op())
        && lastSize(node) % size == 0
        && !String.valueOf(node.operation().options()).contains("fused_activation_function");
  }

  private static int lastSize(Node node) {
    Tensor weights = Objects.requireNonNull(node.input(1));
    List<Integer> dims = java.util.Arrays.stream(weights.shape().dims()).boxed().toList();
    return dims.getLast();
  }
}
