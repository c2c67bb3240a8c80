package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node that multiplies by weights and adds a constant bias, channel by channel of its output's
 * last dimension.
 *
 * @param weights the place of the weights among its inputs
 * @param axis the dimension of the weights that counts the channels of the output
 * @param bias the place of the bias, which may be absent
 */
record Weighted(Node node, int weights, int axis, int bias) {
  /** The version from which TRANSPOSE_CONV has a bias. */
  private static final int TRANSPOSE_CONV_VERSION = 3;

  /** The node in this light, if all of it is float32 and it adds nothing behind the bias. */
  static @Nullable Weighted of(Node node) {
    if (node.operation().custom()) {
      return null;
    }
    Weighted weighted =
        switch (node.op()) {
          case "CONV_2D", "FULLY_CONNECTED" -> new Weighted(node, 1, 0, 2);
          case "DEPTHWISE_CONV_2D" -> new Weighted(node, 1, 3, 2);
          case "CONV_3D" -> new Weighted(node, 1, 4, 2);
          case "TRANSPOSE_CONV" -> new Weighted(node, 1, 0, 3);
          case "CONV_3D_TRANSPOSE" -> new Weighted(node, 1, 3, 3);
          default -> null;
        };
    return weighted != null && weighted.isPlain() ? weighted : null;
  }

  private boolean isPlain() {
    Tensor w = node.input(weights);
    Tensor b = node.input(bias);
    Attributes options = node.operation().options();
    return Values.isFloat(w)
        && w != null
        && w.shape().rank() > axis
        && (b == null || isBias(b))
        && node.outputs().size() == 1
        && Values.isFloat(node.output(0))
        && Nodes.fusedActivation(node).equals("NONE")
        && (options == null || options.name("weights_format", "DEFAULT").equals("DEFAULT"));
  }

  private boolean isBias(Tensor b) {
    float[] values = Values.floats(b);
    return values != null && values.length == channels();
  }

  Tensor filter() {
    return Objects.requireNonNull(node.input(weights));
  }

  int channels() {
    return filter().shape().dim(axis);
  }

  /**
   * The node with an affine function of each channel behind it. Weights that are no constant are
   * scaled by who makes them.
   */
  Node followedBy(ChannelAffine affine, String fusedActivation, Tensor output) {
    Node changed = node;
    if (affine.scales() && filter().isConstant()) {
      Constant scaled = scaled(Objects.requireNonNull(filter().data()), affine);
      Tensor old = filter();
      Tensor filter = Tensor.of(old.name(), old.type(), old.shape(), scaled);
      changed = Nodes.withInput(changed, weights, filter);
    }
    changed =
        Nodes.withInput(changed, bias, affine.appliedTo(node.input(bias), channels(), output));
    if (!fusedActivation.equals("NONE")) {
      changed =
          Nodes.withOption(changed, optionsType(), "fused_activation_function", fusedActivation);
    }
    Operation operation = changed.operation();
    if (operation.is("TRANSPOSE_CONV")) {
      int least = TRANSPOSE_CONV_VERSION + (fusedActivation.equals("NONE") ? 0 : 1);
      int version = Math.max(operation.version(), least);
      changed = Nodes.withOperation(changed, operation.withVersion(version));
    }
    return Nodes.withOutput(changed, node.output(0), output);
  }

  private String optionsType() {
    return switch (node.op()) {
      case "FULLY_CONNECTED" -> "FullyConnectedOptions";
      case "DEPTHWISE_CONV_2D" -> "DepthwiseConv2DOptions";
      case "CONV_3D", "CONV_3D_TRANSPOSE" -> "Conv3DOptions";
      case "TRANSPOSE_CONV" -> "TransposeConvOptions";
      default -> "Conv2DOptions";
    };
  }

  private Constant scaled(Constant source, ChannelAffine affine) {
    int channels = channels();
    long inner = 1;
    for (int i = axis + 1; i < filter().shape().rank(); i++) {
      inner *= filter().shape().dim(i);
    }
    long run = inner;
    return Constant.derived(
        source.byteSize(),
        (offset, target) -> {
          source.read(offset, target);
          scale(target, offset / Float.BYTES, run, channels, affine);
        });
  }

  private static void scale(
      MemorySegment target, long first, long run, int channels, ChannelAffine affine) {
    long count = target.byteSize() / Float.BYTES;
    for (long i = 0; i < count; i++) {
      int channel = (int) ((first + i) / run % channels);
      float value = target.getAtIndex(Constant.F32, i) * affine.scale(channel);
      target.setAtIndex(Constant.F32, i, value);
    }
  }
}
