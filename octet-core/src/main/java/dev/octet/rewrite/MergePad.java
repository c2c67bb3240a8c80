package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets a convolution pad with zeros itself, where SAME means just that for its sizes (source:
 * {@code tflite/kernels/padding.h}).
 *
 * <pre>
 * %p = PAD(%x, const {0,0, 0,1, 0,1, 0,0})
 * %y = CONV_2D(%p, %w, %b) padding: VALID, stride 2   →   %y = CONV_2D(%x, %w, %b) padding: SAME
 * </pre>
 */
final class MergePad implements NodeRewrite {
  private static final int RANK = 4;

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Node pad = isValidConvolution(node) ? edit.producer(node.input(0)) : null;
    Tensor x = pad == null ? null : source(pad);
    if (!edit.isEntry() || pad == null || x == null) {
      return false;
    }
    long[] paddings = Values.integers(pad.input(1));
    if (paddings == null || !isSame(node, x.shape(), paddings)) {
      return false;
    }
    List<@Nullable Tensor> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, x);
    Attributes options = Objects.requireNonNull(node.operation().options());
    edit.emit(Nodes.withOption(Nodes.withInputs(node, inputs), options.type(), "padding", null));
    return true;
  }

  private static boolean isValidConvolution(Node node) {
    Attributes options = node.operation().options();
    Tensor filter = node.input(1);
    return (node.operation().is("CONV_2D") || node.operation().is("DEPTHWISE_CONV_2D"))
        && options != null
        && options.name("padding", "SAME").equals("VALID")
        && filter != null
        && filter.isConstant()
        && filter.shape().rank() == RANK;
  }

  /** What a PAD of zeros pads, or null if it is something else. */
  private static @Nullable Tensor source(Node pad) {
    float[] value = pad.operation().is("PADV2") ? Values.floats(pad.input(2)) : new float[1];
    Tensor x = pad.input(0);
    boolean zeros = pad.operation().is("PAD") || pad.operation().is("PADV2");
    return zeros
            && value != null
            && value.length == 1
            && value[0] == 0
            && Values.isFloat(x)
            && x != null
            && x.shape().rank() == RANK
            && !x.isVariable()
        ? x
        : null;
  }

  private static boolean isSame(Node node, Shape x, long[] paddings) {
    Attributes options = Objects.requireNonNull(node.operation().options());
    Shape filter = Objects.requireNonNull(node.input(1)).shape();
    return paddings.length == 2 * RANK
        && (paddings[0] | paddings[1] | paddings[6] | paddings[7]) == 0
        && isSame(x, filter, 1, paddings, options, "h")
        && isSame(x, filter, 2, paddings, options, "w");
  }

  private static boolean isSame(
      Shape x, Shape filter, int dim, long[] paddings, Attributes options, String suffix) {
    long stride = options.integer("stride_" + suffix, 0);
    long dilation = options.integer("dilation_" + suffix + "_factor", 1);
    if (x.isDynamic(dim) || stride < 1 || dilation < 1) {
      return false;
    }
    long in = x.dim(dim);
    long reach = (filter.dim(dim) - 1) * dilation + 1;
    long out = Math.ceilDiv(in, stride);
    long total = Math.max(0, (out - 1) * stride + reach - in);
    long before = paddings[2 * dim];
    long after = paddings[2 * dim + 1];
    return before == total / 2
        && after == total - total / 2
        && in + total >= reach
        && (in + total - reach) / stride + 1 == out;
  }
}
