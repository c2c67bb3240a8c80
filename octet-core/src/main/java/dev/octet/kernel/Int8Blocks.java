package dev.octet.kernel;

import static dev.octet.kernel.Segments.F32;
import static dev.octet.kernel.Segments.I8;

import java.lang.foreign.MemorySegment;

/**
 * Weights to int8, block by block through arrays: values in, a factor for each, integers out. One
 * loop per arithmetic serves every axis; {@link Int8Quantization#quantize} defines what each must
 * give.
 */
final class Int8Blocks {
  /** Added and subtracted, rounds a float under 2²² to an integer, halves to even. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int MAX = Int8Quantization.MAX;

  /**
   * A float product up to 128 is off the exact quotient by 2⁻¹⁶ at most: what is further than twice
   * that from a tie is rounded alike. In units of 2⁻²⁰.
   */
  private static final int NEAR_TIE = (1 << 19) - (1 << 5);

  private static final float TIE_UNITS = 0x1p20f;

  private final Int8Quantization how;
  private final float[] values;
  private final float[] factors;
  private final int[] integers;
  private final byte[] bytes;

  Int8Blocks(Int8Quantization how, int size) {
    this.how = how;
    values = new float[size];
    factors = new float[size];
    integers = new int[size];
    bytes = new byte[size];
  }

  void quantize(MemorySegment f32, MemorySegment i8, long count, long position) {
    for (long i = 0; i < count; i += Kernels.BLOCK) {
      int n = Kernels.block(i, count);
      MemorySegment.copy(f32, F32, 4 * i, values, 0, n);
      how.factors(position + i, factors, n);
      switch (how.rounding()) {
        case HALF_EVEN -> toEven(values, factors, integers, n);
        case HALF_AWAY_BY_RECIPROCAL, HALF_AWAY_BY_INVERSE ->
            awayFromZero(values, factors, integers, n);
        case HALF_AWAY -> exactlyAwayFromZero(position + i, n);
      }
      narrow(integers, bytes, n);
      MemorySegment.copy(bytes, 0, i8, I8, i, n);
    }
  }

  private static void toEven(float[] values, float[] factors, int[] integers, int n) {
    for (int i = 0; i < n; i++) {
      integers[i] = clamp((int) (values[i] / factors[i] + ROUNDER - ROUNDER));
    }
  }

  private static void awayFromZero(float[] values, float[] factors, int[] integers, int n) {
    for (int i = 0; i < n; i++) {
      float product = values[i] * factors[i];
      int whole = Math.max(-MAX, Math.min(MAX, (int) product));
      int half = Math.max(-1, Math.min(1, (int) ((product - whole) * 2)));
      integers[i] = clamp(whole + half);
    }
  }

  /** By products, then by the quotient where a product is so near a tie that it may be wrong. */
  private void exactlyAwayFromZero(long position, int n) {
    awayFromZero(values, factors, integers, n);
    boolean exact = how.factorsAreNormal();
    if (exact && farthest(values, factors, n) < NEAR_TIE) {
      return;
    }
    for (int i = 0; i < n; i++) {
      if (!exact || distance(values[i] * factors[i]) >= NEAR_TIE) {
        integers[i] = how.quantize(values[i], how.channels().at(position + i));
      }
    }
  }

  private static int farthest(float[] values, float[] factors, int n) {
    int max = 0;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, distance(values[i] * factors[i]));
    }
    return max;
  }

  /** How far a product is from an integer, a half at most. */
  private static int distance(float product) {
    float whole = product + ROUNDER - ROUNDER;
    return (int) (Math.abs(product - whole) * TIE_UNITS);
  }

  private static int clamp(int q) {
    return Math.max(-MAX, Math.min(MAX, q));
  }

  /**
   * Apart from the arithmetic: the JVM vectorizes no loop over both ints and bytes but this one.
   */
  private static void narrow(int[] integers, byte[] bytes, int n) {
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) integers[i];
    }
  }
}
