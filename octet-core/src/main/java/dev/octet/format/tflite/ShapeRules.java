package dev.octet.format.tflite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The output shapes of common ops, and what must hold between their inputs. For an op that has no
 * rule here the shapes that the file declares are taken.
 */
final class ShapeRules {
  /** Windows of more elements than this over all outputs make XNNPACK's tables enormous. */
  private static final long MAX_WINDOWS = 1L << 30;

  private final Node node;
  private final List<int @Nullable []> inputs;

  private ShapeRules(Node node, List<int @Nullable []> inputs) {
    this.node = node;
    this.inputs = inputs;
  }

  /**
   * The shapes of a node's outputs; empty when no rule tells them.
   *
   * @param inputs the shapes of its inputs; null where one is absent
   * @throws OctetException if the inputs do not fit each other
   * @throws ArithmeticException if a dimension is past 2³¹
   */
  static List<int[]> infer(Node node, List<int @Nullable []> inputs) {
    return node.operation().custom() ? List.of() : new ShapeRules(node, inputs).infer();
  }

  private List<int[]> infer() {
    return switch (node.op()) {
      case "CONV_2D" -> one(convolution(filter()[0], true));
      case "DEPTHWISE_CONV_2D" -> one(convolution(filter()[3], false));
      case "TRANSPOSE_CONV" -> one(transposeConvolution());
      case "AVERAGE_POOL_2D", "MAX_POOL_2D", "L2_POOL_2D" -> one(pool());
      case "FULLY_CONNECTED" -> one(fullyConnected());
      case "ADD",
          "SUB",
          "MUL",
          "DIV",
          "MAXIMUM",
          "MINIMUM",
          "SQUARED_DIFFERENCE",
          "POW",
          "FLOOR_DIV",
          "FLOOR_MOD",
          "LESS",
          "LESS_EQUAL",
          "GREATER",
          "GREATER_EQUAL",
          "EQUAL",
          "NOT_EQUAL",
          "LOGICAL_AND",
          "LOGICAL_OR",
          "PRELU" ->
          one(broadcast(input(0), input(1)));
      case "ABS",
          "CEIL",
          "COS",
          "ELU",
          "EXP",
          "FLOOR",
          "GELU",
          "HARD_SWISH",
          "L2_NORMALIZATION",
          "LEAKY_RELU",
          "LOG",
          "LOG_SOFTMAX",
          "LOGICAL_NOT",
          "LOGISTIC",
          "NEG",
          "RELU",
          "RELU6",
          "RELU_0_TO_1",
          "RELU_N1_TO_1",
          "ROUND",
          "RSQRT",
          "SIGN",
          "SIN",
          "SOFTMAX",
          "SQRT",
          "SQUARE",
          "TANH",
          "ZEROS_LIKE",
          "CAST",
          "QUANTIZE",
          "DEQUANTIZE",
          "DENSIFY",
          "FAKE_QUANT",
          "CUMSUM",
          "REVERSE_V2",
          "LOCAL_RESPONSE_NORMALIZATION" ->
          one(input(0));
      case "CONCATENATION" -> one(concatenation());
      case "PACK" -> one(pack());
      case "PAD", "PADV2", "MIRROR_PAD" -> pad();
      case "RESHAPE" -> reshape();
      case "TRANSPOSE" -> transpose();
      case "MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN", "REDUCE_PROD", "REDUCE_ANY", "REDUCE_ALL" ->
          reduce();
      case "RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR" -> resize();
      case "TILE" -> tile();
      case "BROADCAST_TO" -> given(1);
      case "FILL" -> given(0);
      case "BATCH_MATMUL" -> one(matmul());
      case "DEPTH_TO_SPACE" -> one(blocks(1));
      case "SPACE_TO_DEPTH" -> one(blocks(-1));
      default -> List.of();
    };
  }

  private int[] filter() {
    int[] filter = input(1);
    need(filter.length == 4, "the weight has %d dimensions", filter.length);
    return filter;
  }

  private int[] convolution(int outputChannels, boolean grouped) {
    int[] in = image();
    int[] filter = filter();
    int channels = grouped ? filter[3] : outputChannels;
    boolean fits =
        grouped
            ? channels > 0 && in[3] % channels == 0
            : in[3] > 0 && channels % in[3] == 0 && filter[0] == 1;
    need(fits, "input %s does not fit weight %s", text(in), text(filter));
    bias(outputChannels);
    int h = window(in[1], filter[1], "h");
    int w = window(in[2], filter[2], "w");
    windows(h, w, filter[1], filter[2]);
    return new int[] {in[0], h, w, outputChannels};
  }

  private int[] pool() {
    int[] in = image();
    int fh = Math.toIntExact(ParameterRules.option(node, "filter_height", 0));
    int fw = Math.toIntExact(ParameterRules.option(node, "filter_width", 0));
    int h = window(in[1], fh, "h");
    int w = window(in[2], fw, "w");
    windows(h, w, fh, fw);
    return new int[] {in[0], h, w, in[3]};
  }

  private int[] transposeConvolution() {
    List<Long> shape = ParameterRules.integers(node.input(0));
    if (shape.size() != 4) {
      return Objects.requireNonNull(node.output(0)).shape().dims();
    }
    int[] filter = filter();
    int[] in = input(2);
    need(
        in.length == 4 && in[3] == filter[3],
        "input %s does not fit weight %s",
        text(in),
        text(filter));
    int[] out = shape.stream().mapToInt(Math::toIntExact).toArray();
    need(
        out[0] == in[0] && out[3] == filter[0],
        "output %s does not fit input %s",
        text(out),
        text(in));
    windows(out[1], out[2], filter[1], filter[2]);
    return out;
  }

  private int[] image() {
    int[] in = input(0);
    need(in.length == 4, "the input has %d dimensions", in.length);
    return in;
  }

  /** The size of an output dimension, as the runtime computes it. */
  private int window(int size, int filter, String axis) {
    long stride = ParameterRules.option(node, "stride_" + axis, 1);
    long dilation = ParameterRules.option(node, "dilation_" + axis + "_factor", 1);
    long extent = Math.addExact(Math.multiplyExact(filter - 1L, dilation), 1);
    Attributes options = node.operation().options();
    boolean same = options == null || options.name("padding", "SAME").equals("SAME");
    long out = same ? Math.ceilDiv(size, stride) : Math.ceilDiv(size + 1 - extent, stride);
    need(
        out >= 0 && extent <= Integer.MAX_VALUE,
        "a window of %d is too large for %d",
        extent,
        size);
    return Math.toIntExact(out);
  }

  private static void windows(int h, int w, int fh, int fw) {
    long elements =
        Math.multiplyExact(Math.multiplyExact((long) h, w), Math.multiplyExact((long) fh, fw));
    if (elements > MAX_WINDOWS) {
      throw new OctetException(
          ErrorCode.MODEL_TOO_LARGE, "%d x %d windows of %d x %d elements".formatted(h, w, fh, fw));
    }
  }

  private int[] fullyConnected() {
    int[] in = input(0);
    int[] weight = input(1);
    need(weight.length == 2 && weight[1] > 0, "weight is %s", text(weight));
    long elements = product(in);
    need(elements % weight[1] == 0, "input %s does not fit weight %s", text(in), text(weight));
    Attributes options = node.operation().options();
    if (options != null && options.flag("keep_num_dims")) {
      need(
          in.length > 0 && in[in.length - 1] == weight[1],
          "input %s does not fit weight %s",
          text(in),
          text(weight));
      int[] out = in.clone();
      out[in.length - 1] = weight[0];
      return out;
    }
    return new int[] {Math.toIntExact(elements / weight[1]), weight[0]};
  }

  private void bias(int channels) {
    int[] bias = node.inputs().size() > 2 ? inputs.get(2) : null;
    need(
        bias == null || product(bias) == channels,
        "a bias %s for %d channels",
        bias == null ? "" : text(bias),
        channels);
  }

  private int[] broadcast(int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    var out = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.length ? a[a.length - i] : 1;
      int y = i <= b.length ? b[b.length - i] : 1;
      need(x == y || x == 1 || y == 1, "%s and %s do not broadcast", text(a), text(b));
      out[rank - i] = x == 1 ? y : x;
    }
    return out;
  }

  private int[] concatenation() {
    int[] out = input(0).clone();
    int axis = axis("axis", out.length);
    for (int i = 1; i < inputs.size(); i++) {
      int[] in = input(i);
      need(in.length == out.length, "%s and %s do not concatenate", text(out), text(in));
      for (int d = 0; d < out.length; d++) {
        need(d == axis || in[d] == out[d], "%s and %s do not concatenate", text(out), text(in));
      }
      out[axis] = Math.addExact(out[axis], in[axis]);
    }
    return out;
  }

  private int[] pack() {
    int[] in = input(0);
    int axis = axis("axis", in.length + 1);
    var out = new int[in.length + 1];
    for (int d = 0; d < out.length; d++) {
      out[d] = d < axis ? in[d] : d == axis ? inputs.size() : in[d - 1];
    }
    return out;
  }

  private int axis(String option, int rank) {
    long axis = ParameterRules.option(node, option, 0);
    axis = axis < 0 ? axis + rank : axis;
    need(axis >= 0 && axis < rank, "axis %d of %d", axis, rank);
    return (int) axis;
  }

  private List<int[]> pad() {
    List<Long> pads = ParameterRules.integers(node.input(1));
    int[] out = input(0).clone();
    if (pads.isEmpty()) {
      return List.of();
    }
    need(pads.size() == 2 * out.length, "%d paddings for %s", pads.size(), text(out));
    for (int d = 0; d < out.length; d++) {
      out[d] = Math.toIntExact(out[d] + pads.get(2 * d) + pads.get(2 * d + 1));
    }
    return one(out);
  }

  private List<int[]> reshape() {
    Tensor shape = node.input(1);
    Attributes options = node.operation().options();
    List<Long> wanted = ParameterRules.integers(shape);
    if (shape == null && options != null) {
      wanted = options.list("new_shape").stream().map(v -> (Long) v).toList();
    }
    if (wanted.isEmpty()) {
      return List.of();
    }
    int[] in = input(0);
    if (wanted.equals(List.of(0L)) && product(in) == 1) {
      return one(new int[0]); // how old converters wrote a scalar
    }
    long rest = 1;
    int free = -1;
    for (int d = 0; d < wanted.size(); d++) {
      if (wanted.get(d) == -1 && free < 0) {
        free = d;
      } else {
        need(wanted.get(d) >= 0, "dimension %d is %d", d, wanted.get(d));
        rest = Math.multiplyExact(rest, wanted.get(d));
      }
    }
    int[] out = wanted.stream().mapToInt(Math::toIntExact).toArray();
    if (free >= 0) {
      need(rest != 0 && product(in) % rest == 0, "%s cannot become %s", text(in), wanted);
      out[free] = Math.toIntExact(product(in) / rest);
    }
    need(product(out) == product(in), "%s cannot become %s", text(in), wanted);
    return one(out);
  }

  private List<int[]> transpose() {
    List<Long> order = ParameterRules.integers(node.input(1));
    int[] in = input(0);
    if (order.isEmpty()) {
      return List.of();
    }
    var out = new int[in.length];
    var sorted = order.stream().map(p -> p < 0 ? p + in.length : p).sorted().toList();
    need(sorted.size() == in.length, "%s cannot be reordered by %s", text(in), order);
    for (int d = 0; d < in.length; d++) {
      need(sorted.get(d) == d, "%s cannot be reordered by %s", text(in), order);
      long from = order.get(d);
      out[d] = in[(int) (from < 0 ? from + in.length : from)];
    }
    return one(out);
  }

  private List<int[]> reduce() {
    Tensor axes = node.input(1);
    if (axes == null || !axes.isConstant()) {
      return List.of();
    }
    int[] in = input(0);
    var reduced = new boolean[in.length];
    for (long axis : ParameterRules.integers(axes)) {
      long a = axis < 0 ? axis + in.length : axis;
      need(a >= 0 && a < in.length, "axis %d of %s", axis, text(in));
      reduced[(int) a] = true;
    }
    Attributes options = node.operation().options();
    boolean keep = options != null && options.flag("keep_dims");
    var out = new int[in.length];
    int rank = 0;
    for (int d = 0; d < in.length; d++) {
      if (!reduced[d] || keep) {
        out[rank++] = reduced[d] ? 1 : in[d];
      }
    }
    return one(Arrays.copyOf(out, rank));
  }

  private List<int[]> resize() {
    List<Long> size = ParameterRules.integers(node.input(1));
    int[] in = image();
    return size.size() != 2
        ? List.of()
        : one(new int[] {in[0], size.get(0).intValue(), size.get(1).intValue(), in[3]});
  }

  private List<int[]> tile() {
    List<Long> times = ParameterRules.integers(node.input(1));
    int[] out = input(0).clone();
    if (times.isEmpty()) {
      return List.of();
    }
    need(times.size() == out.length, "%s repeated %s times", text(out), times);
    for (int d = 0; d < out.length; d++) {
      need(times.get(d) >= 0, "%s repeated %s times", text(out), times);
      out[d] = Math.toIntExact(Math.multiplyExact((long) out[d], times.get(d)));
    }
    return one(out);
  }

  /** The shape that a constant input gives. */
  private List<int[]> given(int index) {
    List<Long> shape = ParameterRules.integers(node.input(index));
    return shape.isEmpty() ? List.of() : one(shape.stream().mapToInt(Math::toIntExact).toArray());
  }

  private int[] matmul() {
    int[] a = input(0);
    int[] b = input(1);
    need(a.length >= 2 && b.length >= 2, "%s times %s", text(a), text(b));
    Attributes options = node.operation().options();
    boolean adjX = options != null && options.flag("adj_x");
    boolean adjY = options != null && options.flag("adj_y");
    int ra = a.length - 2;
    int rb = b.length - 2;
    need(a[adjX ? ra : ra + 1] == b[adjY ? rb + 1 : rb], "%s times %s", text(a), text(b));
    int[] batch = broadcast(Arrays.copyOf(a, ra), Arrays.copyOf(b, rb));
    int[] out = Arrays.copyOf(batch, batch.length + 2);
    out[batch.length] = a[adjX ? ra + 1 : ra];
    out[batch.length + 1] = b[adjY ? rb : rb + 1];
    return out;
  }

  /** Depth to space, or with −1 space to depth. */
  private int[] blocks(int direction) {
    int[] in = image();
    int b = Math.toIntExact(ParameterRules.option(node, "block_size", 0));
    long square = Math.multiplyExact((long) b, b);
    if (direction > 0) {
      need(in[3] % square == 0, "%s in blocks of %d", text(in), b);
      return new int[] {
        in[0], Math.multiplyExact(in[1], b), Math.multiplyExact(in[2], b), (int) (in[3] / square)
      };
    }
    need(in[1] % b == 0 && in[2] % b == 0, "%s in blocks of %d", text(in), b);
    return new int[] {in[0], in[1] / b, in[2] / b, Math.toIntExact(in[3] * square)};
  }

  private int[] input(int index) {
    int[] shape = index < inputs.size() ? inputs.get(index) : null;
    if (shape == null) {
      throw TfliteReader.malformed("lacks input " + index);
    }
    return shape;
  }

  private static List<int[]> one(int[] shape) {
    return Collections.singletonList(shape);
  }

  /** The number of elements; an ArithmeticException past 2⁶³. */
  static long product(int[] shape) {
    long n = 1;
    for (int d : shape) {
      n = Math.multiplyExact(n, (long) d);
    }
    return n;
  }

  private static String text(int[] shape) {
    return Arrays.toString(shape);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
  private static void need(boolean holds, String message, Object... args) {
    if (!holds) {
      throw TfliteReader.malformed(message.formatted(args));
    }
  }
}
