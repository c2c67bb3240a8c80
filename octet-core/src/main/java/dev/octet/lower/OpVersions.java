package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The version of an op, from its inputs and options: the least that the runtime must have for a
 * node without quantization. (Source: LiteRT's {@code op_version.cc}.)
 */
final class OpVersions {
  /** The number of dimensions up to which the first versions of many ops go. */
  private static final int FEW = 4;

  private OpVersions() {}

  static int of(Node node) {
    Attributes options = node.operation().options();
    Attributes o = options == null ? Attributes.of("") : options;
    return switch (node.op()) {
      case "CONV_2D" -> dim(node, 0) == dim(node, 1) ? 1 : 6;
      case "DEPTHWISE_CONV_2D" -> isDilated(o) ? 2 : 1;
      case "TRANSPOSE_CONV" -> hasActivation(o) ? 4 : node.input(3) == null ? 1 : 3;
      case "FULLY_CONNECTED" -> node.input(2) == null ? 6 : o.flag("keep_num_dims") ? 5 : 1;
      case "LSTM" -> o.name("kernel_type", "FULL").equals("BASIC") ? 2 : 1;
      case "UNIDIRECTIONAL_SEQUENCE_LSTM" -> o.flag("diagonal_recurrent_tensors") ? 4 : 1;
      case "RESIZE_BILINEAR" -> o.flag("half_pixel_centers") ? 3 : byWidth(node, 2, 4);
      case "RESIZE_NEAREST_NEIGHBOR" ->
          o.flag("half_pixel_centers") || o.flag("align_corners") ? 3 : byWidth(node, 2, 4);
      case "STRIDED_SLICE" -> stridedSlice(node, o);
      case "GATHER" -> gather(node, o);
      case "SPLIT", "FILL", "SPARSE_TO_DENSE", "CAST", "DYNAMIC_UPDATE_SLICE" -> byOperand(node);
      case "ADD", "SUB", "MUL", "DIV", "MAXIMUM", "MINIMUM", "SELECT" -> broadcast(node);
      case "QUANTIZE", "DEQUANTIZE" -> border(node);
      case "TRANSPOSE", "SLICE", "PAD", "PADV2", "SPACE_TO_BATCH_ND", "BATCH_TO_SPACE_ND" ->
          byRank(node);
      default -> byType(node);
    };
  }

  private static int stridedSlice(Node node, Attributes o) {
    if (o.flag("offset")) {
      return 8;
    }
    if (type(node, 0) == ElementType.UINT32) {
      return 7;
    }
    if (o.integer("ellipsis_mask", 0) != 0 || o.integer("new_axis_mask", 0) != 0) {
      return 6;
    }
    return switch (type(node, 0)) {
      case STRING -> 5;
      case BOOL -> rank(node, 0) > FEW ? 4 : 3;
      default -> rank(node, 0) > FEW ? 4 : byWidth(node, 2, 1);
    };
  }

  private static int gather(Node node, Attributes o) {
    if (type(node, 1) == ElementType.INT16) {
      return 6;
    }
    if (o.integer("batch_dims", 0) != 0) {
      return 5;
    }
    return type(node, 0) == ElementType.BOOL ? 3 : byWidth(node, 2, 4);
  }

  /** Ops whose version does not go by their first input alone. */
  private static int byOperand(Node node) {
    return switch (node.op()) {
      case "SPLIT" ->
          switch (type(node, 1)) {
            case INT8 -> 2;
            case INT32 -> 3;
            case INT16 -> 4;
            default -> 1;
          };
      case "FILL" ->
          switch (type(node, 1)) {
            case BOOL, STRING -> 2;
            case INT8, INT16 -> 3;
            case FLOAT16 -> 4;
            default -> 1;
          };
      case "SPARSE_TO_DENSE" ->
          switch (type(node, 2)) {
            case INT64 -> 2;
            case INT8, UINT8 -> 3;
            default -> 1;
          };
      case "CAST" -> Math.max(cast(type(node, 0)), cast(node.output(0).type()));
      default ->
          type(node, 0) == ElementType.INT16 ? 4 : type(node, 2) == ElementType.INT64 ? 2 : 1;
    };
  }

  private static int cast(ElementType type) {
    return switch (type) {
      case UINT32 -> 2;
      case INT8 -> 3;
      case UINT16 -> 4;
      case FLOAT16, FLOAT64 -> 5;
      case INT4 -> 6;
      case BFLOAT16 -> 7;
      case INT2, UINT4 -> 8;
      default -> 1;
    };
  }

  private static int broadcast(Node node) {
    boolean deep = Math.max(rank(node, 0), rank(node, 1)) > FEW;
    boolean spreads = deep && !tensor(node, 0).shape().equals(tensor(node, 1).shape());
    ElementType type = type(node, 0);
    return switch (node.op()) {
      case "ADD" -> type == ElementType.INT64 ? 4 : byWidth(node, 2, 5);
      case "MUL" ->
          switch (type) {
            case INT64 -> 5;
            case COMPLEX64 -> 6;
            case UINT32 -> 7;
            default -> byWidth(node, 2, 7);
          };
      case "SUB" -> type == ElementType.INT64 ? 4 : spreads ? 3 : byWidth(node, 2, 1);
      case "DIV" -> spreads ? 2 : 1;
      case "SELECT" -> Math.max(rank(node, 0), Math.max(rank(node, 1), rank(node, 2))) > 4 ? 3 : 1;
      default -> type == ElementType.INT16 ? 4 : spreads ? 3 : byWidth(node, 2, 4);
    };
  }

  private static int border(Node node) {
    boolean to = node.op().equals("QUANTIZE");
    Tensor integers = to ? node.output(0) : tensor(node, 0);
    boolean perChannel = integers.quantization() instanceof PerChannel;
    return switch (integers.type()) {
      case INT16 -> to ? (perChannel ? 3 : 2) : 3;
      case FLOAT16 -> 3;
      default -> perChannel ? (to ? 3 : 5) : to ? 1 : byWidth(node, 2, 3);
    };
  }

  private static int byRank(Node node) {
    int rank = rank(node, 0);
    ElementType type = type(node, 0);
    return switch (node.op()) {
      case "TRANSPOSE" -> {
        int deep = rank > 6 ? 8 : rank > 5 ? 6 : rank > FEW ? 4 : 1;
        yield Math.max(deep, type == ElementType.BOOL ? 3 : byWidth(node, 2, 5));
      }
      case "SLICE" ->
          type == ElementType.UINT32
              ? 6
              : rank > FEW ? 5 : type == ElementType.STRING ? 3 : byWidth(node, 2, 4);
      case "PAD", "PADV2" -> type == ElementType.BOOL ? 5 : rank > FEW ? 4 : byWidth(node, 2, 3);
      default -> type == ElementType.INT16 ? 4 : rank != FEW ? 3 : byWidth(node, 2, 4);
    };
  }

  private static int byType(Node node) {
    return switch (node.op()) {
      case "BROADCAST_TO" -> byWidth(node, 3, 3, 2);
      case "SIGN" -> type(node, 0) == ElementType.INT32 ? 2 : 1;
      case "ABS" -> type(node, 0) == ElementType.INT32 ? 5 : byWidth(node, 2, 4);
      case "FLOOR_DIV" -> type(node, 0) == ElementType.FLOAT32 ? 2 : byWidth(node, 3, 3);
      case "RANGE" -> type(node, 0) == ElementType.INT64 ? 2 : 1;
      case "WHERE" -> type(node, 0) == ElementType.BOOL ? 1 : 2;
      case "REVERSE_V2" -> type(node, 0) == ElementType.BOOL ? 2 : byWidth(node, 3, 1);
      case "ARG_MAX", "ARG_MIN" -> type(node, 0) == ElementType.BOOL ? 3 : byWidth(node, 2, 1);
      case "UNPACK" ->
          switch (type(node, 0)) {
            case UINT8 -> 2;
            case BOOL -> 3;
            default -> byWidth(node, 2, 4);
          };
      case "PACK", "CONCATENATION" -> type(node, 0) == ElementType.UINT32 ? 4 : byWidth(node, 2, 3);
      case "TILE" -> type(node, 0) == ElementType.STRING ? 2 : byWidth(node, 3, 1);
      case "SQUEEZE" -> type(node, 0) == ElementType.STRING ? 2 : 1;
      case "GATHER_ND" -> gatherNd(node);
      case "EQUAL" -> type(node, 0) == ElementType.STRING ? 3 : byWidth(node, 2, 5);
      case "NOT_EQUAL" -> type(node, 0) == ElementType.STRING ? 3 : byWidth(node, 2, 4);
      case "FLOOR_MOD", "EXP", "LOG", "REDUCE_PROD", "SQRT" -> byWidth(node, 2, 2);
      case "LEAKY_RELU" -> byWidth(node, 1, 2);
      case "RELU", "RELU6", "RSQRT", "TANH", "LOGISTIC", "SOFTMAX", "MAX_POOL_2D" ->
          byWidth(node, 2, 3);
      case "AVERAGE_POOL_2D", "MEAN", "MIRROR_PAD", "REDUCE_MAX", "REDUCE_MIN", "LESS" ->
          byWidth(node, 2, 3);
      case "GREATER_EQUAL", "TOPK_V2", "BATCH_MATMUL" -> byWidth(node, 2, 3);
      case "SPACE_TO_DEPTH", "DEPTH_TO_SPACE", "SUM", "LOG_SOFTMAX", "GREATER", "LESS_EQUAL" ->
          byWidth(node, 2, 1);
      case "SQUARED_DIFFERENCE", "SPLIT_V", "GELU", "L2_NORMALIZATION" -> byWidth(node, 2, 1);
      default -> 1;
    };
  }

  private static int gatherNd(Node node) {
    return switch (type(node, 0)) {
      case BOOL -> 5;
      case STRING -> 2;
      default -> type(node, 1) == ElementType.INT16 ? 4 : byWidth(node, 1, 3);
    };
  }

  /** The version for integers of 8 and of 16 bits; 1 for all else. */
  private static int byWidth(Node node, int int8, int int16) {
    return byWidth(node, int8, int16, 1);
  }

  private static int byWidth(Node node, int int8, int int16, int other) {
    return switch (type(node, 0)) {
      case INT8 -> int8;
      case INT16 -> int16;
      default -> other;
    };
  }

  private static boolean isDilated(Attributes o) {
    return o.integer("dilation_w_factor", 1) > 1 || o.integer("dilation_h_factor", 1) > 1;
  }

  private static boolean hasActivation(Attributes o) {
    return !o.name("fused_activation_function", "NONE").equals("NONE");
  }

  private static ElementType type(Node node, int input) {
    return tensor(node, input).type();
  }

  private static int rank(Node node, int input) {
    return tensor(node, input).shape().rank();
  }

  private static int dim(Node node, int input) {
    return tensor(node, input).shape().dim(-1);
  }

  private static Tensor tensor(Node node, int input) {
    @Nullable Tensor tensor = node.input(input);
    return Objects.requireNonNull(tensor);
  }
}
