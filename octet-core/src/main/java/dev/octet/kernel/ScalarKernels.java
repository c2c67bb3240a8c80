package dev.octet.kernel;

import static dev.octet.kernel.Segments.F32;
import static dev.octet.kernel.Segments.I16;
import static dev.octet.kernel.Segments.I32;
import static dev.octet.kernel.Segments.I8;

import java.lang.foreign.MemorySegment;

/** Plain loops: what every other implementation must equal. */
final class ScalarKernels implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void minMax(MemorySegment f32, MinMax range) {
    minMax(f32, 0, Segments.count(f32, 4), range);
  }

  static void minMax(MemorySegment f32, long from, long to, MinMax range) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (long i = from; i < to; i++) {
      int key = MinMax.key(f32.get(I32, 4 * i));
      low = Math.min(low, key);
      high = Math.max(high, key);
    }
    range.include(low, high);
  }

  @Override
  public float absMax(MemorySegment f32) {
    return Float.intBitsToFloat(absMaxBits(f32, 0, Segments.count(f32, 4)));
  }

  /** Magnitudes sort like their bits, with NaN on top. */
  static int absMaxBits(MemorySegment f32, long from, long to) {
    int largest = 0;
    for (long i = from; i < to; i++) {
      largest = Math.max(largest, magnitude(f32, i));
    }
    return largest;
  }

  private static int magnitude(MemorySegment f32, long i) {
    return f32.get(I32, 4 * i) & Integer.MAX_VALUE;
  }

  @Override
  public void absMaxPerChannel(
      MemorySegment f32, Channels channels, long position, float[] largest) {
    Segments.checkChannels(channels, largest.length, position);
    long count = Segments.count(f32, 4);
    int channel = channels.at(position);
    for (long i = 0, end = Math.min(count, channels.left(position));
        i < count;
        end = i + Math.min(count - i, channels.inner())) {
      raise(largest, channel, absMaxBits(f32, i, end));
      channel = channels.after(channel);
      i = end;
    }
  }

  static void raise(float[] largest, int channel, int bits) {
    largest[channel] =
        Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(largest[channel]), bits));
  }

  /** Raises channels {@code c}, {@code c + 1}, … each by one value. */
  static void absMaxAcross(MemorySegment f32, long from, long to, float[] largest, int c) {
    for (long i = from; i < to; i++) {
      raise(largest, c + (int) (i - from), magnitude(f32, i));
    }
  }

  @Override
  public void quantizeInt8(
      MemorySegment f32, MemorySegment i8, Int8Quantization how, long position) {
    Segments.checkChannels(how.channels(), how.factors().length, position);
    long count = Segments.count(f32, 4, i8, 1);
    Channels channels = how.channels();
    int channel = channels.at(position);
    for (long i = 0, end = Math.min(count, channels.left(position));
        i < count;
        end = i + Math.min(count - i, channels.inner())) {
      quantizeRun(f32, i8, i, end, how, channel, 0);
      channel = channels.after(channel);
      i = end;
    }
  }

  /** Quantizes values of channel {@code c}, or with a step of 1 of {@code c}, {@code c + 1}, …. */
  static void quantizeRun(
      MemorySegment f32,
      MemorySegment i8,
      long from,
      long to,
      Int8Quantization how,
      int c,
      int step) {
    for (long i = from; i < to; i++, c += step) {
      i8.set(I8, i, how.quantize(f32.get(F32, 4 * i), c));
    }
  }

  @Override
  public void toFloat16(MemorySegment f32, MemorySegment f16) {
    toFloat16(f32, f16, 0, Segments.count(f32, 4, f16, 2));
  }

  static void toFloat16(MemorySegment f32, MemorySegment f16, long from, long to) {
    for (long i = from; i < to; i++) {
      f16.set(I16, 2 * i, toFloat16(f32.get(F32, 4 * i)));
    }
  }

  private static short toFloat16(float value) {
    float saturated = Math.max(-FLOAT16_MAX, Math.min(FLOAT16_MAX, value));
    return Float.floatToFloat16(saturated);
  }

  @Override
  public void fromFloat16(MemorySegment f16, MemorySegment f32) {
    fromFloat16(f16, f32, 0, Segments.count(f16, 2, f32, 4));
  }

  static void fromFloat16(MemorySegment f16, MemorySegment f32, long from, long to) {
    for (long i = from; i < to; i++) {
      f32.set(F32, 4 * i, Float.float16ToFloat(f16.get(I16, 2 * i)));
    }
  }
}
