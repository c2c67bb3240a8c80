package dev.octet.existing;

import dev.octet.kernel.Channels;
import dev.octet.kernel.Int8Quantization;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Constants between floats and integers with one scale and zero point, or one per channel, by the
 * arithmetic of LiteRT's QUANTIZE and DEQUANTIZE: float quotient, halves away from zero.
 *
 * @param channels which scale is whose
 * @param scales one per channel; not to be changed
 * @param zeroPoints as many; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ConstantCodec(Channels channels, float[] scales, long[] zeroPoints) {
  /** Empty for parameters that are not of that kind or do not fit the shape. */
  static Optional<ConstantCodec> of(Shape shape, Quantization quantization) {
    return switch (quantization) {
      case PerTensor(float scale, long zero) ->
          Optional.of(new ConstantCodec(Channels.one(), new float[] {scale}, new long[] {zero}));
      case PerChannel(float[] scales, long[] zeros, int axis) ->
          axis < shape.rank() && shape.dim(axis) == scales.length
              ? Optional.of(new ConstantCodec(Channels.of(shape.dims(), axis), scales, zeros))
              : Optional.empty();
      case Quantization.Blockwise _, Quantization.Opaque _ -> Optional.empty();
    };
  }

  /** Whether {@link #integer} can read the type. */
  static boolean reads(ElementType type) {
    return switch (type) {
      case INT2, INT4, UINT4, INT8, UINT8, INT16, INT32, INT64 -> true;
      default -> false;
    };
  }

  /** An integer of a packed constant. */
  static long integer(ElementType type, MemorySegment bytes, long index) {
    return switch (type) {
      case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, index);
      case UINT8 -> Byte.toUnsignedLong(bytes.get(ValueLayout.JAVA_BYTE, index));
      case INT16 -> bytes.get(Constant.I16, 2 * index);
      case INT32 -> bytes.get(Constant.I32, 4 * index);
      case INT64 -> bytes.get(Constant.I64, 8 * index);
      case INT4 -> bits(bytes, index, 4) << 60 >> 60;
      case UINT4 -> bits(bytes, index, 4);
      case INT2 -> bits(bytes, index, 2) << 62 >> 62;
      default -> throw new IllegalArgumentException("no integers: " + type);
    };
  }

  private static long bits(MemorySegment bytes, long index, int width) {
    long bit = index * width;
    return bytes.get(ValueLayout.JAVA_BYTE, bit / 8) >> (bit % 8) & ((1 << width) - 1);
  }

  /** The integers as floats, computed when they are asked for. */
  Constant floats(ElementType type, Constant integers, long elements) {
    MemorySegment bytes = integers.bytes();
    return Constant.derived(
        elements * Float.BYTES,
        (offset, target) ->
            fill(
                offset / Float.BYTES,
                target.byteSize() / Float.BYTES,
                (i, at, c) -> target.set(Constant.F32, 4 * at, real(integer(type, bytes, i), c))));
  }

  /** What is left of floats that went through integers from {@code least} to {@code most}. */
  Constant rounded(Constant floats, int least, int most) {
    MemorySegment source = floats.bytes();
    return Constant.derived(
        source.byteSize(),
        (offset, target) ->
            fill(
                offset / Float.BYTES,
                target.byteSize() / Float.BYTES,
                (i, at, c) ->
                    target.set(
                        Constant.F32,
                        4 * at,
                        real(integer(source.get(Constant.F32, 4 * i), c, least, most), c))));
  }

  /** The same integers, as int8; they and the zero points are lowered by {@code shift}. */
  Constant int8(Constant floats, int least, int most, int shift) {
    MemorySegment source = floats.bytes();
    return Constant.derived(
        source.byteSize() / Float.BYTES,
        (offset, target) ->
            fill(
                offset,
                target.byteSize(),
                (i, at, c) -> {
                  long q = integer(source.get(Constant.F32, 4 * i), c, least, most);
                  target.set(ValueLayout.JAVA_BYTE, at, (byte) (q - shift));
                }));
  }

  /** Integers of up to 8 bits as int8, lowered by {@code shift}. */
  static Constant int8(ElementType type, Constant integers, long elements, int shift) {
    if (type == ElementType.INT8 && shift == 0) {
      return integers;
    }
    MemorySegment bytes = integers.bytes();
    return Constant.derived(
        elements,
        (offset, target) -> {
          for (long i = 0; i < target.byteSize(); i++) {
            long q = integer(type, bytes, offset + i);
            target.set(ValueLayout.JAVA_BYTE, i, (byte) (q - shift));
          }
        });
  }

  private float real(long q, int channel) {
    return (float) ((q - zeroPoints[channel]) * (double) scales[channel]);
  }

  private long integer(float value, int channel, int least, int most) {
    double rounded = Int8Quantization.awayFromZero(value / scales[channel]) + zeroPoints[channel];
    return Double.isNaN(rounded)
        ? zeroPoints[channel]
        : (long) Math.clamp(rounded, (double) least, (double) most);
  }

  /** One element: its place in the tensor, its place in the target, its channel. */
  @FunctionalInterface
  private interface Element {
    void at(long position, long target, int channel);
  }

  private void fill(long from, long count, Element element) {
    for (long i = 0; i < count; i++) {
      element.at(from + i, i, channels.at(from + i));
    }
  }
}
