package dev.octet.data;

import dev.octet.model.Shape;
import java.util.Optional;
import java.util.OptionalLong;

/** The dimensions of an input that a row of values fills. */
final class FilledShape {
  private FilledShape() {}

  /** How many values an input takes, where that is known: no dimension is dynamic but the batch. */
  static OptionalLong count(Shape shape) {
    long count = 1;
    for (int i = 0; i < shape.rank(); i++) {
      boolean batch = i == 0 && shape.rank() > 1 && shape.isDynamic(0);
      if (shape.isDynamic(i) && !batch) {
        return OptionalLong.empty();
      }
      count = Math.multiplyExact(count, batch ? 1L : shape.dim(i));
    }
    return shape.isRanked() ? OptionalLong.of(count) : OptionalLong.empty();
  }

  /**
   * The dimensions, or nothing when the values do not fill it. A dynamic batch is of 1; one other
   * dynamic dimension takes what is there.
   */
  static Optional<int[]> of(Shape shape, long count) {
    if (!shape.isRanked()) {
      return count <= Integer.MAX_VALUE ? Optional.of(new int[] {(int) count}) : Optional.empty();
    }
    int[] dims = shape.dims();
    int open = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (!shape.isDynamic(i)) {
        known = Math.multiplyExact(known, (long) dims[i]);
      } else if (i == 0 && dims.length > 1) {
        dims[i] = 1;
      } else if (open < 0) {
        open = i;
      } else {
        return Optional.empty();
      }
    }
    if (open >= 0 && known > 0 && count % known == 0 && count / known <= Integer.MAX_VALUE) {
      dims[open] = (int) (count / known);
      known *= dims[open];
    }
    return known == count ? Optional.of(dims) : Optional.empty();
  }
}
