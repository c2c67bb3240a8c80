package dev.octet.lower;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads elements of any type of number as floats. */
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
      values[i] = at(type, bytes, i);
    }
    return values;
  }

  private static float at(ElementType type, MemorySegment bytes, long i) {
    return switch (type) {
      case FLOAT32 -> bytes.getAtIndex(Constant.F32, i);
      case FLOAT16 -> Float.float16ToFloat(bytes.getAtIndex(Constant.I16, i));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getAtIndex(Constant.I16, i) << Short.SIZE);
      case FLOAT64 -> (float) bytes.getAtIndex(F64, i);
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
}
