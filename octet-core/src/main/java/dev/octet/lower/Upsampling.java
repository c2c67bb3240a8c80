package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Images made larger by whole factors; they have their channels last. */
public final class Upsampling {
  private Upsampling() {}

  /**
   * Each element repeated.
   *
   * @param x {@code [n, spatial..., channels]}
   * @param factors how often, one for each of one to three spatial dimensions
   */
  public static Tensor nearest(Lowering g, Tensor x, int... factors) {
    return switch (factors.length) {
      case 1 -> Layout.in2d(g, x, i -> nearest2d(g, i, 1, factors[0]));
      case 2 -> nearest2d(g, x, factors[0], factors[1]);
      default -> nearest3d(g, x, factors);
    };
  }

  /**
   * Between the elements, as far from the border as they are.
   *
   * @param x {@code [n, h, w, channels]}
   */
  public static Tensor bilinear(Lowering g, Tensor x, int height, int width) {
    return Images.resizeBilinear(g, x, larger(x, 1, height), larger(x, 2, width));
  }

  /** As images of d rows of pixels, and before that as d images. */
  private static Tensor nearest3d(Lowering g, Tensor x, int[] factors) {
    Shape s = x.shape();
    Shape planes = Dims.concat(images(s), Dims.range(s, 2, 5));
    Tensor wide = nearest2d(g, Layout.reshape(g, x, planes), factors[1], factors[2]);
    int h = wide.shape().dim(1);
    int w = wide.shape().dim(2);
    Shape rows = Dims.concat(Dims.range(s, 0, 2), Shape.of(Math.multiplyExact(h, w), s.dim(4)));
    Tensor deep = nearest2d(g, Layout.reshape(g, wide, rows), factors[0], 1);
    Shape whole = Dims.concat(Dims.range(s, 0, 1), Shape.of(deep.shape().dim(1), h, w, s.dim(4)));
    return Layout.reshape(g, deep, whole);
  }

  /** The first two dimensions as one. */
  private static Shape images(Shape s) {
    int count = Dims.product(s, 0, 2);
    return Shape.of(new int[] {count}, new int[] {s.isDynamic(0) ? -1 : count});
  }

  private static Tensor nearest2d(Lowering g, Tensor x, int height, int width) {
    boolean exact = isExact(x.shape().dim(1), height) && isExact(x.shape().dim(2), width);
    Attributes options =
        Attributes.of("ResizeNearestNeighborOptions")
            .with("half_pixel_centers", exact ? null : (Object) true);
    int h = larger(x, 1, height);
    int w = larger(x, 2, width);
    return Images.resize(g, "RESIZE_NEAREST_NEIGHBOR", options, x, h, w);
  }

  /**
   * Whether LiteRT's kernel, which divides in floats, finds the right element from the corner of
   * each pixel. It does from the centers, but that takes a newer version.
   */
  private static boolean isExact(int size, int factor) {
    int larger = Math.multiplyExact(size, factor);
    float scale = size / (float) larger;
    for (int i = 0; i < larger; i++) {
      if ((int) Math.floor(i * scale) != i / factor) {
        return false;
      }
    }
    return true;
  }

  private static int larger(Tensor x, int axis, int factor) {
    return Math.multiplyExact(x.shape().dim(axis), factor);
  }
}
