package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A dilated convolution over height and width.
 *
 * @param image the shape of what is convolved, {@code [n, height, width, channels]}
 * @param kernel the size of the filter
 * @param block how far its elements are apart
 * @param pad what is around the image: before and after its height, before and after its width
 * @param crop what of the result does not count, in the same order
 * @param channels of the result
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Dilated(Shape image, int[] kernel, int[] block, int[] pad, int[] crop, int channels) {
  private static final int RANK = 4;

  /** Whether a node is a convolution that moves by one pixel and stays within its image. */
  static boolean isPlain(Node node) {
    Attributes o = node.operation().options();
    return (node.operation().is("CONV_2D") || node.operation().is("DEPTHWISE_CONV_2D"))
        && o != null
        && o.name("padding", "SAME").equals("VALID")
        && o.integer("stride_h", 0) == 1
        && o.integer("stride_w", 0) == 1
        && o.integer("dilation_h_factor", 1) == 1
        && o.integer("dilation_w_factor", 1) == 1
        && Values.isFloat(node.input(0))
        && node.output(0).shape().rank() == RANK;
  }

  /** What a convolution between blocks made samples and samples made blocks is, or null. */
  static @Nullable Dilated of(Node toBatch, Node convolution, Node fromBatch) {
    Tensor x = toBatch.input(0);
    Tensor filter = convolution.input(1);
    Tensor made = convolution.input(0);
    if (!toBatch.operation().is("SPACE_TO_BATCH_ND")
        || x == null
        || filter == null
        || made == null
        || filter.shape().rank() != RANK
        || made.shape().rank() != RANK) {
      return null;
    }
    long[] block = Values.integers(toBatch.input(1));
    long[] pad = Values.integers(toBatch.input(2));
    long[] crop = Values.integers(fromBatch.input(2));
    int dimensions = x.shape().rank() - 2;
    if (block == null
        || pad == null
        || crop == null
        || block.length != dimensions
        || pad.length != 2 * dimensions
        || crop.length != 2 * dimensions
        || !Arrays.equals(block, Values.integers(fromBatch.input(1)))) {
      return null;
    }
    int[] kernel = {filter.shape().dim(1), filter.shape().dim(2)};
    int out = convolution.output(0).shape().dim(3);
    if (dimensions == 2) {
      return new Dilated(x.shape(), kernel, ints(block), ints(pad), ints(crop), out).tidied();
    }
    boolean row = made.shape().dim(1) == 1 && kernel[0] == 1;
    boolean column = made.shape().dim(2) == 1 && kernel[1] == 1;
    if (dimensions != 1 || !(row || column)) {
      return null;
    }
    int at = row ? 1 : 0;
    int[] both = {1, 1};
    both[at] = (int) block[0];
    Shape image = inserted(x.shape(), row ? 1 : 2);
    return new Dilated(image, kernel, both, along(pad, at), along(crop, at), out).tidied();
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  private static int[] along(long[] values, int at) {
    var both = new int[4];
    both[2 * at] = Math.toIntExact(values[0]);
    both[2 * at + 1] = Math.toIntExact(values[1]);
    return both;
  }

  private static Shape inserted(Shape shape, int axis) {
    var dims = new int[RANK];
    var signature = new int[RANK];
    for (int i = 0; i < RANK; i++) {
      int from = i < axis ? i : i - 1;
      dims[i] = i == axis ? 1 : shape.dim(from);
      signature[i] = i == axis ? 1 : shape.signature()[from];
    }
    return Shape.of(dims, signature);
  }

  /** Without padding whose results are cut off. */
  private Dilated tidied() {
    int[] less = pad.clone();
    int[] rest = crop.clone();
    for (int i = 0; i < less.length; i++) {
      int both = Math.min(pad[i], crop[i]);
      less[i] -= both;
      rest[i] -= both;
    }
    return new Dilated(image, kernel, block, less, rest, channels);
  }

  boolean pads() {
    return Arrays.stream(pad).anyMatch(p -> p != 0);
  }

  boolean crops() {
    return Arrays.stream(crop).anyMatch(c -> c != 0);
  }

  /** The operand of a PAD. */
  int[] paddings() {
    return new int[] {0, 0, pad[0], pad[1], pad[2], pad[3], 0, 0};
  }

  /** The operand of a SLICE. */
  int[] begin() {
    return new int[] {0, crop[0], crop[2], 0};
  }

  Shape padded() {
    return sized(height() + pad[0] + pad[1], width() + pad[2] + pad[3], image.dim(3));
  }

  Shape convolved() {
    Shape in = padded();
    int height = in.dim(1) - (kernel[0] - 1) * block[0];
    int width = in.dim(2) - (kernel[1] - 1) * block[1];
    return sized(height, width, channels);
  }

  Shape cropped() {
    Shape all = convolved();
    return sized(all.dim(1) - crop[0] - crop[1], all.dim(2) - crop[2] - crop[3], channels);
  }

  private int height() {
    return image.dim(1);
  }

  private int width() {
    return image.dim(2);
  }

  private Shape sized(int height, int width, int channels) {
    int[] dims = {image.dim(0), height, width, channels};
    int[] signature = {image.signature()[0], height, width, channels};
    return Shape.of(dims, signature);
  }
}
