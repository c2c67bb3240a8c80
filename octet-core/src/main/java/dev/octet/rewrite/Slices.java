package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/** Which slices are all there is. */
final class Slices {
  private Slices() {}

  /** Whether a SLICE takes everything. */
  static boolean isWholeSlice(Node node) {
    Shape shape = shape(node);
    long[] begin = Values.integers(node.input(1));
    long[] size = Values.integers(node.input(2));
    if (shape == null || begin == null || size == null || begin.length != shape.rank()) {
      return false;
    }
    for (int i = 0; i < begin.length; i++) {
      boolean whole = size[i] == -1 || (!shape.isDynamic(i) && size[i] == shape.dim(i));
      if (begin[i] != 0 || !whole) {
        return false;
      }
    }
    return size.length == begin.length;
  }

  /** Whether a STRIDED_SLICE takes everything, in its order. */
  static boolean isWholeStridedSlice(Node node) {
    Shape shape = shape(node);
    Attributes options = node.operation().options();
    long[] begin = Values.integers(node.input(1));
    long[] end = Values.integers(node.input(2));
    long[] strides = Values.integers(node.input(3));
    if (shape == null || options == null || begin == null || end == null || strides == null) {
      return false;
    }
    long special =
        options.integer("ellipsis_mask", 0)
            | options.integer("new_axis_mask", 0)
            | options.integer("shrink_axis_mask", 0);
    boolean whole =
        special == 0
            && !options.flag("offset")
            && begin.length <= shape.rank()
            && end.length == begin.length
            && strides.length == begin.length;
    for (int i = 0; whole && i < begin.length; i++) {
      boolean fromStart = begin[i] == 0 || (options.integer("begin_mask", 0) >> i & 1) == 1;
      boolean toEnd =
          (options.integer("end_mask", 0) >> i & 1) == 1
              || (!shape.isDynamic(i) && end[i] >= shape.dim(i));
      whole = strides[i] == 1 && fromStart && toEnd;
    }
    return whole;
  }

  private static @Nullable Shape shape(Node node) {
    Tensor in = node.input(0);
    return in != null && in.shape().isRanked() ? in.shape() : null;
  }
}
