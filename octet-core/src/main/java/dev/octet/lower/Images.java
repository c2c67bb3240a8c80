package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Changes of an image's size; images have their channels last. */
public final class Images {
  private Images() {}

  /** The pixel that is nearest. */
  public static Tensor resizeNearest(Lowering g, Tensor x, int height, int width) {
    return resize(g, "RESIZE_NEAREST_NEIGHBOR", "ResizeNearestNeighborOptions", x, height, width);
  }

  /** Between the four pixels around. */
  public static Tensor resizeBilinear(Lowering g, Tensor x, int height, int width) {
    return resize(g, "RESIZE_BILINEAR", "ResizeBilinearOptions", x, height, width);
  }

  /** The middle of a pixel is half a pixel from its edge, as TensorFlow 2 has it. */
  private static Tensor resize(
      Lowering g, String op, String options, Tensor x, int height, int width) {
    Attributes centers = Attributes.of(options).with("half_pixel_centers", true);
    return resize(g, op, centers, x, height, width);
  }

  /**
   * In one of several ways.
   *
   * @param way {@code BILINEAR} or {@code NEAREST_NEIGHBOR}
   * @param corners whether the middles of the pixels in the corners stay there
   * @param centers whether the middle of a pixel is half a pixel from its edge
   */
  public static Tensor resize(
      Lowering g, String way, Tensor x, int[] size, boolean corners, boolean centers) {
    boolean bilinear = way.equals("BILINEAR");
    Attributes options =
        Attributes.of(bilinear ? "ResizeBilinearOptions" : "ResizeNearestNeighborOptions")
            .with("align_corners", corners ? true : null)
            .with("half_pixel_centers", centers ? true : null);
    return resize(g, "RESIZE_" + way, options, x, size[0], size[1]);
  }

  static Tensor resize(Lowering g, String op, Attributes options, Tensor x, int height, int width) {
    if (x.shape().dim(1) == height && x.shape().dim(2) == width) {
      return x;
    }
    Shape shape = Dims.with(Dims.with(x.shape(), 1, height), 2, width);
    return g.add(op, options, shape, x, g.integers(height, width));
  }
}
