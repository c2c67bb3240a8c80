package dev.octet.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** How kernels see memory: little-endian, any alignment. */
final class Segments {
  static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfShort I16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;

  private Segments() {}

  /** The number of values of this many bytes each. */
  static long count(MemorySegment values, int width) {
    if (values.byteSize() % width != 0) {
      throw new IllegalArgumentException(
          values.byteSize() + " bytes are no whole number of " + width + "-byte values");
    }
    return values.byteSize() / width;
  }

  /** The number of values when both segments hold the same number. */
  static long count(MemorySegment from, int fromWidth, MemorySegment to, int toWidth) {
    long count = count(from, fromWidth);
    if (count(to, toWidth) != count) {
      throw new IllegalArgumentException(
          count + " values from " + from.byteSize() + " bytes to " + to.byteSize());
    }
    return count;
  }
}
