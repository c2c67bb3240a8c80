package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Message;
import dev.octet.io.NativeMemory;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The values of a tensor that a file lists one by one; the last of them stands for those left. */
final class ListedValues {
  /** Bytes past which one listed value cannot stand for so many elements that anyone meant it. */
  private static final long MOST = 1L << 30;

  private final Message proto;
  private final ElementType type;

  ListedValues(Message proto, ElementType type) {
    this.proto = proto;
    this.type = type;
  }

  /** As many elements, in little-endian order. */
  Constant of(long elements) {
    long bytes = type.bytes(elements);
    long size = type.bits() / Byte.SIZE;
    if (bytes > MOST || size == 0) {
      throw proto.malformed("a constant of %d bytes has no content".formatted(bytes));
    }
    MemorySegment to = NativeMemory.allocate(Math.max(1, bytes), Constant.GRAIN);
    var filled = new long[1];
    switch (type) {
      case FLOAT32 -> proto.forEach(5, f -> f.forEachFixed32(v -> put(to, filled, size, v)));
      case FLOAT64 -> proto.forEach(6, f -> f.forEachFixed64(v -> put(to, filled, size, v)));
      case COMPLEX64 -> proto.forEach(9, f -> f.forEachFixed32(v -> put(to, filled, 4, v)));
      case COMPLEX128 -> proto.forEach(12, f -> f.forEachFixed64(v -> put(to, filled, 8, v)));
      case INT2, INT4, UINT4, INT8, UINT8, INT16, UINT16, INT32 -> varints(7, to, filled, size);
      case FLOAT16, BFLOAT16 -> varints(13, to, filled, size);
      case INT64 -> varints(10, to, filled, size);
      case BOOL -> varints(11, to, filled, size);
      case UINT32 -> varints(16, to, filled, size);
      case UINT64 -> varints(17, to, filled, size);
      case STRING, RESOURCE, VARIANT -> throw new IllegalArgumentException("no numbers: " + type);
    }
    repeatLast(to, filled[0], bytes, size);
    return Constant.stored(to.asSlice(0, bytes));
  }

  private void varints(int number, MemorySegment to, long[] filled, long size) {
    proto.forEach(number, f -> f.forEachVarint(v -> put(to, filled, size, v)));
  }

  private void put(MemorySegment to, long[] filled, long size, long bits) {
    if (filled[0] + size > to.byteSize()) {
      throw proto.malformed("a constant has more values than elements");
    }
    switch ((int) size) {
      case 1 -> to.set(ValueLayout.JAVA_BYTE, filled[0], (byte) bits);
      case 2 -> to.set(Constant.I16, filled[0], (short) bits);
      case 4 -> to.set(Constant.I32, filled[0], (int) bits);
      default -> to.set(Constant.I64, filled[0], bits);
    }
    filled[0] += size;
  }

  /** Nothing listed is all zeros. */
  private static void repeatLast(MemorySegment to, long filled, long bytes, long size) {
    if (filled == 0) {
      return;
    }
    MemorySegment last = to.asSlice(filled - size, size);
    for (long at = filled; at < bytes; at += size) {
      MemorySegment.copy(last, 0, to, at, size);
    }
  }
}
