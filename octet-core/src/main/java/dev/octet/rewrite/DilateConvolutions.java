package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says a dilated convolution as one, where it is written as a convolution of every n-th pixel.
 *
 * <pre>
 * %s = SPACE_TO_BATCH_ND(%x, const {2,2}, const {2,3, 2,2})
 * %c = CONV_2D(%s, %w, %b) padding: VALID, stride 1            %p = PAD(%x, const {0,0, 2,2, 2,2, 0,0})
 * %y = BATCH_TO_SPACE_ND(%c, const {2,2}, const {0,1, 0,0}) →  %y = CONV_2D(%p, %w, %b) dilation 2
 * </pre>
 *
 * <p>What is padded and cut off again need not be padded. Sequences {@code [n, length, channels]}
 * are made images of height or width 1 before the convolution, and sequences after it.
 */
final class DilateConvolutions implements NodeRewrite {
  /** From this version on DEPTHWISE_CONV_2D has a dilation. */
  private static final int DEPTHWISE_VERSION = 2;

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    if (!edit.isEntry() || !node.operation().is("BATCH_TO_SPACE_ND")) {
      return false;
    }
    boolean sequence = node.output(0).shape().rank() == 3;
    Node convolution = before(edit.privateProducer(node.input(0)), sequence, edit);
    if (convolution == null || !Dilated.isPlain(convolution)) {
      return false;
    }
    Node blocks = before(edit.producer(convolution.input(0)), sequence, edit);
    Dilated dilated = blocks == null ? null : Dilated.of(blocks, convolution, node);
    if (dilated == null) {
      return false;
    }
    emit(dilated, convolution, Objects.requireNonNull(blocks), node, edit);
    return true;
  }

  /** The node before a change of the rank of sequences, or the node itself. */
  private static @Nullable Node before(@Nullable Node node, boolean sequence, GraphEditor edit) {
    if (!sequence) {
      return node;
    }
    return node != null && node.operation().is("RESHAPE") ? edit.producer(node.input(0)) : null;
  }

  private static void emit(
      Dilated dilated, Node convolution, Node blocks, Node node, GraphEditor edit) {
    Tensor x = Objects.requireNonNull(blocks.input(0));
    Tensor result = node.output(0);
    String name = result.name();
    Tensor image = x;
    if (!x.shape().equals(dilated.image())) {
      image = Tensor.of(name + "/image", x.type(), dilated.image());
      edit.emit(reshape(x, image));
    }
    if (dilated.pads()) {
      Tensor padded = Tensor.of(name + "/pad", x.type(), dilated.padded());
      Tensor edges = integers(name + "/paddings", Shape.of(4, 2), dilated.paddings());
      Operation pad = Operation.builtin("PAD", Attributes.of("PadOptions"));
      edit.emit(new Node(pad, List.of(image, edges), List.of(padded)));
      image = padded;
    }
    boolean last = !dilated.crops() && result.shape().equals(dilated.convolved());
    Tensor y = last ? result : Tensor.of(name + "/conv", x.type(), dilated.convolved());
    edit.emit(
        Nodes.withOutput(
            Nodes.withInput(convolution(convolution, dilated), 0, image),
            convolution.output(0),
            y));
    if (dilated.crops()) {
      boolean plain = result.shape().equals(dilated.cropped());
      Tensor cropped = plain ? result : Tensor.of(name + "/crop", x.type(), dilated.cropped());
      Tensor begin = integers(name + "/begin", Shape.of(4), dilated.begin());
      Tensor size = integers(name + "/size", Shape.of(4), dilated.cropped().signature());
      Operation slice = Operation.builtin("SLICE", Attributes.of("SliceOptions"));
      edit.emit(new Node(slice, List.of(y, begin, size), List.of(cropped)));
      y = cropped;
    }
    if (y != result) {
      edit.emit(reshape(y, result));
    }
  }

  private static Node convolution(Node convolution, Dilated dilated) {
    Node changed = convolution;
    String type = Objects.requireNonNull(convolution.operation().options()).type();
    changed = Nodes.withOption(changed, type, "dilation_h_factor", factor(dilated.block()[0]));
    changed = Nodes.withOption(changed, type, "dilation_w_factor", factor(dilated.block()[1]));
    Operation operation = changed.operation();
    return operation.is("DEPTHWISE_CONV_2D")
        ? Nodes.withOperation(
            changed, operation.withVersion(Math.max(operation.version(), DEPTHWISE_VERSION)))
        : changed;
  }

  private static @Nullable Long factor(int block) {
    return block == 1 ? null : (Long) (long) block;
  }

  private static Node reshape(Tensor x, Tensor result) {
    Tensor shape =
        integers(
            result.name() + "/shape", Shape.of(result.shape().rank()), result.shape().signature());
    Operation reshape = Operation.builtin("RESHAPE", Attributes.of("ReshapeOptions"));
    return new Node(reshape, List.of(x, shape), List.of(result));
  }

  private static Tensor integers(String name, Shape shape, int[] values) {
    return Tensor.of(name, ElementType.INT32, shape, Constant.of(values));
  }
}
