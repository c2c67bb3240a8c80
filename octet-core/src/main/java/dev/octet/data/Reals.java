package dev.octet.data;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads and writes single elements of any width as reals or as integers. */
final class Reals {
  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Reals() {}

  /** Reads an element as a real; integers past 2^53 are rounded. */
  @FunctionalInterface
  interface Reader {
    double at(MemorySegment source, long index);
  }

  /** Reads an element as an integer; a uint64 past 2^63 comes out negative. */
  @FunctionalInterface
  interface IntegerReader {
    long at(MemorySegment source, long index);
  }

  /** Writes a real, rounded to the width. */
  @FunctionalInterface
  interface Writer {
    void put(MemorySegment target, long index, float value);
  }

  /** Writes an integer that fits. */
  @FunctionalInterface
  interface IntegerWriter {
    void put(MemorySegment target, long index, long value);
  }

  static Reader of(ElementType type) {
    return switch (type) {
      case FLOAT16 -> (s, i) -> Float.float16ToFloat(s.getAtIndex(Constant.I16, i));
      case FLOAT32 -> (s, i) -> s.getAtIndex(Constant.F32, i);
      case FLOAT64 -> (s, i) -> s.getAtIndex(F64, i);
      case UINT64 -> (s, i) -> unsigned(s.getAtIndex(Constant.I64, i));
      default -> {
        IntegerReader integers = integers(type);
        yield (s, i) -> integers.at(s, i);
      }
    };
  }

  private static double unsigned(long v) {
    return v >= 0 ? v : 2.0 * ((v >>> 1) | (v & 1));
  }

  static IntegerReader integers(ElementType type) {
    return switch (type) {
      case BOOL -> (s, i) -> s.get(ValueLayout.JAVA_BYTE, i) != 0 ? 1 : 0;
      case INT8 -> (s, i) -> s.get(ValueLayout.JAVA_BYTE, i);
      case UINT8 -> (s, i) -> s.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
      case INT16 -> (s, i) -> s.getAtIndex(Constant.I16, i);
      case UINT16 -> (s, i) -> s.getAtIndex(Constant.I16, i) & 0xFFFF;
      case INT32 -> (s, i) -> s.getAtIndex(Constant.I32, i);
      case UINT32 -> (s, i) -> s.getAtIndex(Constant.I32, i) & 0xFFFF_FFFFL;
      case INT64, UINT64 -> (s, i) -> s.getAtIndex(Constant.I64, i);
      default -> throw Conversion.refused(type.text() + " values cannot be samples");
    };
  }

  static Writer writer(ElementType type) {
    return switch (type) {
      case FLOAT16 -> (t, i, v) -> t.setAtIndex(Constant.I16, i, Float.floatToFloat16(v));
      case FLOAT32 -> (t, i, v) -> t.setAtIndex(Constant.F32, i, v);
      case FLOAT64 -> (t, i, v) -> t.setAtIndex(F64, i, v);
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  static IntegerWriter integerWriter(ElementType type) {
    return switch (type.bits()) {
      case 8 -> (t, i, v) -> t.set(ValueLayout.JAVA_BYTE, i, (byte) v);
      case 16 -> (t, i, v) -> t.setAtIndex(Constant.I16, i, (short) v);
      case 32 -> (t, i, v) -> t.setAtIndex(Constant.I32, i, (int) v);
      case 64 -> (t, i, v) -> t.setAtIndex(Constant.I64, i, v);
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  /** The least value of an integer type. */
  static long least(ElementType type) {
    return switch (type) {
      case INT8, INT16, INT32, INT64 -> -1L << (type.bits() - 1);
      default -> 0;
    };
  }

  /** The greatest value of an integer type; of uint64 as far as a long goes. */
  static long greatest(ElementType type) {
    return switch (type) {
      case BOOL -> 1;
      case INT8, INT16, INT32, INT64 -> ~(-1L << (type.bits() - 1));
      case UINT64 -> Long.MAX_VALUE;
      default -> ~(-1L << type.bits());
    };
  }
}
