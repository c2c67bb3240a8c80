package dev.octet.format.tflite;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The FlatBuffer at the start of a file, read by position. Nothing is checked here beyond the ends
 * of the buffer: {@link StructureVerifier} has done so before anybody else reads.
 */
final class FlatBytes {
  /** The longest byte buffer that Java makes. */
  private static final long MAX_SIZE = Integer.MAX_VALUE - 8;

  private final ByteBuffer bytes;

  FlatBytes(MemorySegment file) {
    // FlatBuffers end before 2 GiB; what lies behind is addressed by Buffer.offset
    bytes =
        file.asSlice(0, Math.min(file.byteSize(), MAX_SIZE))
            .asByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes as generated classes want them. */
  ByteBuffer buffer() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  int size() {
    return bytes.limit();
  }

  int int8(int at) {
    return bytes.get(at);
  }

  int uint8(int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }

  int int16(int at) {
    return bytes.getShort(at);
  }

  int uint16(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  int int32(int at) {
    return bytes.getInt(at);
  }

  long uint32(int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  long int64(int at) {
    return bytes.getLong(at);
  }

  float float32(int at) {
    return bytes.getFloat(at);
  }

  double float64(int at) {
    return bytes.getDouble(at);
  }

  /** The position of the root table. */
  int root() {
    return follow(0);
  }

  /** Where the offset at a position leads. */
  int follow(int at) {
    return at + bytes.getInt(at);
  }

  /** The position of a table's field, or 0 when it is absent. */
  int field(int table, int id) {
    int vtable = table - bytes.getInt(table);
    int entry = 4 + 2 * id;
    int offset = entry < uint16(vtable) ? uint16(vtable + entry) : 0;
    return offset == 0 ? 0 : table + offset;
  }

  /** The position of the i-th table in a vector of tables that is a field of a table. */
  int element(int table, int id, int i) {
    return follow(follow(field(table, id)) + 4 + 4 * i);
  }

  /** The text of the string at a position. */
  String string(int at) {
    var text = new byte[bytes.getInt(at)];
    bytes.get(at + 4, text);
    return Names.text(text);
  }
}
