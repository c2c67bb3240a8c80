package dev.octet.kernel;

import java.lang.foreign.MemorySegment;

/** The hot loops, in one of two implementations that give the same bits. */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
  /** The fastest implementation that this JVM can run. */
  static Kernels get() {
    return Provider.CHOSEN.kernels();
  }

  /** The plain loops: the reference, and the fallback. */
  static Kernels scalar() {
    return Provider.SCALAR;
  }

  /** Why {@link #get()} is what it is, in words for people. */
  static String reason() {
    return Provider.CHOSEN.reason();
  }

  /** What this is, such as {@code scalar} or {@code vector 512 bit}. */
  String name();

  /**
   * Widens {@code range} to hold all these values. A NaN or an infinity ends up in the range, see
   * {@link MinMax#isFinite()}.
   */
  void minMax(MemorySegment f32, MinMax range);

  /**
   * The largest magnitude: 0 when there are no values, NaN when one is NaN, infinity when one is
   * infinite and none is NaN.
   */
  float absMax(MemorySegment f32);

  /**
   * Raises each {@code largest[c]} to the largest magnitude in channel c of a stretch of a tensor,
   * so that stretches add up to the tensor. NaN and infinity as in {@link #absMax}.
   *
   * @param f32 the stretch
   * @param position where in the flattened tensor the stretch begins
   * @param largest one per channel, 0 to begin with
   */
  void absMaxPerChannel(MemorySegment f32, Channels channels, long position, float[] largest);

  /**
   * Quantizes a stretch of a tensor symmetrically to [−127, 127]; NaN becomes 0.
   *
   * @param f32 the stretch
   * @param i8 one byte for each value
   * @param position where in the flattened tensor the stretch begins
   */
  void quantizeInt8(MemorySegment f32, MemorySegment i8, Int8Quantization how, long position);

  /**
   * Rounds to half precision, ties to even. Magnitudes past {@value #FLOAT16_MAX}, infinities
   * included, become ±{@value #FLOAT16_MAX} as TFLiteConverter writes them (LiteRT Quantizer writes
   * infinities); NaN stays NaN.
   *
   * @param f16 two bytes for each value
   */
  void toFloat16(MemorySegment f32, MemorySegment f16);

  /**
   * Widens half precision to single precision, exactly.
   *
   * @param f32 four bytes for each value
   */
  void fromFloat16(MemorySegment f16, MemorySegment f32);

  /** The largest finite value of half precision. */
  float FLOAT16_MAX = 65504f;
}
