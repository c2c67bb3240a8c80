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

  /** Checks that a kernel moves, and that there are as many strides as dilations. */
  public Window {
    if (strides.length != dilations.length || !arePositive(strides) || !arePositive(dilations)) {
      throw new IllegalArgumentException("strides and dilations start at 1");
    }
  }

  /** The same over the dimensions from {@code from} up to, without, {@code to}. */
  Window range(int from, int to) {
    return new Window(
        Arrays.copyOfRange(strides, from, to), Arrays.copyOfRange(dilations, from, to), padding);
  }

  /** A kernel of size 1 that goes everywhere. */
  static Window pointwise(int dimensions) {
    var ones = new int[dimensions];
    Arrays.fill(ones, 1);
    return new Window(ones, ones, Padding.VALID);
  }

  /** The number of spatial dimensions. */
  int dimensions() {
    return strides.length;
  }

  /** This over images of height 1. */
  Window in2d() {
    return new Window(new int[] {1, strides[0]}, new int[] {1, dilations[0]}, padding);
  }

  /** The number of elements that a kernel spans. */
  int reach(int axis, int kernel) {
    return Math.addExact(Math.multiplyExact(kernel - 1, dilations[axis]), 1);
  }

  /**
   * The number of results along a dimension.
   *
   * @throws IllegalArgumentException if there are none
   */
  int size(int axis, int in, int kernel) {
    int starts = padding == Padding.VALID ? in - reach(axis, kernel) + 1 : in;
    if (starts < 1) {
      throw new IllegalArgumentException(
          "a kernel that spans %d is too large for %d".formatted(reach(axis, kernel), in));
    }
    return Math.ceilDiv(starts, strides[axis]);
  }

  /** Whether the elements of a kernel are apart. */
  boolean isDilated() {
    return Arrays.stream(dilations).anyMatch(d -> d != 1);
  }

  private static boolean arePositive(int[] values) {
    return Arrays.stream(values).allMatch(v -> v > 0);
  }
}
