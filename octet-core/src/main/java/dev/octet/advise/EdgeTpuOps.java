package dev.octet.advise;

import static dev.octet.advise.Demands.integer;
import static dev.octet.advise.Demands.integerZero;
import static dev.octet.advise.Demands.integers;
import static dev.octet.advise.Demands.keepsBatch;
import static dev.octet.advise.Demands.noFloats;
import static dev.octet.advise.Demands.noFusedActivation;
import static dev.octet.advise.Demands.staticShapes;
import static dev.octet.advise.Demands.that;
import static dev.octet.advise.Demands.threeDimensions;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow.Condition;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the Edge TPU's compiler (version 16) maps to the device. Source: Coral's "TensorFlow models
 * on the Edge TPU", model requirements and table of supported operations.
 */
final class EdgeTpuOps {
  private static final int MOST_SOFTMAX = 16_000;
  private static final int CHANNEL_GROUP = 4;

  private EdgeTpuOps() {}

  static OpList list() {
    return new OpList.Rows(noFloats(), eightBits(), staticShapes(), threeDimensions())
        .take(
            "ADD EXPAND_DIMS L2_NORMALIZATION LOGISTIC MAXIMUM MINIMUM MUL QUANTIZE RELU RELU6"
                + " RELU_N1_TO_1 RESHAPE RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR RSQRT SLICE"
                + " SPACE_TO_DEPTH SQUEEZE SUB SQUARED_DIFFERENCE TANH TRANSPOSE TRANSPOSE_CONV")
        .take("AVERAGE_POOL_2D MAX_POOL_2D", noFusedActivation())
        .take("CONCATENATION", noFusedActivation(), zeroPadding())
        .take("CONV_2D DEPTHWISE_CONV_2D", squareDilation(), constantWeights())
        .take(
            "FULLY_CONNECTED",
            constantWeights(),
            oneRow(),
            that(EdgeTpuOps::hasPlainWeights, "its weights are shuffled"))
        .take("UNIDIRECTIONAL_SEQUENCE_LSTM")
        .take("MEAN", keepsBatch(1), wholeGroups())
        .take("PAD", that(EdgeTpuOps::padsNoBatch, "it pads the batch dimension"))
        .take("PACK", that(n -> integer(n, "axis", 0) != 0, "it packs along the batch dimension"))
        .take("PRELU", that(EdgeTpuOps::hasFlatAlpha, "its alpha is not one number a channel"))
        .take("REDUCE_MAX REDUCE_MIN SUM", keepsBatch(1))
        .take("SOFTMAX", that(EdgeTpuOps::isRow, "its input is not one row of 16,000 at most"))
        .take("SPLIT", splitsNoBatch())
        .take(
            "STRIDED_SLICE",
            that(n -> Arrays.stream(integers(n, 3)).allMatch(s -> s == 1), "a stride is not 1"),
            integerZero("ellipsis_mask"),
            integerZero("new_axis_mask"))
        .build();
  }

  private static Condition eightBits() {
    return that(
        n ->
            Stream.concat(activations(n), n.outputs().stream())
                .filter(t -> t.quantization() != null)
                .allMatch(t -> t.type() == ElementType.INT8 || t.type() == ElementType.UINT8),
        "its values are not 8-bit integers");
  }

  private static Stream<Tensor> activations(Node node) {
    return node.inputs().stream()
        .flatMap(Stream::ofNullable)
        .filter(t -> !t.isConstant() && !t.isVariable());
  }

  private static Condition squareDilation() {
    return that(
        n -> integer(n, "dilation_h_factor", 1) == integer(n, "dilation_w_factor", 1),
        "its dilation differs between height and width");
  }

  private static Condition constantWeights() {
    return that(
        n -> {
          Tensor weights = n.input(1);
          return weights != null && weights.isConstant();
        },
        "its weights are not constant");
  }

  private static Condition oneRow() {
    return that(n -> rows(n.output(0)) <= 1, "its output is more than one row");
  }

  private static boolean isRow(Node node) {
    Tensor in = Objects.requireNonNull(node.input(0));
    return rows(in) <= 1 && in.shape().elements() <= MOST_SOFTMAX;
  }

  private static boolean hasPlainWeights(Node node) {
    Attributes options = node.operation().options();
    return options == null || options.name("weights_format", "DEFAULT").equals("DEFAULT");
  }

  private static long rows(Tensor tensor) {
    int rank = tensor.shape().rank();
    return rank == 0 ? 1 : tensor.shape().elements() / Math.max(1, tensor.shape().dim(rank - 1));
  }

  /** A constant may join only one other input, and only as zeros. */
  private static Condition zeroPadding() {
    return that(
        n -> {
          boolean joinsConstant =
              n.inputs().stream().flatMap(Stream::ofNullable).anyMatch(Tensor::isConstant);
          return !joinsConstant || n.inputs().size() == 2;
        },
        "a constant is among more than two inputs");
  }

  /** Reducing channels works for multiples of four. */
  private static Condition wholeGroups() {
    return that(
        n -> {
          Tensor in = Objects.requireNonNull(n.input(0));
          int rank = in.shape().rank();
          return Arrays.stream(integers(n, 1)).noneMatch(a -> Math.floorMod(a, rank) == rank - 1)
              || in.shape().dim(-1) % CHANNEL_GROUP == 0;
        },
        "it reduces channels that are no multiple of 4");
  }

  private static boolean padsNoBatch(Node node) {
    int[] paddings = integers(node, 1);
    return paddings.length < 2 || (paddings[0] == 0 && paddings[1] == 0);
  }

  private static boolean hasFlatAlpha(Node node) {
    Tensor alpha = node.input(1);
    return alpha != null && rows(alpha) <= 1;
  }

  private static Condition splitsNoBatch() {
    return that(
        n -> {
          int[] axis = integers(n, 0);
          Tensor in = n.input(1);
          return axis.length == 1 && in != null && Math.floorMod(axis[0], in.shape().rank()) != 0;
        },
        "it splits the batch dimension");
  }
}
