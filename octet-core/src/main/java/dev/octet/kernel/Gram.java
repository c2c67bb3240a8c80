package dev.octet.kernel;

import static dev.octet.kernel.Segments.F64;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Sums of products of vectors with themselves, {@code Σ x xᵀ}: lower triangles, row by row, element
 * (i, j) at {@code i (i + 1) / 2 + j}.
 */
public final class Gram {
  /** Rows of a vector that are multiplied at a time. */
  private static final int UNROLLED = 8;

  /** Columns whose rows stay in the second-level cache. */
  private static final int COLUMNS = 1024;

  private Gram() {}

  /** How many elements the triangle of vectors of this size has. */
  public static long elements(long size) {
    return size * (size + 1) / 2;
  }

  /**
   * Adds the products of vectors, which are summed in float first: so a call should have hundreds
   * of vectors at most.
   *
   * @param vectors one after the other, {@code stride} apart
   * @param from where the first begins
   * @param size of a vector
   * @param count of vectors
   * @param triangle of {@link #elements} doubles
   */
  public static void add(
      float[] vectors, int from, int stride, int size, int count, MemorySegment triangle) {
    if (size > stride
        || (count > 0 && from + (count - 1) * (long) stride + size > vectors.length)) {
      throw new IllegalArgumentException(
          "%d vectors of %d of %d from %d on in %d"
              .formatted(count, size, stride, from, vectors.length));
    }
    var sums = new float[Math.min(size, COLUMNS)];
    for (int left = 0; left < size; left += COLUMNS) {
      for (int i = left; i < size; i++) {
        int n = Math.min(i + 1 - left, COLUMNS);
        Arrays.fill(sums, 0, n, 0);
        row(vectors, from, stride, i, left, n, count, sums);
        flush(sums, n, triangle, elements(i) + left);
      }
    }
  }

  /** Columns {@code left} to {@code left + n} of row i. */
  private static void row(
      float[] v, int from, int stride, int i, int left, int n, int count, float[] sums) {
    int k = 0;
    for (; k + UNROLLED <= count; k += UNROLLED) {
      addEight(v, from + k * stride, stride, i, left, n, sums);
    }
    for (; k < count; k++) {
      addOne(v, from + k * stride, i, left, n, sums);
    }
  }

  private static void addEight(
      float[] v, int from, int stride, int i, int left, int n, float[] sums) {
    int r1 = from + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int r4 = r3 + stride;
    int r5 = r4 + stride;
    int r6 = r5 + stride;
    int r7 = r6 + stride;
    float a0 = v[from + i];
    float a1 = v[r1 + i];
    float a2 = v[r2 + i];
    float a3 = v[r3 + i];
    float a4 = v[r4 + i];
    float a5 = v[r5 + i];
    float a6 = v[r6 + i];
    float a7 = v[r7 + i];
    if (a0 == 0 && a1 == 0 && a2 == 0 && a3 == 0 && a4 == 0 && a5 == 0 && a6 == 0 && a7 == 0) {
      return; // padding, and what RELU cut off
    }
    for (int j = 0; j < n; j++) {
      int c = left + j;
      sums[j] +=
          a0 * v[from + c]
              + a1 * v[r1 + c]
              + (a2 * v[r2 + c] + a3 * v[r3 + c])
              + (a4 * v[r4 + c] + a5 * v[r5 + c] + (a6 * v[r6 + c] + a7 * v[r7 + c]));
    }
  }

  private static void addOne(float[] v, int from, int i, int left, int n, float[] sums) {
    float a = v[from + i];
    int start = from + left;
    for (int j = 0; j < n; j++) {
      sums[j] += a * v[start + j];
    }
  }

  private static void flush(float[] sums, int n, MemorySegment triangle, long at) {
    for (int j = 0; j < n; j++) {
      long offset = (at + j) * Double.BYTES;
      triangle.set(F64, offset, triangle.get(F64, offset) + sums[j]);
    }
  }
}
