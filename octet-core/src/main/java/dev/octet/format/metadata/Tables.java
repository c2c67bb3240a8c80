package dev.octet.format.metadata;

import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * A FlatBuffer that nobody has verified, read by position. A position is {@link #NONE} where
 * something is absent, or leads outside of the bytes, which {@link #isDamaged} then tells.
 */
final class Tables {
  /** No position. */
  static final long NONE = -1;

  private static final int LONGEST_TEXT = 10_000;

  private final MemorySegment bytes;
  private boolean damaged;

  Tables(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** Whether something that was asked for leads outside of the bytes. */
  boolean isDamaged() {
    return damaged;
  }

  /** Whether the bytes say that they are of this kind: four letters. */
  boolean is(String identifier) {
    return bytes.byteSize() >= 8 && string(4, 4).equals(identifier);
  }

  /** The root table. */
  long root() {
    return follow(0);
  }

  /** The table, vector or string that a field of a table leads to. */
  long child(long table, int id) {
    return follow(field(table, id));
  }

  /** The number of elements, of four bytes each, of a vector; 0 where there is none. */
  int length(long vector) {
    long length = vector == NONE ? 0 : uint32(vector);
    return inside(vector, 4 + 4 * length) ? (int) length : 0;
  }

  /** The table that a vector has at an index below its length. */
  long element(long vector, int index) {
    return follow(place(vector, index));
  }

  /** Where a vector of numbers has an element. */
  long place(long vector, int index) {
    return vector + 4 + 4L * index;
  }

  /** The text of a field; empty where there is none. */
  String text(long table, int id) {
    long string = child(table, id);
    long length = string == NONE ? 0 : uint32(string);
    return inside(string, 4 + length)
        ? string(string + 4, (int) Math.min(length, LONGEST_TEXT))
        : "";
  }

  private String string(long at, int length) {
    return new String(
        bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  private long field(long table, int id) {
    if (!inside(table, 4)) {
      return NONE;
    }
    long vtable = table - bytes.get(Constant.I32, table);
    if (!inside(vtable, 4)) {
      return NONE;
    }
    int entry = 4 + 2 * id;
    if (entry >= uint16(vtable) || !inside(vtable, entry + 2)) {
      return NONE;
    }
    int offset = uint16(vtable + entry);
    return offset != 0 && inside(table, offset + 4L) ? table + offset : NONE;
  }

  private long follow(long at) {
    if (!inside(at, 4)) {
      return NONE;
    }
    long target = at + uint32(at);
    return inside(target, 4) ? target : NONE;
  }

  private boolean inside(long at, long size) {
    if (at == NONE) {
      return false;
    }
    boolean fits = at >= 0 && at <= bytes.byteSize() - size;
    damaged |= !fits;
    return fits;
  }

  private int uint16(long at) {
    return Short.toUnsignedInt(bytes.get(Constant.I16, at));
  }

  private long uint32(long at) {
    return Integer.toUnsignedLong(bytes.get(Constant.I32, at));
  }
}
