package dev.octet.rewrite;

import dev.octet.kernel.Channels;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node that weighs the channels of its input with constants, adds a constant bias, and gives
 * other channels out: a layer between two sets of channels, each of which may be scaled.
 *
 * @param data the place of the activation among the node's inputs
 * @param weights the place of the weights
 * @param bias the place of the bias, which may be absent
 * @param outAxis the dimension of the weights that counts the output's channels
 * @param inAxis the one that counts the input's channels, or a group's; −1 where each channel of
 *     the output sees one of the input only
 */
record ChannelLayer(Node node, int data, int weights, int bias, int outAxis, int inAxis) {
  /** What a layer does with one of its weights. */
  @FunctionalInterface
  interface Visitor {
    void weight(int in, int out, float value);
  }

  /** The node in this light, if its weights and bias are plain constants. */
  static @Nullable ChannelLayer of(Node node) {
    if (node.operation().custom()) {
      return null;
    }
    ChannelLayer layer =
        switch (node.op()) {
          case "CONV_2D" -> new ChannelLayer(node, 0, 1, 2, 0, 3);
          case "DEPTHWISE_CONV_2D" -> new ChannelLayer(node, 0, 1, 2, 3, -1);
          case "FULLY_CONNECTED" -> new ChannelLayer(node, 0, 1, 2, 0, 1);
          case "TRANSPOSE_CONV" -> new ChannelLayer(node, 2, 1, 3, 0, 3);
          case "CONV_3D" -> new ChannelLayer(node, 0, 1, 2, 4, 3);
          case "CONV_3D_TRANSPOSE" -> new ChannelLayer(node, 2, 1, 3, 3, 4);
          default -> null;
        };
    return layer != null && layer.isPlain() ? layer : null;
  }

  /** The node as a layer between channels of a graph. */
  static Optional<ChannelLayer> in(Node node, ChannelSlots slots) {
    return Optional.ofNullable(of(node))
        .filter(l -> l.fits(slots.width(l.input()), slots.width(l.output())));
  }

  private boolean isPlain() {
    Tensor w = node.input(weights);
    Tensor b = node.input(bias);
    Attributes options = node.operation().options();
    return w != null
        && Values.isFloatConstant(w)
        && w.shape().rank() > Math.max(outAxis, inAxis)
        && w.shape().elements() > 0
        && (b == null || isBias(b))
        && node.outputs().size() == 1
        && (options == null || options.name("weights_format", "DEFAULT").equals("DEFAULT"));
  }

  private boolean isBias(Tensor b) {
    float[] values = Values.floats(b);
    return values != null && values.length == outs();
  }

  Tensor input() {
    return Objects.requireNonNull(node.input(data));
  }

  Tensor output() {
    return node.output(0);
  }

  Tensor filter() {
    return Objects.requireNonNull(node.input(weights));
  }

  Constant filterData() {
    return Objects.requireNonNull(filter().data());
  }

  /** How many channels come out. */
  int outs() {
    return filter().shape().dim(outAxis);
  }

  boolean isDepthwise() {
    return inAxis < 0;
  }

  /** Whether the weights fit channels of these numbers. */
  boolean fits(int inWidth, int outWidth) {
    if (inWidth == 0 || outWidth != outs()) {
      return false;
    }
    if (isDepthwise()) {
      return outs() % inWidth == 0;
    }
    int ins = filter().shape().dim(inAxis);
    return switch (node.op()) {
      case "FULLY_CONNECTED" -> ins % inWidth == 0;
      case "CONV_2D" -> inWidth % ins == 0 && outs() % (inWidth / ins) == 0;
      default -> ins == inWidth;
    };
  }

  /**
   * Whether each value it gives out has met the same weights, none of them padding, so that a
   * constant more in a channel of the input is a constant more in the output.
   */
  boolean seesNoBorder() {
    return switch (node.op()) {
      case "FULLY_CONNECTED" -> true;
      case "CONV_2D", "DEPTHWISE_CONV_2D", "CONV_3D" -> isPointwise() || padding().equals("VALID");
      default -> false;
    };
  }

  private String padding() {
    Attributes options = node.operation().options();
    return options == null ? "SAME" : options.name("padding", "SAME");
  }

  /** Whether all dimensions of the window are 1. */
  private boolean isPointwise() {
    Shape shape = filter().shape();
    long window = 1;
    for (int i = 0; i < shape.rank(); i++) {
      boolean channels = i == outAxis || i == inAxis || (isDepthwise() && i == 0);
      window *= channels ? 1 : shape.dim(i);
    }
    return window == 1;
  }

  /** The place in the input's last dimension that a weight meets. */
  private int in(long position, int out, Channels inChannels, int inWidth) {
    if (isDepthwise()) {
      return out / (outs() / inWidth);
    }
    int in = inChannels.at(position);
    int ins = filter().shape().dim(inAxis);
    if (ins >= inWidth) {
      return in % inWidth;
    }
    return out / (outs() / (inWidth / ins)) * ins + in;
  }

  private Channels inChannels() {
    return isDepthwise() ? Channels.one() : Channels.of(filter().shape().dims(), inAxis);
  }

  private Channels outChannels() {
    return Channels.of(filter().shape().dims(), outAxis);
  }

  /** Looks at each weight. */
  void forEach(int inWidth, Visitor visitor) {
    MemorySegment bytes = filterData().bytes();
    Channels ins = inChannels();
    Channels outs = outChannels();
    long count = bytes.byteSize() / Float.BYTES;
    for (long i = 0; i < count; i++) {
      int out = outs.at(i);
      visitor.weight(in(i, out, ins, inWidth), out, bytes.getAtIndex(Constant.F32, i));
    }
  }

  /** The bias; zeros where it is absent. */
  float[] biases() {
    float[] values = Values.floats(node.input(bias));
    return values == null ? new float[outs()] : values;
  }

  /**
   * The node for an input whose channels were divided by factors, with an output whose channels are
   * divided by others.
   */
  Node scaled(float[] inFactors, float[] outFactors) {
    Tensor w = filter();
    Node changed =
        Nodes.withInput(
            node,
            weights,
            Tensor.of(w.name(), w.type(), w.shape(), scaledData(inFactors, outFactors)));
    Tensor b = node.input(bias);
    return b == null ? changed : Nodes.withInput(changed, bias, scaled(b, outFactors));
  }

  private Tensor scaled(Tensor b, float[] outFactors) {
    float[] values = biases();
    for (int i = 0; i < values.length; i++) {
      values[i] /= outFactors[i];
    }
    return Tensor.of(b.name(), b.type(), b.shape(), Constant.of(values));
  }

  private Constant scaledData(float[] inFactors, float[] outFactors) {
    Constant source = filterData();
    Channels ins = inChannels();
    Channels outs = outChannels();
    return Constant.derived(
        source.byteSize(),
        (offset, target) -> {
          source.read(offset, target);
          long first = offset / Float.BYTES;
          long count = target.byteSize() / Float.BYTES;
          for (long i = 0; i < count; i++) {
            int out = outs.at(first + i);
            int in = in(first + i, out, ins, inFactors.length);
            double factor = (double) inFactors[in] / outFactors[out];
            double value = target.getAtIndex(Constant.F32, i) * factor;
            target.setAtIndex(Constant.F32, i, (float) value);
          }
        });
  }

  /** The node with another bias. */
  Node withBias(float[] values) {
    Tensor b = node.input(bias);
    Tensor made =
        b == null
            ? Tensor.of(
                output().name() + "/bias", filter().type(), Shape.of(outs()), Constant.of(values))
            : Tensor.of(b.name(), b.type(), b.shape(), Constant.of(values));
    return Nodes.withInput(node, bias, made);
  }
}
