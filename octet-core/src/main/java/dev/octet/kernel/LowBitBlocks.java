package dev.octet.kernel;

import static dev.octet.kernel.Segments.F32;
import static dev.octet.kernel.Segments.I16;
import static dev.octet.kernel.Segments.I32;
import static dev.octet.kernel.Segments.I64;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Weights to packed integers, block by block through arrays: values in, a scale for each, integers
 * in bytes, packed bytes out. {@link LowBits.Width#quantize} defines what each value must give.
 */
final class LowBitBlocks {
  /** Added and subtracted, rounds a float under 2²² to an integer, halves to even. */
  private static final float ROUNDER = 0x1.8p23f;

  private final LowBits.Width width;
  private final float[] values;
  private final float[] perValue;
  private final int[] integers;
  private final byte[] bytes;

  /** The same bytes, to be read and written in larger pieces. */
  private final MemorySegment pieces;

  private LowBitBlocks(LowBits.Width width, int size) {
    this.width = width;
    values = new float[size];
    perValue = new float[size];
    integers = new int[size];
    bytes = new byte[Math.ceilDiv(size, Long.BYTES) * Long.BYTES];
    pieces = MemorySegment.ofArray(bytes);
  }

  /** Where the scales come from. */
  @FunctionalInterface
  interface Scales {
    /** Fills in those of {@code n} values from this one of the stretch on. */
    void of(long from, float[] target, int n);
  }

  static void quantize(
      MemorySegment f32, MemorySegment packed, LowBits.Width width, Scales scales) {
    long count = Segments.count(f32, Float.BYTES);
    if (packed.byteSize() != width.bytes(count)) {
      throw new IllegalArgumentException(
          count + " values, " + width + " bits each, to " + packed.byteSize() + " bytes");
    }
    if (count > 0) {
      new LowBitBlocks(width, Kernels.block(0, count)).run(f32, packed, count, scales);
    }
  }

  private void run(MemorySegment f32, MemorySegment packed, long count, Scales scales) {
    for (long i = 0; i < count; i += Kernels.BLOCK) {
      int n = Kernels.block(i, count);
      MemorySegment.copy(f32, F32, 4 * i, values, 0, n);
      scales.of(i, perValue, n);
      round(values, perValue, integers, n, width.max());
      narrow(integers, bytes, n);
      Arrays.fill(bytes, n, Math.ceilDiv(n, Long.BYTES) * Long.BYTES, (byte) 0);
      switch (width) {
        case FOUR -> packFours(pieces, n);
        case TWO -> packTwos(pieces, n);
      }
      MemorySegment.copy(pieces, 0, packed, i / width.perByte(), width.bytes(n));
    }
  }

  private static void round(float[] values, float[] scales, int[] integers, int n, int max) {
    for (int i = 0; i < n; i++) {
      int q = (int) (values[i] / scales[i] + ROUNDER - ROUNDER);
      integers[i] = Math.max(-max, Math.min(max, q));
    }
  }

  private static void narrow(int[] integers, byte[] bytes, int n) {
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) integers[i];
    }
  }

  /** Eight bytes become four, in place: each step halves the room between neighbours. */
  private static void packFours(MemorySegment bytes, int n) {
    for (int i = 0; i < n; i += 8) {
      long eight = bytes.get(I64, i) & 0x0F0F0F0F0F0F0F0FL;
      long pairs = (eight | eight >>> 4) & 0x00FF00FF00FF00FFL;
      long fours = (pairs | pairs >>> 8) & 0x0000FFFF0000FFFFL;
      bytes.set(I32, i / 2, (int) (fours | fours >>> 16));
    }
  }

  /** Eight bytes become two, in place. */
  private static void packTwos(MemorySegment bytes, int n) {
    for (int i = 0; i < n; i += 8) {
      long eight = bytes.get(I64, i) & 0x0303030303030303L;
      long pairs = (eight | eight >>> 6) & 0x000F000F000F000FL;
      long fours = (pairs | pairs >>> 12) & 0x000000FF000000FFL;
      bytes.set(I16, i / 4, (short) (fours | fours >>> 24));
    }
  }
}
