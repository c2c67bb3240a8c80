package dev.octet.lower;

import java.util.Arrays;

/**
 * How a kernel moves over the spatial dimensions of an image: one number for each of them.
 *
 * @param strides how far it moves
 * @param dilations how far its elements are apart
 * @param padding what is around the image
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Window(int[] strides, int[] dilations, Padding padding) {
  /** What is around the image. */
  public enum Padding {
    /** Nothing: the kernel stays within. */
    VALID,
    /** Zeros, so that the size is that of the image over the stride, rounded up. */
    SAME,
    /** Zeros before it only, so that a result depends on what came before. */
    CAUSAL
  }

  /** The same over the dimensions from {@code from} up to, without, {@code to}. */
  Window range(int from, int to) {
    return new Window(
        Arrays.copyOfRange(strides, from, to), Arrays.copyOfRange(dilations, from, to), padding);
  }

  /** The number of results along a dimension. */
  int size(int axis, int in, int kernel) {
    int reach = (kernel - 1) * dilations[axis] + 1;
    return padding == Padding.VALID
        ? Math.ceilDiv(in - reach + 1, strides[axis])
        : Math.ceilDiv(in, strides[axis]);
  }
}
