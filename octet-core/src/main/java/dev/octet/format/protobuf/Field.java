package dev.octet.format.protobuf;

import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;

/**
 * A field of a message.
 *
 * @param number as the {@code .proto} file gives it
 * @param wire how it is stored
 * @param bits the value of a field of a fixed size, or a varint
 * @param bytes the value of a field that says its length
 * @param start where in the file the value starts
 */
public record Field(int number, Wire wire, long bits, MemorySegment bytes, long start) {
  /** How the value of a field is stored. */
  public enum Wire {
    /** An integer of one to ten bytes. */
    VARINT,
    /** Eight bytes. */
    FIXED64,
    /** A text, bytes, a message, or numbers one after another. */
    BYTES,
    /** Four bytes. */
    FIXED32
  }

  /** The value as an integer, of a varint or a fixed size. */
  public long integer() {
    if (wire == Wire.BYTES) {
      throw Message.malformed("field %d is no number".formatted(number), start);
    }
    return bits;
  }

  /** The value as bytes. */
  @Override
  public MemorySegment bytes() {
    if (wire != Wire.BYTES) {
      throw Message.malformed("field %d has no length".formatted(number), start);
    }
    return bytes;
  }

  /** The value as a text. */
  public String text() {
    return Message.text(bytes());
  }

  /** The value as a message. */
  public Message message() {
    return Message.at(bytes(), start);
  }

  /** The value as a float. */
  public float real() {
    return Float.intBitsToFloat((int) bits);
  }

  /** Goes through the numbers of a repeated field: one, or as many as are packed. */
  public void forEachVarint(LongConsumer visitor) {
    if (wire != Wire.BYTES) {
      visitor.accept(bits);
      return;
    }
    var reader = new WireReader(bytes, start);
    while (reader.hasMore()) {
      visitor.accept(reader.varint());
    }
  }

  /** Goes through numbers of 32 bits: one, or as many as are packed. */
  public void forEachFixed32(LongConsumer visitor) {
    if (wire != Wire.BYTES) {
      visitor.accept(bits);
      return;
    }
    checkMultiple(Integer.BYTES);
    for (long at = 0; at < bytes.byteSize(); at += Integer.BYTES) {
      visitor.accept(bytes.get(Constant.I32, at));
    }
  }

  /** Goes through numbers of 64 bits: one, or as many as are packed. */
  public void forEachFixed64(LongConsumer visitor) {
    if (wire != Wire.BYTES) {
      visitor.accept(bits);
      return;
    }
    checkMultiple(Long.BYTES);
    for (long at = 0; at < bytes.byteSize(); at += Long.BYTES) {
      visitor.accept(bytes.get(Constant.I64, at));
    }
  }

  private void checkMultiple(int size) {
    if (bytes.byteSize() % size != 0) {
      throw Message.malformed(
          "%d bytes are no numbers of %d".formatted(bytes.byteSize(), size), start);
    }
  }
}
