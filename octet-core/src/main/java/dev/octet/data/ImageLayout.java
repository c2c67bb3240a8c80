package dev.octet.data;

import dev.octet.model.Shape;
import java.util.Optional;

/**
 * Where an input has its channels, rows and columns.
 *
 * <p>{@code [N,H,W,C]}, {@code [H,W,C]} when the last axis is 1, 3 or 4; else {@code [N,C,H,W]},
 * {@code [C,H,W]} when the first axis behind the batch is; {@code [H,W]} and {@code [N,H,W]} are
 * grey.
 *
 * @param height rows, or 0 to keep the image's
 * @param width columns, or 0 to keep the image's
 * @param channels 1, 3 or 4
 * @param channelsFirst whether each channel is a plane of its own
 * @param rank 2, 3, or 4 with a batch of 1
 */
record ImageLayout(int height, int width, int channels, boolean channelsFirst, int rank) {
  static Optional<ImageLayout> of(Shape shape) {
    int rank = shape.rank();
    if (rank < 2 || rank > 4 || (rank == 4 && !shape.isDynamic(0) && shape.dim(0) != 1)) {
      return Optional.empty();
    }
    if (rank == 2) {
      if (shape.isDynamic(0) || shape.dim(0) == 1) {
        return Optional.empty(); // a batch of vectors
      }
      return Optional.of(new ImageLayout(size(shape, 0), size(shape, 1), 1, false, rank));
    }
    if (isChannels(shape, rank - 1)) {
      int height = size(shape, rank - 3);
      return Optional.of(
          new ImageLayout(height, size(shape, rank - 2), shape.dim(-1), false, rank));
    }
    if (isChannels(shape, rank - 3)) {
      int height = size(shape, rank - 2);
      return Optional.of(new ImageLayout(height, size(shape, rank - 1), shape.dim(-3), true, rank));
    }
    return Optional.empty();
  }

  private static int size(Shape shape, int axis) {
    return shape.isDynamic(axis) ? 0 : shape.dim(axis);
  }

  private static boolean isChannels(Shape shape, int axis) {
    int d = shape.dim(axis);
    boolean isBatchOfGrey = axis == 0 && d == 1;
    return (!shape.isDynamic(axis) && (d == 1 || d == 3 || d == 4)) || isBatchOfGrey;
  }

  /** Whether every image gets the same size. */
  boolean isFixed() {
    return height > 0 && width > 0;
  }

  /** The input's dimensions for an image brought to this size. */
  int[] dims(int h, int w) {
    return switch (rank) {
      case 2 -> new int[] {h, w};
      case 3 -> channelsFirst ? new int[] {channels, h, w} : new int[] {h, w, channels};
      default -> channelsFirst ? new int[] {1, channels, h, w} : new int[] {1, h, w, channels};
    };
  }
}
