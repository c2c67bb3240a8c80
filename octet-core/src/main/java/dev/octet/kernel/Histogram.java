package dev.octet.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * How often values fell into equally wide bins on both sides of zero; mutable, so that values are
 * counted without garbage. Not for several threads at once.
 *
 * <p>The width is the smallest power of two with which {@value #SIDE} bins a side hold the largest
 * magnitude so far (2⁻¹²⁶ at least). When a larger one comes, neighbouring bins are merged until it
 * fits, which is exact: the bins depend on the values alone, never on their order or on how they
 * were split over histograms.
 *
 * <p>A bin is named by its signed place b: it holds magnitudes from {@code b × width} up to, and
 * without, {@code (b + 1) × width} for b ≥ 0, and is the mirror image of bin −1 − b for b &lt; 0.
 */
public final class Histogram {
  /** Bins on each side of zero. */
  public static final int SIDE = 1 << Histogram.SIDE_BITS;

  private static final int SIDE_BITS = 11;

  /** Zeros are common, and counting up one place again and again is slow: they take turns. */
  private static final int ZEROS = 8;

  /** Bins of values above 0, then of those below, each from 0 outwards; then of 0 itself. */
  private final long[] counts = new long[2 * SIDE + ZEROS];

  private int exponent = Float.MIN_EXPONENT;

  /**
   * Counts values.
   *
   * @param f32 finite values
   * @param range their smallest and largest; may be empty
   */
  public void add(MemorySegment f32, MinMax range) {
    if (!range.isFinite()) {
      throw new IllegalArgumentException("values that are not finite: " + range);
    }
    long count = Segments.count(f32, 4);
    if (range.isEmpty() || count == 0) {
      return;
    }
    widen(exponentFor(Math.max(Math.abs(range.min()), Math.abs(range.max()))));
    var floats = new float[Kernels.block(0, count)];
    var bins = new int[floats.length];
    for (long i = 0; i < count; i += Kernels.BLOCK) {
      int n = Kernels.block(i, count);
      MemorySegment.copy(f32, Segments.F32, 4 * i, floats, 0, n);
      place(floats, bins, n);
      for (int k = 0; k < n; k++) {
        counts[bins[k]]++;
      }
    }
  }

  /** Without branches, which the processor could not foresee. */
  private void place(float[] floats, int[] bins, int n) {
    float inverse = Math.scalb(1f, -exponent); // a power of two: the product is exact
    for (int i = 0; i < n; i++) {
      int bits = Float.floatToRawIntBits(floats[i]);
      int isZero = ((bits & Integer.MAX_VALUE) - 1) >> 31; // all ones or none
      int bin = (int) (Math.abs(floats[i]) * inverse) | ((bits >>> 31) << SIDE_BITS);
      int zero = 2 * SIDE + (i & (ZEROS - 1));
      bins[i] = (bin & ~isZero) | (zero & isZero);
    }
  }

  private static int exponentFor(float magnitude) {
    return Math.max(Math.getExponent(magnitude) + 1 - SIDE_BITS, Float.MIN_EXPONENT);
  }

  private void widen(int newExponent) {
    int shift = Math.min(newExponent - exponent, SIDE_BITS);
    if (shift <= 0) {
      return;
    }
    for (int side = 0; side < 2 * SIDE; side += SIDE) {
      for (int i = 1; i < SIDE; i++) {
        long moved = counts[side + i];
        counts[side + i] = 0;
        counts[side + (i >> shift)] += moved;
      }
    }
    exponent = newExponent;
  }

  /** Takes in everything the other one counted; the other one stays as it is. */
  public void add(Histogram other) {
    widen(other.exponent);
    int shift = Math.min(exponent - other.exponent, SIDE_BITS);
    for (int side = 0; side < 2 * SIDE; side += SIDE) {
      for (int i = 0; i < SIDE; i++) {
        counts[side + (i >> shift)] += other.counts[side + i];
      }
    }
    for (int i = 2 * SIDE; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** The width of a bin. */
  public double width() {
    return Math.scalb(1.0, exponent);
  }

  /** How many values are in bin {@code b}, from −{@value #SIDE} to {@value #SIDE} − 1. */
  public long count(int b) {
    return b > 0 ? counts[b] : b == 0 ? counts[0] + zeros() : counts[SIDE - 1 - b];
  }

  /** How many of the values in bin 0 are 0. */
  public long zeros() {
    return Arrays.stream(counts, 2 * SIDE, counts.length).sum();
  }

  /** How many values there are. */
  public long total() {
    return Arrays.stream(counts).sum();
  }
}
