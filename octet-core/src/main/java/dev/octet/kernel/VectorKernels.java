package dev.octet.kernel;

import static dev.octet.kernel.VectorHalf.HALVES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The kernels on vectors as wide as the processor has them. */
final class VectorKernels implements Kernels {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  static final int LANES = FLOATS.length();
  static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

  /** Segments are worked off in blocks this long: the JVM likes loops over an int best. */
  private static final int BLOCK = 1 << 20;

  static int bits() {
    return FLOATS.vectorBitSize();
  }

  @Override
  public String name() {
    return "vector " + bits() + " bit";
  }

  @Override
  public void minMax(MemorySegment f32, MinMax range) {
    long count = Segments.count(f32, 4);
    for (long i = 0; i < count; i += BLOCK) {
      minMax(f32, i, (int) Math.min(BLOCK, count - i), range);
    }
  }

  private static void minMax(MemorySegment f32, long from, int n, MinMax range) {
    if (n < LANES) {
      ScalarKernels.minMax(f32, from, from + n, range);
      return;
    }
    // the last vector overlaps the one before it, which does no harm here
    IntVector first = keys(f32, from);
    IntVector last = keys(f32, from + n - LANES);
    IntVector low = first.min(last);
    IntVector high = first.max(last);
    for (int i = LANES; i < n - LANES; i += LANES) {
      IntVector keys = keys(f32, from + i);
      low = low.min(keys);
      high = high.max(keys);
    }
    range.include(low.reduceLanes(VectorOperators.MIN), high.reduceLanes(VectorOperators.MAX));
  }

  /** {@link MinMax#key} of every lane. */
  private static IntVector keys(MemorySegment f32, long i) {
    IntVector bits = bits(f32, i);
    return bits.lanewise(
        VectorOperators.XOR,
        bits.lanewise(VectorOperators.ASHR, 31).lanewise(VectorOperators.LSHR, 1));
  }

  private static IntVector bits(MemorySegment f32, long i) {
    return IntVector.fromMemorySegment(INTS, f32, 4 * i, LITTLE);
  }

  private static IntVector magnitudes(MemorySegment f32, long i) {
    return bits(f32, i).and(Integer.MAX_VALUE);
  }

  @Override
  public float absMax(MemorySegment f32) {
    return Float.intBitsToFloat(absMaxBits(f32, 0, Segments.count(f32, 4)));
  }

  private static int absMaxBits(MemorySegment f32, long from, long to) {
    int largest = 0;
    for (long i = from; i < to; i += BLOCK) {
      largest = Math.max(largest, absMaxBits(f32, i, (int) Math.min(BLOCK, to - i)));
    }
    return largest;
  }

  private static int absMaxBits(MemorySegment f32, long from, int n) {
    if (n < LANES) {
      return ScalarKernels.absMaxBits(f32, from, from + n);
    }
    IntVector largest = magnitudes(f32, from).max(magnitudes(f32, from + n - LANES));
    for (int i = LANES; i < n - LANES; i += LANES) {
      largest = largest.max(magnitudes(f32, from + i));
    }
    return largest.reduceLanes(VectorOperators.MAX);
  }

  @Override
  public void absMaxPerChannel(
      MemorySegment f32, Channels channels, long position, float[] largest) {
    Segments.checkChannels(channels, largest.length, position);
    long count = Segments.count(f32, 4);
    int channel = channels.at(position);
    if (channels.inner() == 1) {
      for (long i = 0; i < count; ) {
        long end = Math.min(count, i + channels.count() - channel);
        absMaxAcross(f32, i, (int) (end - i), largest, channel);
        channel = 0;
        i = end;
      }
      return;
    }
    for (long i = 0, end = Math.min(count, channels.left(position));
        i < count;
        end = i + Math.min(count - i, channels.inner())) {
      ScalarKernels.raise(largest, channel, absMaxBits(f32, i, end));
      channel = channels.after(channel);
      i = end;
    }
  }

  private static void absMaxAcross(MemorySegment f32, long from, int n, float[] largest, int c) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      IntVector before = FloatVector.fromArray(FLOATS, largest, c + i).reinterpretAsInts();
      before.max(magnitudes(f32, from + i)).reinterpretAsFloats().intoArray(largest, c + i);
    }
    ScalarKernels.absMaxAcross(f32, from + i, from + n, largest, c + i);
  }

  @Override
  public void quantizeInt8(
      MemorySegment f32, MemorySegment i8, Int8Quantization how, long position) {
    VectorInt8.quantize(f32, i8, how, position);
  }

  @Override
  public void toFloat16(MemorySegment f32, MemorySegment f16) {
    long count = Segments.count(f32, 4, f16, 2);
    for (long i = 0; i < count; i += BLOCK) {
      toFloat16(f32, f16, i, (int) Math.min(BLOCK, count - i));
    }
  }

  private static void toFloat16(MemorySegment f32, MemorySegment f16, long from, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ShortVector halves = VectorHalf.narrow(bits(f32, from + i));
      halves.intoMemorySegment(f16, 2 * (from + i), LITTLE);
    }
    ScalarKernels.toFloat16(f32, f16, from + i, from + n);
  }

  @Override
  public void fromFloat16(MemorySegment f16, MemorySegment f32) {
    long count = Segments.count(f16, 2, f32, 4);
    for (long i = 0; i < count; i += BLOCK) {
      fromFloat16(f16, f32, i, (int) Math.min(BLOCK, count - i));
    }
  }

  private static void fromFloat16(MemorySegment f16, MemorySegment f32, long from, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      var halves = ShortVector.fromMemorySegment(HALVES, f16, 2 * (from + i), LITTLE);
      VectorHalf.widen(halves).intoMemorySegment(f32, 4 * (from + i), LITTLE);
    }
    ScalarKernels.fromFloat16(f16, f32, from + i, from + n);
  }
}
