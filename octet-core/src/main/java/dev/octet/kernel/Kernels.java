package dev.octet.kernel;

import static dev.octet.kernel.Segments.F32;
import static dev.octet.kernel.Segments.I16;
import static dev.octet.kernel.Segments.I32;

import java.lang.foreign.MemorySegment;

/**
 * The hot loops.
 *
 * <p>Each is written so that the JVM turns it into vector instructions by itself: short loops over
 * an int, arrays or whole segments, no branches. Against the Vector API that costs little once warm
 * and saves the second or so of CPU time it takes to compile vector code, which is more than
 * quantizing a gigabyte takes.
 */
public final class Kernels {
  /** The largest finite value of half precision. */
  public static final float FLOAT16_MAX = 65504f;

  /** Elements worked off at a time: their arrays fit the first-level cache. */
  static final int BLOCK = 1024;

  private Kernels() {}

  /** How many elements the next block has. */
  static int block(long done, long count) {
    return (int) Math.min(BLOCK, count - done);
  }

  /**
   * Widens {@code range} to hold all these values. A NaN or an infinity ends up in the range, see
   * {@link MinMax#isFinite()}.
   */
  public static void minMax(MemorySegment f32, MinMax range) {
    long count = Segments.count(f32, 4);
    int[] block = range.block(block(0, count));
    for (long i = 0; i < count; i += BLOCK) {
      int n = block(i, count);
      MemorySegment.copy(f32, I32, 4 * i, block, 0, n); // quicker to walk before Java is warm
      minMax(block, n, range);
    }
  }

  private static void minMax(int[] bits, int n, MinMax range) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      int key = MinMax.key(bits[i]);
      low = Math.min(low, key);
      high = Math.max(high, key);
    }
    range.include(low, high);
  }

  /**
   * The largest magnitude: 0 when there are no values, NaN when one is NaN, infinity when one is
   * infinite and none is NaN.
   */
  public static float absMax(MemorySegment f32) {
    return Float.intBitsToFloat(AbsMax.bits(f32, 0, Segments.count(f32, 4)));
  }

  /**
   * Raises each {@code largest[c]} to the largest magnitude in channel c of a stretch of a tensor,
   * so that stretches add up to the tensor. NaN and infinity as in {@link #absMax}.
   *
   * @param f32 the stretch
   * @param position where in the flattened tensor the stretch begins
   * @param largest one per channel, 0 to begin with
   */
  public static void absMaxPerChannel(
      MemorySegment f32, Channels channels, long position, float[] largest) {
    channels.check(largest.length, position);
    AbsMax.perChannel(f32, channels, position, largest);
  }

  /**
   * Quantizes a stretch of a tensor symmetrically to [−127, 127]; NaN becomes 0.
   *
   * @param f32 the stretch
   * @param i8 one byte for each value
   * @param position where in the flattened tensor the stretch begins
   */
  public static void quantizeInt8(
      MemorySegment f32, MemorySegment i8, Int8Quantization how, long position) {
    how.channels().check(how.channels().count(), position);
    long count = Segments.count(f32, 4, i8, 1);
    if (count > 0) {
      new Int8Blocks(how, (int) Math.min(BLOCK, count)).quantize(f32, i8, count, position);
    }
  }

  /**
   * Quantizes a stretch of a tensor symmetrically to integers of 4 or 2 bits; NaN becomes 0.
   *
   * @param f32 the stretch
   * @param packed the integers, lowest bits first; the unused bits of the last byte become 0
   * @param position where in the flattened tensor the stretch begins
   */
  public static void quantizeLowBits(
      MemorySegment f32, MemorySegment packed, LowBits how, long position) {
    how.channels().check(how.channels().count(), position);
    LowBitBlocks.quantize(
        f32, packed, how.width(), (from, target, n) -> how.scales(position + from, target, n));
  }

  /**
   * Rounds to half precision, ties to even. Magnitudes past {@value #FLOAT16_MAX}, infinities
   * included, become ±{@value #FLOAT16_MAX} as TFLiteConverter writes them (LiteRT Quantizer writes
   * infinities); NaN stays NaN.
   *
   * @param f16 two bytes for each value
   */
  public static void toFloat16(MemorySegment f32, MemorySegment f16) {
    long count = Segments.count(f32, 4, f16, 2);
    var floats = new float[block(0, count)];
    var halves = new short[block(0, count)];
    for (long i = 0; i < count; i += BLOCK) {
      int n = block(i, count);
      MemorySegment.copy(f32, F32, 4 * i, floats, 0, n);
      narrow(floats, halves, n);
      MemorySegment.copy(halves, 0, f16, I16, 2 * i, n);
    }
  }

  private static void narrow(float[] floats, short[] halves, int n) {
    for (int i = 0; i < n; i++) {
      floats[i] = Math.max(-FLOAT16_MAX, Math.min(FLOAT16_MAX, floats[i]));
    }
    for (int i = 0; i < n; i++) {
      halves[i] = Float.floatToFloat16(floats[i]);
    }
  }

  /**
   * Widens half precision to single precision, exactly.
   *
   * @param f32 four bytes for each value
   */
  public static void fromFloat16(MemorySegment f16, MemorySegment f32) {
    long count = Segments.count(f16, 2, f32, 4);
    var floats = new float[block(0, count)];
    var halves = new short[block(0, count)];
    for (long i = 0; i < count; i += BLOCK) {
      int n = block(i, count);
      MemorySegment.copy(f16, I16, 2 * i, halves, 0, n);
      widen(halves, floats, n);
      MemorySegment.copy(floats, 0, f32, F32, 4 * i, n);
    }
  }

  private static void widen(short[] halves, float[] floats, int n) {
    for (int i = 0; i < n; i++) {
      floats[i] = Float.float16ToFloat(halves[i]);
    }
  }
}
