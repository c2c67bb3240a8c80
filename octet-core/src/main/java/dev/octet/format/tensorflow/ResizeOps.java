package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.Bicubic;
import dev.octet.lower.Images;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Images of other sizes; they have their channels last. */
final class ResizeOps {
  private ResizeOps() {}

  static void addTo(OpTable t) {
    t.add("ResizeBilinear", ResizeOps::bilinear);
    t.add("ResizeNearestNeighbor", ResizeOps::nearest);
    t.add("ResizeBicubic", ResizeOps::bicubic);
  }

  private static boolean corners(OpCall call) {
    return call.attrs().flag("align_corners", false);
  }

  private static boolean centers(OpCall call) {
    return call.attrs().flag("half_pixel_centers", false);
  }

  private static int[] size(OpCall call) {
    int[] size = call.integers(1, "the new size");
    if (size.length != 2 || size[0] < 1 || size[1] < 1 || call.tensor(0).shape().rank() != 4) {
      throw new IllegalArgumentException(
          "%s is resized to %d numbers".formatted(call.tensor(0).shape(), size.length));
    }
    return size;
  }

  /** Gives floats, whatever it gets. */
  private static Tensor bilinear(OpCall call) {
    int[] size = size(call);
    return Images.resize(
        call.graph(), "BILINEAR", call.floats(0), size, corners(call), centers(call));
  }

  private static Tensor bicubic(OpCall call) {
    int[] size = size(call);
    Sizes.bounded(call, size[0], call.tensor(0).shape().dim(1));
    Sizes.bounded(call, size[1], call.tensor(0).shape().dim(2));
    return Bicubic.resize(
        call.graph(), call.floats(0), size[0], size[1], corners(call), centers(call));
  }

  /** LiteRT moves bytes and floats; other numbers are picked. */
  private static Tensor nearest(OpCall call) {
    Tensor x = call.tensor(0);
    int[] size = size(call);
    boolean has =
        x.type() == ElementType.FLOAT32
            || x.type() == ElementType.UINT8
            || x.type() == ElementType.INT8;
    if (has) {
      return Images.resize(call.graph(), "NEAREST_NEIGHBOR", x, size, corners(call), centers(call));
    }
    return pick(call, pick(call, x, 1, size[0]), 2, size[1]);
  }

  private static Tensor pick(OpCall call, Tensor x, int axis, int size) {
    Lowering g = call.graph();
    int from = x.shape().dim(axis);
    boolean corners = corners(call) && size > 1;
    float scale = corners ? (from - 1) / (float) (size - 1) : from / (float) size;
    var places = new int[Sizes.bounded(call, size)];
    for (int i = 0; i < size; i++) {
      float place = (centers(call) ? i + 0.5f : i) * scale;
      places[i] = Math.min(from - 1, corners ? Math.round(place) : (int) Math.floor(place));
    }
    return Selection.gather(g, x, call.constant(Array.integers(places)), axis, 0);
  }
}
