package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Shape;

/**
 * Where an input has its moments: {@code [N]}, {@code [1,N]}, {@code [1,N,1]} and the like.
 *
 * @param axis the axis of the moments
 * @param length how many it takes, or 0 to take a sound as it is
 */
record AudioLayout(Shape shape, int axis, int length) {
  private static final int MOST_AXES = 3;

  /**
   * The layout of an input.
   *
   * @throws OctetException {@code BAD_DATA} if it takes no sound
   */
  static AudioLayout of(InputSpec input) {
    Shape shape = input.shape();
    int axis = -1;
    int others = 0;
    for (int i = 0; i < shape.rank(); i++) {
      boolean batch = i == 0 && shape.rank() > 1 && shape.isDynamic(0);
      if (!batch && (shape.isDynamic(i) || shape.dim(i) > 1)) {
        others += axis < 0 ? 0 : 1;
        axis = i;
      }
    }
    if (axis < 0 || others > 0 || shape.rank() > MOST_AXES) {
      throw new OctetException(
              ErrorCode.BAD_DATA,
              "input %s takes no sound, which is [N], [1,N] or [1,N,1]".formatted(input))
          .advise("features such as spectrograms go in as arrays (npz) or TFRecords");
    }
    return new AudioLayout(shape, axis, shape.isDynamic(axis) ? 0 : shape.dim(axis));
  }

  /** The input's dimensions for so many moments. */
  int[] dims(int moments) {
    int[] dims = shape.dims();
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == axis ? moments : 1;
    }
    return dims;
  }
}
