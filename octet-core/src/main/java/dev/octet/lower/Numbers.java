package dev.octet.lower;

import dev.octet.io.NativeMemory;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads elements of any type of number as floats, and writes them. */
final class Numbers {
  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Numbers() {}

  /**
   * The first elements.
   *
   * @throws IllegalArgumentException if the type is none of a number
   */
  static float[] floats(ElementType type, MemorySegment bytes, int count) {
    var values = new float[count];
    if (type == ElementType.FLOAT32) {
      MemorySegment.copy(bytes, Constant.F32, 0, values, 0, count);
      return values;
    }
    for (int i = 0; i < count; i++) {
      values[i] = (float) at(type, bytes, i);
    }
    return values;
  }

  /**
   * The first elements, in full.
   *
   * @throws IllegalArgumentException if the type is none of a number
   */
  static double[] doubles(ElementType type, MemorySegment bytes, int count) {
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = at(type, bytes, i);
    }
    return values;
  }

  private static double at(ElementType type, MemorySegment bytes, long i) {
    return switch (type) {
      case FLOAT32 -> bytes.getAtIndex(Constant.F32, i);
      case FLOAT16 -> Float.float16ToFloat(bytes.getAtIndex(Constant.I16, i));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getAtIndex(Constant.I16, i) << Short.SIZE);
      case FLOAT64 -> bytes.getAtIndex(F64, i);
      case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, i);
      case UINT8, BOOL -> Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, i));
      case INT16 -> bytes.getAtIndex(Constant.I16, i);
      case UINT16 -> Short.toUnsignedInt(bytes.getAtIndex(Constant.I16, i));
      case INT32 -> bytes.getAtIndex(Constant.I32, i);
      case UINT32 -> Integer.toUnsignedLong(bytes.getAtIndex(Constant.I32, i));
      case INT64 -> bytes.getAtIndex(Constant.I64, i);
      case INT2, INT4, UINT4, UINT64, COMPLEX64, COMPLEX128, STRING, RESOURCE, VARIANT ->
          throw new IllegalArgumentException("no number of type " + type.text());
    };
  }

  /**
   * Numbers as elements of a type; what does not fit is cut off.
   *
   * @throws IllegalArgumentException if the type is none of a number
   */
  static Constant of(ElementType type, double... values) {
    long bytes = type.bytes(values.length);
    MemorySegment to = NativeMemory.allocate(Math.max(1, bytes), Constant.GRAIN);
    for (int i = 0; i < values.length; i++) {
      put(type, to, i, values[i]);
    }
    return Constant.stored(to.asSlice(0, bytes));
  }

  private static void put(ElementType type, MemorySegment to, long i, double value) {
    switch (type) {
      case FLOAT32 -> to.setAtIndex(Constant.F32, i, (float) value);
      case FLOAT64 -> to.setAtIndex(F64, i, value);
      case INT8, UINT8 -> to.set(ValueLayout.JAVA_BYTE, i, (byte) (long) value);
      case BOOL -> to.set(ValueLayout.JAVA_BYTE, i, (byte) (value == 0 ? 0 : 1));
      case INT16, UINT16 -> to.setAtIndex(Constant.I16, i, (short) (long) value);
      case INT32, UINT32 -> to.setAtIndex(Constant.I32, i, (int) (long) value);
      case INT64, UINT64 -> to.setAtIndex(Constant.I64, i, (long) value);
      case FLOAT16, BFLOAT16, INT2, INT4, UINT4, COMPLEX64, COMPLEX128, STRING, RESOURCE, VARIANT ->
          throw new IllegalArgumentException("no constant of type " + type.text());
    }
  }
}
