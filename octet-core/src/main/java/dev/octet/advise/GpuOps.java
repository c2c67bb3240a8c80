package dev.octet.advise;

import static dev.octet.advise.Demands.constant;
import static dev.octet.advise.Demands.integer;
import static dev.octet.advise.Demands.integerZero;
import static dev.octet.advise.Demands.operands;
import static dev.octet.advise.Demands.rank;
import static dev.octet.advise.Demands.real;
import static dev.octet.advise.Demands.that;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow.Condition;
import java.util.Objects;
import java.util.Set;

/**
 * What LiteRT's GPU delegate takes. Source: {@code tflite/tools/versioning/gpu_compatibility.cc},
 * with broadcasting as newer delegates have it.
 */
final class GpuOps {
  private static final Set<ElementType> CAST =
      Set.of(ElementType.FLOAT32, ElementType.INT32, ElementType.BOOL, ElementType.FLOAT16);

  private GpuOps() {}

  static OpList list() {
    return new OpList.Rows(fourDimensions())
        .take(
            """
            ABS ADD ATAN2 AVERAGE_POOL_2D BITCAST CEIL CONCATENATION CONV_2D COS DEPTHWISE_CONV_2D
            DEQUANTIZE DENSIFY DIV DYNAMIC_UPDATE_SLICE ELU EQUAL EXP FLOOR FLOOR_DIV FLOOR_MOD
            GELU GREATER GREATER_EQUAL HARD_SWISH LEAKY_RELU LESS LESS_EQUAL LOG LOGICAL_AND
            LOGICAL_NOT LOGICAL_OR LOGISTIC MAX_POOL_2D MAXIMUM MINIMUM MUL NEG NOT_EQUAL PACK POW
            PRELU QUANTIZE RELU RELU6 RELU_N1_TO_1 RESHAPE RESIZE_NEAREST_NEIGHBOR RIGHT_SHIFT ROUND
            RSQRT SELECT SELECT_V2 SIGN SIN SPLIT SPLIT_V SQRT SQUARE SQUARED_DIFFERENCE
            STABLEHLO_BROADCAST_IN_DIM STABLEHLO_CBRT STABLEHLO_CLAMP STABLEHLO_REMAINDER
            STABLEHLO_SHIFT_LEFT SUB TANH TILE TOPK_V2 TRANSPOSE TRANSPOSE_CONV
            """)
        .take("ADD_N", that(n -> n.inputs().size() == 2, "it adds more than two tensors"))
        .take("BATCH_MATMUL", that(n -> n.inputs().size() == 2, "it has more than two inputs"))
        .take("CAST", that(GpuOps::isKnownCast, "it casts between types that the GPU lacks"))
        .take("CUMSUM", constant(1, "axes"))
        .take(
            "DEPTH_TO_SPACE SPACE_TO_DEPTH",
            that(n -> integer(n, "block_size", 0) > 1, "its blocks are of one value"))
        .take("EMBEDDING_LOOKUP", rank(0, r -> r == 1, "its indices are not a row"))
        .take("FULLY_CONNECTED", that(GpuOps::hasPlainWeights, "its weights are shuffled"))
        .take("GATHER", rank(1, r -> r == 1, "its indices are not a row"))
        .take(
            "LSTM",
            that(
                n -> n.inputs().size() != 24 || n.outputs().size() == 1,
                "it has more than one output"))
        .take(
            "MEAN REDUCE_ALL REDUCE_ANY REDUCE_MAX REDUCE_MIN REDUCE_PROD SUM REVERSE_V2",
            constant(1, "axes"))
        .take("MIRROR_PAD", padsThreeOrFour(), that(GpuOps::reflects, "it does not reflect"))
        .take("ONE_HOT", that(n -> integer(n, "axis", -1) == -1, "its axis is not the last"))
        .take("PAD PADV2", padsThreeOrFour())
        .take("RESIZE_BILINEAR", bilinear())
        .take("SLICE", rank(0, r -> r == 3 || r == 4, "it cuts other than 3 or 4 dimensions"))
        .take("SOFTMAX", that(n -> real(n, "beta", 1) == 1, "its beta is not 1"))
        .take(
            "STRIDED_SLICE",
            integerZero("ellipsis_mask"),
            integerZero("new_axis_mask"),
            integerZero("shrink_axis_mask"),
            rank(0, r -> r == 3 || r == 4, "it cuts other than 3 or 4 dimensions"))
        .takeCustom("Convolution2DTransposeBias MaxPoolingWithArgmax2D MaxUnpooling2D Resampler")
        .build();
  }

  /** The delegate lays tensors out as batch, height, width and channels. */
  private static Condition fourDimensions() {
    return that(
        n ->
            operands(n)
                .filter(t -> !t.isConstant())
                .allMatch(t -> t.shape().rank() <= 4 || t.shape().elements() == 1),
        "a tensor has more than four dimensions");
  }

  private static boolean isKnownCast(Node node) {
    ElementType from = Objects.requireNonNull(node.input(0)).type();
    ElementType to = node.output(0).type();
    boolean ofBooleans = from == ElementType.BOOL || to == ElementType.BOOL;
    boolean ofIntegers = from == ElementType.INT32 || to == ElementType.INT32;
    return CAST.contains(from) && CAST.contains(to) && !(ofBooleans && ofIntegers);
  }

  private static boolean hasPlainWeights(Node node) {
    Attributes options = node.operation().options();
    return options == null || options.name("weights_format", "DEFAULT").equals("DEFAULT");
  }

  private static boolean reflects(Node node) {
    Attributes options = node.operation().options();
    return options == null || options.name("mode", "REFLECT").equals("REFLECT");
  }

  private static Condition padsThreeOrFour() {
    return that(
        n -> {
          Tensor paddings = n.input(1);
          return paddings != null
              && paddings.shape().rank() == 2
              && (paddings.shape().dim(0) == 3 || paddings.shape().dim(0) == 4);
        },
        "it pads other than 3 or 4 dimensions");
  }

  private static Condition bilinear() {
    return that(
        n -> !(Demands.flag(n, "align_corners") && Demands.flag(n, "half_pixel_centers")),
        "it has both align_corners and half_pixel_centers");
  }
}
