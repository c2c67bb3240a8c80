package dev.octet.format.protobuf;

import dev.octet.format.protobuf.Field.Wire;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads what stands one after another in a message: fields, numbers, bytes. */
public final class WireReader {
  private static final int MAX_VARINT = 10;
  private static final int WIRE_BITS = 3;

  private final MemorySegment bytes;
  private final long start;
  private long at;

  /**
   * Reads these bytes.
   *
   * @param start where they are in the file, for messages
   */
  public WireReader(MemorySegment bytes, long start) {
    this.bytes = bytes;
    this.start = start;
  }

  /** Whether this is not the end. */
  public boolean hasMore() {
    return at < bytes.byteSize();
  }

  /** Where in these bytes the next field starts. */
  long position() {
    return at;
  }

  /** Where in the file the next thing starts. */
  public long place() {
    return start + at;
  }

  Field next() {
    long from = at;
    long tag = varint();
    long number = tag >>> WIRE_BITS;
    if (number == 0 || number > Integer.MAX_VALUE) {
      throw Message.malformed("there is no field " + number, start + from);
    }
    int id = (int) number;
    return switch ((int) tag & 7) {
      case 0 -> new Field(id, Wire.VARINT, varint(), MemorySegment.NULL, start + at);
      case 1 -> fixed64(id);
      case 2 -> lengthDelimited(id);
      case 5 -> fixed32(id);
      default ->
          throw Message.malformed("%d is no way to store a field".formatted(tag & 7), start + from);
    };
  }

  private Field fixed64(int id) {
    long from = advance(Long.BYTES);
    return new Field(
        id, Wire.FIXED64, bytes.get(Constant.I64, from), MemorySegment.NULL, start + from);
  }

  private Field fixed32(int id) {
    long from = advance(Integer.BYTES);
    return new Field(
        id, Wire.FIXED32, bytes.get(Constant.I32, from), MemorySegment.NULL, start + from);
  }

  private Field lengthDelimited(int id) {
    long size = varint();
    long from = place();
    return new Field(id, Wire.BYTES, 0, bytes(size), from);
  }

  private long advance(long size) {
    if (size < 0 || size > bytes.byteSize() - at) {
      throw Message.malformed(
          "there should be %s bytes more, and %d are left"
              .formatted(Long.toUnsignedString(size), bytes.byteSize() - at),
          start + at);
    }
    long from = at;
    at += size;
    return from;
  }

  /** The next bytes, as many as that. */
  public MemorySegment bytes(long size) {
    long from = advance(size);
    return bytes.asSlice(from, size);
  }

  /** The next number: seven bits in each byte, the lowest first. */
  public long varint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT; i++) {
      long from = advance(1);
      long b = bytes.get(ValueLayout.JAVA_BYTE, from);
      value |= (b & 0x7F) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw Message.malformed("a number has no end", start + at);
  }
}
