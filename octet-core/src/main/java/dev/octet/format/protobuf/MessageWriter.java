package dev.octet.format.protobuf;

import dev.octet.format.protobuf.Field.Wire;
import dev.octet.model.Constant;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes a message: its fields one after another, new ones and such as another message has, which
 * are copied byte for byte. Large values stay what they are, views and computations, until the
 * message is written; so it may be larger than the heap.
 */
public final class MessageWriter {
  private static final int WIRE_BITS = 3;
  private static final int MORE = 0x80;

  /** From this size on a value is not copied. */
  private static final int LARGE = 4096;

  private final Pieces pieces = new Pieces();

  /** The bytes of all that was added. */
  public long size() {
    return pieces.size();
  }

  /** Adds an integer; a truth value or one of an enum is one as well. */
  public MessageWriter integer(int number, long value) {
    tag(number, Wire.VARINT);
    varint(value);
    return this;
  }

  /** Adds a float. */
  public MessageWriter real(int number, float value) {
    tag(number, Wire.FIXED32);
    fixed(Float.floatToRawIntBits(value), Integer.BYTES);
    return this;
  }

  /** Adds a double. */
  public MessageWriter real(int number, double value) {
    tag(number, Wire.FIXED64);
    fixed(Double.doubleToRawLongBits(value), Long.BYTES);
    return this;
  }

  /** Adds a text. */
  public MessageWriter text(int number, String value) {
    return bytes(number, MemorySegment.ofArray(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds bytes, which must not change before they are written. */
  public MessageWriter bytes(int number, MemorySegment value) {
    length(number, value.byteSize());
    if (value.byteSize() < LARGE) {
      pieces.put(value);
    } else {
      pieces.add(Constant.stored(value));
    }
    return this;
  }

  /** Adds bytes that are computed when they are written. */
  public MessageWriter bytes(int number, Constant value) {
    length(number, value.byteSize());
    pieces.add(value);
    return this;
  }

  /** Adds a message, as it is now: it must not be added to afterwards. */
  public MessageWriter message(int number, MessageWriter value) {
    length(number, value.size());
    pieces.addAll(value.pieces);
    return this;
  }

  /** Adds fields of another message byte for byte, as {@link Message#forEachSpan} found them. */
  public MessageWriter copy(Message from, long start, long end) {
    pieces.view(from.bytes(), start, end);
    return this;
  }

  /** Writes the message. */
  public void writeTo(WritableByteChannel channel) throws IOException {
    pieces.writeTo(channel);
  }

  /** The bytes of the message, outside of the heap. */
  public MemorySegment toBytes() {
    return pieces.toBytes();
  }

  private void length(int number, long size) {
    tag(number, Wire.BYTES);
    varint(size);
  }

  private void tag(int number, Wire wire) {
    int code =
        switch (wire) {
          case VARINT -> 0;
          case FIXED64 -> 1;
          case BYTES -> 2;
          case FIXED32 -> 5;
        };
    varint((long) number << WIRE_BITS | code);
  }

  /** Adds an integer without a number, as one of many that are packed. */
  void varint(long value) {
    long left = value;
    while ((left & -MORE) != 0) {
      pieces.put((byte) (left | MORE));
      left >>>= 7;
    }
    pieces.put((byte) left);
  }

  /** Adds the lowest bytes of a value without a number. */
  void fixed(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      pieces.put((byte) (value >>> (8 * i)));
    }
  }

  /** Adds a byte without a number. */
  void put(byte value) {
    pieces.put(value);
  }
}
