package dev.octet.format.hdf5;

/** The shape of a dataset, or of one of the chunks it is cut into. */
final class Grid {
  private final int[] dims;
  private final int elementBytes;

  /**
   * Makes a shape.
   *
   * @param dims the sizes, the slowest first
   * @param elementBytes bytes per element
   */
  Grid(int[] dims, int elementBytes) {
    this.dims = dims.clone();
    this.elementBytes = elementBytes;
  }

  int rank() {
    return dims.length;
  }

  int dim(int axis) {
    return dims[axis];
  }

  /** A copy of the sizes. */
  int[] dims() {
    return dims.clone();
  }

  int elementBytes() {
    return elementBytes;
  }

  /** All bytes; {@code Long.MAX_VALUE} if they are more. */
  long bytes() {
    long bytes = elementBytes;
    for (int dim : dims) {
      if (Math.multiplyHigh(bytes, dim) != 0 || bytes * dim < 0) {
        return Long.MAX_VALUE;
      }
      bytes *= dim;
    }
    return bytes;
  }

  /** From one index to the next along a dimension, in bytes. */
  long stride(int axis) {
    long stride = elementBytes;
    for (int i = axis + 1; i < dims.length; i++) {
      stride *= dims[i];
    }
    return stride;
  }
}
