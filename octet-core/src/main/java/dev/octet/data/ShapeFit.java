package dev.octet.data;

import dev.octet.model.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * Fits the shape of a sample to that of an input.
 *
 * <p>First as it is; then with the batch axis of 1 in front that samples leave out; then with axes
 * of size 1 added or left out anywhere, the others keeping their order. A dynamic dimension takes
 * any size.
 */
final class ShapeFit {
  private final Shape want;
  private final int[] have;
  private final int[] dims;

  private ShapeFit(Shape want, int[] have) {
    this.want = want;
    this.have = have;
    this.dims = want.dims();
  }

  /** The dimensions that the input gets, or nothing when the sample does not fit. */
  static Optional<int[]> fit(Shape want, int... have) {
    if (!want.isRanked()) {
      return Optional.of(have.clone());
    }
    return aligned(want, have)
        .or(() -> aligned(want, batchOfOne(have)))
        .or(() -> new ShapeFit(want, have).loose(0, 0));
  }

  private static int[] batchOfOne(int[] have) {
    var batch = new int[have.length + 1];
    batch[0] = 1;
    System.arraycopy(have, 0, batch, 1, have.length);
    return batch;
  }

  private static Optional<int[]> aligned(Shape want, int[] have) {
    boolean fits = want.rank() == have.length;
    for (int i = 0; fits && i < have.length; i++) {
      fits = takes(want, i, have[i]);
    }
    return fits ? Optional.of(have.clone()) : Optional.empty();
  }

  private static boolean takes(Shape want, int axis, int size) {
    return size > 0 && (want.isDynamic(axis) || want.dim(axis) == size);
  }

  /** Aligns the axes from {@code w} on with the sample's from {@code h} on. */
  private Optional<int[]> loose(int w, int h) {
    if (w == dims.length) {
      boolean onlyOnes = Arrays.stream(have, h, have.length).allMatch(d -> d == 1);
      return onlyOnes ? Optional.of(dims) : Optional.empty();
    }
    boolean isBatch = w == 0 && want.isDynamic(0);
    if (h < have.length) {
      if (!isBatch && takes(want, w, have[h])) {
        dims[w] = have[h];
        return loose(w + 1, h + 1);
      }
      if (have[h] == 1) {
        return loose(w, h + 1);
      }
    }
    if (isBatch || (want.dim(w) == 1 && !want.isDynamic(w))) {
      dims[w] = 1;
      return loose(w + 1, h);
    }
    return Optional.empty();
  }
}
