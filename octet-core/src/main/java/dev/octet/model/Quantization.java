package dev.octet.model;

import java.util.Arrays;

/** How the integers of a tensor stand for real numbers: {@code real = (q − zero point) × scale}. */
public sealed interface Quantization {
  /**
   * One scale and zero point for the whole tensor.
   *
   * @param scale positive and finite
   * @param zeroPoint the integer that stands for 0.0
   */
  record PerTensor(float scale, long zeroPoint) implements Quantization {
    /** Checks the scale. */
    public PerTensor {
      checkScale(scale);
    }
  }

  /**
   * A scale and a zero point for each slice along one axis.
   *
   * @param scales positive and finite, one per slice; not to be changed
   * @param zeroPoints as many; not to be changed
   * @param axis the dimension that is sliced, from 0
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by value below; up to 100,000s of floats
  record PerChannel(float[] scales, long[] zeroPoints, int axis) implements Quantization {
    /** Checks counts and scales. */
    public PerChannel {
      if (scales.length != zeroPoints.length || scales.length == 0 || axis < 0) {
        throw new IllegalArgumentException(
            scales.length + " scales, " + zeroPoints.length + " zero points, axis " + axis);
      }
      for (float scale : scales) {
        checkScale(scale);
      }
    }

    /** Symmetric: all zero points are 0. */
    public static PerChannel symmetric(float[] scales, int axis) {
      return new PerChannel(scales, new long[scales.length], axis);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof PerChannel(float[] s, long[] z, int a)
          && axis == a
          && Arrays.equals(scales, s)
          && Arrays.equals(zeroPoints, z);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(scales) + axis;
    }
  }

  /**
   * A scale for each run of {@code blockSize} elements along the last axis; the scales (and zero
   * points, if any) are tensors of their own.
   *
   * @param scales the tensor that holds the scales
   * @param blockSize elements per block
   * @param axis as the file says
   */
  record Blockwise(Tensor scales, int blockSize, int axis) implements Quantization {}

  /**
   * Something LiteRT itself does not interpret, carried along as it was.
   *
   * @param fields the quantization table as it was
   */
  record Opaque(Attributes fields) implements Quantization {}

  private static void checkScale(float scale) {
    if (!(scale > 0) || Float.isInfinite(scale)) {
      throw new IllegalArgumentException("scale " + scale + " is not positive and finite");
    }
  }
}
