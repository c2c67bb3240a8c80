package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Pools over two dimensions; images have their channels last. */
public final class Pooling {
  private Pooling() {}

  /** The largest value in each window of {@code size}. */
  public static Tensor max2d(Lowering g, Tensor x, int[] size, Window window) {
    return pool(g, "MAX_POOL_2D", x, size, window);
  }

  /** The mean of each window, of what of it is in the image. */
  public static Tensor average2d(Lowering g, Tensor x, int[] size, Window window) {
    return pool(g, "AVERAGE_POOL_2D", x, size, window);
  }

  private static Tensor pool(Lowering g, String op, Tensor x, int[] size, Window window) {
    Shape shape = x.shape();
    for (int i = 0; i < 2; i++) {
      shape = Dims.with(shape, 1 + i, window.size(i, x.shape().dim(1 + i), size[i]));
    }
    Attributes options =
        Attributes.of("Pool2DOptions")
            .with("padding", window.padding() == Window.Padding.SAME ? null : "VALID")
            .with("stride_h", window.strides()[0])
            .with("stride_w", window.strides()[1])
            .with("filter_height", size[0])
            .with("filter_width", size[1]);
    return g.add(op, options, shape, x);
  }
}
