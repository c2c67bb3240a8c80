package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** Blocks of neighbours made channels, and the other way round; channels are last. */
public final class DepthBlocks {
  private DepthBlocks() {}

  /** Channels from the elements of square blocks of an image. */
  public static Tensor toDepth(Lowering g, Tensor x, int block) {
    Shape s = x.shape();
    return square(
        g,
        "SPACE_TO_DEPTH",
        "SpaceToDepthOptions",
        x,
        block,
        sized(s, s.dim(1) / block, s.dim(2) / block, s.dim(3) * block * block));
  }

  /** Square blocks of an image from channels. */
  public static Tensor fromDepth(Lowering g, Tensor x, int block) {
    Shape s = x.shape();
    return square(
        g,
        "DEPTH_TO_SPACE",
        "DepthToSpaceOptions",
        x,
        block,
        sized(s, s.dim(1) * block, s.dim(2) * block, s.dim(3) / (block * block)));
  }

  private static Tensor square(
      Lowering g, String op, String options, Tensor x, int block, Shape shape) {
    if (shape.elements() != x.shape().elements()) {
      throw new IllegalArgumentException("%s has no blocks of %d".formatted(x.shape(), block));
    }
    return g.add(op, Attributes.of(options).with("block_size", block), shape, x);
  }

  private static Shape sized(Shape shape, int height, int width, int channels) {
    return Dims.with(Dims.with(Dims.with(shape, 1, height), 2, width), 3, channels);
  }

  /**
   * The elements of each window as channels, all channels of one element after those of another: a
   * block, or else what a convolution gives of which each kernel picks an element.
   *
   * @param size of the window
   */
  public static Tensor patches(Lowering g, Tensor x, int[] size, Window window) {
    int area = Math.multiplyExact(size[0], size[1]);
    int channels = x.shape().dim(3);
    boolean apart =
        size[0] == size[1]
            && Arrays.equals(size, window.strides())
            && !window.isDilated()
            && x.shape().dim(1) % size[0] == 0
            && x.shape().dim(2) % size[0] == 0;
    if (apart) {
      return size[0] == 1 ? x : toDepth(g, x, size[0]);
    }
    var picks = new float[Math.toIntExact(Math.multiplyExact((long) area * area, channels))];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < channels; c++) {
        picks[(i * channels + c) * area + i] = 1;
      }
    }
    Array kernel = Array.of(picks, size[0], size[1], channels, area);
    Tensor y = Convolution.depthwise2d(g, x, kernel, null, window);
    if (channels == 1) {
      return y;
    }
    Shape places = Dims.merge(y.shape(), 0, 3);
    Shape split = Dims.concat(Dims.range(places, 0, 1), Shape.of(channels, area));
    Tensor turned = Layout.transpose(g, Layout.reshape(g, y, split), 0, 2, 1);
    return Layout.reshape(g, turned, y.shape());
  }
}
