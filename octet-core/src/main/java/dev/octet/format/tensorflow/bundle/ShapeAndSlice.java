package dev.octet.format.tensorflow.bundle;

import dev.octet.model.Shape;
import java.util.Arrays;

/**
 * Which part of a tensor RestoreV2 is to read: {@code 10 4 0,5:-} are the first five rows of ten.
 *
 * <p>Source: {@code ParseShapeAndSlice} in {@code core/util/saved_tensor_slice_util.cc}.
 */
final class ShapeAndSlice {
  private ShapeAndSlice() {}

  /**
   * Reads the text.
   *
   * @param text empty for the whole tensor
   * @param shape of the tensor
   */
  static Region of(String text, Shape shape) {
    if (text.isEmpty()) {
      return Region.all(shape);
    }
    String[] words = text.split(" ", -1);
    int rank = words.length - 1;
    long[] dims = Arrays.stream(words).limit(rank).mapToLong(Slice::number).toArray();
    if (!Arrays.equals(dims, Arrays.stream(shape.dims()).asLongStream().toArray())) {
      throw Checkpoints.malformed("has shape %s, not that of '%s'".formatted(shape, text));
    }
    return Slice.of(words[rank]).in(shape);
  }
}
