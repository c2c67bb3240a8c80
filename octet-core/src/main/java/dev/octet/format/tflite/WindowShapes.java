package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Attributes;
import java.util.List;

/** Ops that slide a window over an image: convolutions and pools. */
final class WindowShapes {
  /** Windows of more elements than this over all outputs make XNNPACK's tables enormous. */
  private static final long MAX_WINDOWS = 1L << 30;

  private WindowShapes() {}

  /** Input (n, h, w, c), weight (outputs, h, w, c / groups), bias (outputs). */
  static int[] convolution(Operands in) {
    int[] filter = filter(in);
    int[] image = in.image();
    boolean fits = filter[3] > 0 && image[3] % filter[3] == 0;
    return convolution(in, fits, filter[0]);
  }

  /** Input (n, h, w, c), weight (1, h, w, c × multiplier), bias (c × multiplier). */
  static int[] depthwiseConvolution(Operands in) {
    int[] filter = filter(in);
    int[] image = in.image();
    boolean fits = image[3] > 0 && filter[3] % image[3] == 0 && filter[0] == 1;
    return convolution(in, fits, filter[3]);
  }

  private static int[] convolution(Operands in, boolean fits, int outputs) {
    int[] filter = filter(in);
    int[] image = in.image();
    need(fits, "input %s does not fit weight %s", text(image), text(filter));
    bias(in, outputs);
    return slide(in, filter[1], filter[2], outputs);
  }

  /** The output's shape, then weight (outputs, h, w, c) and input (n, h, w, c). */
  static int[] transposeConvolution(Operands in) {
    List<Long> shape = in.integers(0);
    if (shape.size() != 4) {
      return in.node().output(0).shape().dims();
    }
    int[] filter = filter(in);
    int[] image = in.shape(2);
    need(
        image.length == 4 && image[3] == filter[3],
        "input %s does not fit weight %s",
        text(image),
        text(filter));
    int[] out = Operands.toInts(shape);
    need(
        out[0] == image[0] && out[3] == filter[0],
        "output %s does not fit input %s",
        text(out),
        text(image));
    windows(out[1], out[2], filter[1], filter[2]);
    return out;
  }

  static int[] pool(Operands in) {
    int channels = in.image()[3];
    int height = Math.toIntExact(in.option("filter_height", 0));
    int width = Math.toIntExact(in.option("filter_width", 0));
    return slide(in, height, width, channels);
  }

  private static int[] filter(Operands in) {
    int[] filter = in.shape(1);
    need(filter.length == 4, "the weight has %d dimensions", filter.length);
    return filter;
  }

  private static void bias(Operands in, int channels) {
    int[] bias = in.shapeOrNull(2);
    need(
        bias == null || Operands.product(bias) == channels,
        "a bias %s for %d channels",
        bias == null ? "" : text(bias),
        channels);
  }

  private static int[] slide(Operands in, int height, int width, int channels) {
    int[] image = in.image();
    int h = positions(in, image[1], height, "h");
    int w = positions(in, image[2], width, "w");
    windows(h, w, height, width);
    return new int[] {image[0], h, w, channels};
  }

  /** How many places a window has along an axis, as the runtime computes it. */
  private static int positions(Operands in, int size, int filter, String axis) {
    long stride = in.option("stride_" + axis, 1);
    long dilation = in.option("dilation_" + axis + "_factor", 1);
    long extent = Math.addExact(Math.multiplyExact(filter - 1L, dilation), 1);
    Attributes options = in.node().operation().options();
    boolean same = options == null || options.name("padding", "SAME").equals("SAME");
    long out = same ? Math.ceilDiv(size, stride) : Math.ceilDiv(size + 1 - extent, stride);
    need(
        out >= 0 && extent <= Integer.MAX_VALUE,
        "a window of %d is too large for %d",
        extent,
        size);
    return Math.toIntExact(out);
  }

  private static void windows(int h, int w, int height, int width) {
    long elements =
        Math.multiplyExact(
            Math.multiplyExact((long) h, w), Math.multiplyExact((long) height, width));
    if (elements > MAX_WINDOWS) {
      throw new OctetException(
          ErrorCode.MODEL_TOO_LARGE,
          "%d x %d windows of %d x %d elements".formatted(h, w, height, width));
    }
  }
}
