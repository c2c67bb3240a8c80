package dev.octet.debug;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Values of a tensor on the heap, as floats: loops over arrays are quick in every compiler of Java.
 * The arrays are used again and only ever grow.
 */
final class Reals {
  private static final ValueLayout.OfShort I16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private float[] values = {};
  private byte[] bytes = {};
  private short[] shorts = {};
  private int[] ints = {};

  /** The values; those beyond the tensor's elements mean nothing. */
  float[] values() {
    return values;
  }

  /**
   * Reads a tensor.
   *
   * @return the number of its elements
   */
  int read(MemorySegment segment, ElementType type, @Nullable PerTensor quantization) {
    int count = Math.toIntExact(segment.byteSize() * Byte.SIZE / type.bits());
    if (values.length < count) {
      values = new float[count];
    }
    float scale = quantization == null ? 1 : quantization.scale();
    int zero = quantization == null ? 0 : Math.toIntExact(quantization.zeroPoint());
    switch (type) {
      case FLOAT32 -> MemorySegment.copy(segment, Constant.F32, 0, values, 0, count);
      case INT8, UINT8, BOOL ->
          bytes(segment, count, scale, zero, type == ElementType.UINT8 ? 0xff : -1);
      case INT16 -> shorts(segment, count, scale, zero);
      case INT32 -> ints(segment, count, scale, zero);
      case INT64 -> longs(segment, count, scale, zero);
      default -> throw new IllegalArgumentException(type + " cannot be compared");
    }
    return count;
  }

  /** Whether {@link #read} takes the type. */
  static boolean canRead(ElementType type) {
    return switch (type) {
      case FLOAT32, INT8, UINT8, BOOL, INT16, INT32, INT64 -> true;
      default -> false;
    };
  }

  private void bytes(MemorySegment segment, int count, float scale, int zero, int mask) {
    if (bytes.length < count) {
      bytes = new byte[count];
    }
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
    for (int i = 0; i < count; i++) {
      values[i] = ((bytes[i] & mask) - zero) * scale;
    }
  }

  private void shorts(MemorySegment segment, int count, float scale, int zero) {
    if (shorts.length < count) {
      shorts = new short[count];
    }
    MemorySegment.copy(segment, I16, 0, shorts, 0, count);
    for (int i = 0; i < count; i++) {
      values[i] = (shorts[i] - zero) * scale;
    }
  }

  private void ints(MemorySegment segment, int count, float scale, int zero) {
    if (ints.length < count) {
      ints = new int[count];
    }
    MemorySegment.copy(segment, I32, 0, ints, 0, count);
    for (int i = 0; i < count; i++) {
      values[i] = (ints[i] - zero) * scale;
    }
  }

  private void longs(MemorySegment segment, int count, float scale, int zero) {
    for (int i = 0; i < count; i++) {
      values[i] = (segment.getAtIndex(Constant.I64, i) - zero) * scale;
    }
  }
}
