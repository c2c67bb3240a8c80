package dev.octet.format.tensorflow.fold;

import dev.octet.io.NativeMemory;
import dev.octet.lower.Array;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Elements being read and written one by one: floats as doubles, and rounded when they are written;
 * all others as longs, of which those bits are kept that the type has.
 */
public final class Cells {
  private static final long SMALL = 1 << 12;

  private final ElementType type;
  private final MemorySegment bytes;

  private Cells(ElementType type, MemorySegment bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** Whether numbers of a type can be computed with here. */
  public static boolean has(ElementType type) {
    return switch (type) {
      case FLOAT32, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, BOOL -> true;
      case FLOAT16,
          BFLOAT16,
          FLOAT64,
          INT2,
          INT4,
          UINT4,
          UINT64,
          COMPLEX64,
          COMPLEX128,
          STRING,
          RESOURCE,
          VARIANT ->
          false;
    };
  }

  static Cells of(Array array) {
    return new Cells(array.type(), array.data().bytes());
  }

  /** Zeros. */
  static Cells zeros(ElementType type, long elements) {
    long size = type.bytes(elements);
    MemorySegment bytes =
        size <= SMALL
            ? MemorySegment.ofArray(new byte[(int) size])
            : NativeMemory.allocate(size, Constant.GRAIN);
    return new Cells(type, bytes);
  }

  boolean isReal() {
    return type == ElementType.FLOAT32;
  }

  double real(long i) {
    return isReal() ? bytes.getAtIndex(Constant.F32, i) : whole(i);
  }

  long whole(long i) {
    return switch (type) {
      case FLOAT32 -> (long) bytes.getAtIndex(Constant.F32, i);
      case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, i);
      case UINT8, BOOL -> Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, i));
      case INT16 -> bytes.getAtIndex(Constant.I16, i);
      case UINT16 -> Short.toUnsignedInt(bytes.getAtIndex(Constant.I16, i));
      case INT32 -> bytes.getAtIndex(Constant.I32, i);
      case UINT32 -> Integer.toUnsignedLong(bytes.getAtIndex(Constant.I32, i));
      case INT64 -> bytes.getAtIndex(Constant.I64, i);
      case FLOAT16,
          BFLOAT16,
          FLOAT64,
          INT2,
          INT4,
          UINT4,
          UINT64,
          COMPLEX64,
          COMPLEX128,
          STRING,
          RESOURCE,
          VARIANT ->
          throw new IllegalArgumentException("no number of type " + type.text());
    };
  }

  void put(long i, double value) {
    switch (type) {
      case FLOAT32 -> bytes.setAtIndex(Constant.F32, i, (float) value);
      case BOOL -> put(i, value == 0 ? 0L : 1L);
      default -> put(i, (long) value);
    }
  }

  void put(long i, long value) {
    switch (type) {
      case FLOAT32 -> bytes.setAtIndex(Constant.F32, i, (float) value);
      case BOOL -> bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (value == 0 ? 0 : 1));
      case INT8, UINT8 -> bytes.set(ValueLayout.JAVA_BYTE, i, (byte) value);
      case INT16, UINT16 -> bytes.setAtIndex(Constant.I16, i, (short) value);
      case INT32, UINT32 -> bytes.setAtIndex(Constant.I32, i, (int) value);
      case INT64 -> bytes.setAtIndex(Constant.I64, i, value);
      case FLOAT16,
          BFLOAT16,
          FLOAT64,
          INT2,
          INT4,
          UINT4,
          UINT64,
          COMPLEX64,
          COMPLEX128,
          STRING,
          RESOURCE,
          VARIANT ->
          throw new IllegalArgumentException("no number of type " + type.text());
    }
  }

  /** Copies an element of the same type. */
  void copy(long i, Cells from, long j) {
    if (isReal()) {
      bytes.setAtIndex(Constant.F32, i, from.bytes.getAtIndex(Constant.F32, j));
    } else {
      put(i, from.whole(j));
    }
  }

  Array array(Shape shape) {
    return new Array(type, shape, Constant.stored(bytes));
  }
}
