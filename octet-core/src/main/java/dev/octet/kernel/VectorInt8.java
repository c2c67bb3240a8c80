package dev.octet.kernel;

import static dev.octet.kernel.VectorKernels.FLOATS;
import static dev.octet.kernel.VectorKernels.INTS;
import static dev.octet.kernel.VectorKernels.LANES;
import static dev.octet.kernel.VectorKernels.LITTLE;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Weights to int8 on vectors. Along a row of one channel all lanes share a factor; across channels
 * (a channel per element) factors are read like values.
 */
final class VectorInt8 {
  /** The narrowest vector has 64 bits: where lanes are few it holds more bytes than there are. */
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(
          byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 4)));

  private static final int STORED = BYTES.length();
  private static final int BLOCK = 1 << 20;

  /** Added and subtracted, rounds a float under 2²² to an integer, halves to even. */
  private static final float ROUNDER = 0x1.8p23f;

  /** The float below a half: added, takes halves to the next integer and nothing below them. */
  private static final float ALMOST_HALF = Math.nextDown(0.5f);

  /** A float product up to 128 is off its double quotient by less than this, many times over. */
  private static final float NEAR_TIE = 0.5f - 0x1p-13f;

  private VectorInt8() {}

  static void quantize(MemorySegment f32, MemorySegment i8, Int8Quantization how, long position) {
    Channels channels = how.channels();
    Segments.checkChannels(channels, how.factors().length, position);
    long count = Segments.count(f32, 4, i8, 1);
    int channel = channels.at(position);
    if (channels.inner() == 1) {
      for (long i = 0; i < count; ) {
        long end = Math.min(count, i + channels.count() - channel);
        across(f32, i8, i, (int) (end - i), how, channel);
        channel = 0;
        i = end;
      }
      return;
    }
    for (long i = 0, end = Math.min(count, channels.left(position));
        i < count;
        end = i + Math.min(count - i, channels.inner())) {
      for (; i < end; i += Math.min(BLOCK, end - i)) {
        along(f32, i8, i, (int) Math.min(BLOCK, end - i), how, channel);
      }
      channel = channels.after(channel);
    }
  }

  private static void along(
      MemorySegment f32, MemorySegment i8, long from, int n, Int8Quantization how, int c) {
    FloatVector factor = FloatVector.broadcast(FLOATS, how.factors()[c]);
    int i = 0;
    switch (how.rounding()) {
      case HALF_EVEN -> {
        for (; i <= n - STORED; i += LANES) {
          store(toEven(load(f32, from + i).div(factor)), i8, from + i);
        }
      }
      case HALF_AWAY_BY_RECIPROCAL, HALF_AWAY_BY_INVERSE -> {
        for (; i <= n - STORED; i += LANES) {
          store(awayFromZero(load(f32, from + i).mul(factor)), i8, from + i);
        }
      }
      case HALF_AWAY -> {
        for (; how.factorsAreNormal() && i <= n - STORED; i += LANES) {
          FloatVector product = load(f32, from + i).mul(factor);
          store(awayFromZero(product), i8, from + i);
          if (nearTie(product)) {
            long at = from + i;
            ScalarKernels.quantizeRun(f32, i8, at, at + LANES, how, c, 0);
          }
        }
      }
    }
    ScalarKernels.quantizeRun(f32, i8, from + i, from + n, how, c, 0);
  }

  private static void across(
      MemorySegment f32, MemorySegment i8, long from, int n, Int8Quantization how, int c) {
    float[] factors = how.factors();
    int i = 0;
    switch (how.rounding()) {
      case HALF_EVEN -> {
        for (; i <= n - STORED; i += LANES) {
          FloatVector factor = FloatVector.fromArray(FLOATS, factors, c + i);
          store(toEven(load(f32, from + i).div(factor)), i8, from + i);
        }
      }
      case HALF_AWAY_BY_RECIPROCAL, HALF_AWAY_BY_INVERSE -> {
        for (; i <= n - STORED; i += LANES) {
          FloatVector factor = FloatVector.fromArray(FLOATS, factors, c + i);
          store(awayFromZero(load(f32, from + i).mul(factor)), i8, from + i);
        }
      }
      case HALF_AWAY -> {
        for (; how.factorsAreNormal() && i <= n - STORED; i += LANES) {
          FloatVector factor = FloatVector.fromArray(FLOATS, factors, c + i);
          FloatVector product = load(f32, from + i).mul(factor);
          store(awayFromZero(product), i8, from + i);
          if (nearTie(product)) {
            long at = from + i;
            ScalarKernels.quantizeRun(f32, i8, at, at + LANES, how, c + i, 1);
          }
        }
      }
    }
    ScalarKernels.quantizeRun(f32, i8, from + i, from + n, how, c + i, 1);
  }

  private static FloatVector load(MemorySegment f32, long i) {
    return FloatVector.fromMemorySegment(FLOATS, f32, 4 * i, LITTLE);
  }

  private static IntVector toEven(FloatVector v) {
    return toInt(v.add(ROUNDER).sub(ROUNDER));
  }

  private static IntVector awayFromZero(FloatVector v) {
    IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
    IntVector half = sign.or(Float.floatToRawIntBits(ALMOST_HALF));
    return toInt(v.add(half.reinterpretAsFloats()));
  }

  /** Cuts off the fraction; NaN to 0, infinities to the ends. */
  private static IntVector toInt(FloatVector v) {
    return (IntVector) v.convertShape(VectorOperators.F2I, INTS, 0);
  }

  private static boolean nearTie(FloatVector v) {
    FloatVector fraction = v.sub(v.add(ROUNDER).sub(ROUNDER)).abs();
    VectorMask<Float> near = fraction.compare(VectorOperators.GT, NEAR_TIE);
    return near.anyTrue();
  }

  private static void store(IntVector q, MemorySegment i8, long i) {
    q.max(-Int8Quantization.MAX)
        .min(Int8Quantization.MAX)
        .convertShape(VectorOperators.I2B, BYTES, 0)
        .reinterpretAsBytes()
        .intoMemorySegment(i8, i, LITTLE);
  }
}
