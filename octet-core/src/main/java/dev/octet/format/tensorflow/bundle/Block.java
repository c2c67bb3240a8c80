package dev.octet.format.tensorflow.bundle;

import dev.octet.format.protobuf.WireReader;
import dev.octet.io.MaskedCrc;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A block of a table: entries in the order of their keys, each key without what it shares with the
 * one before; then the places at which keys stand whole, which only a search needs.
 *
 * <p>Source: {@code table_format.txt} of LevelDB, {@code core/lib/io/block.cc}.
 *
 * @param bytes without the trailer
 * @param start where in the file they are
 */
record Block(MemorySegment bytes, long start) {
  /** The kind of compression, and a checksum. */
  private static final long TRAILER = 1 + Integer.BYTES;

  /**
   * Where a block is.
   *
   * @param offset of its first byte
   * @param size without the trailer
   */
  record Handle(long offset, long size) {
    static Handle read(WireReader from) {
      return new Handle(from.varint(), from.varint());
    }
  }

  /**
   * An entry of a block.
   *
   * @param key whole; each character is a byte
   * @param value its bytes
   * @param start where in the file the value is
   */
  record Entry(String key, MemorySegment value, long start) {}

  /**
   * Finds a block and checks it.
   *
   * @param file what may hold blocks
   */
  static Block at(Handle handle, MemorySegment file) {
    long room = file.byteSize() - TRAILER;
    if (handle.offset < 0 || handle.size < 0 || handle.size > room - handle.offset) {
      throw Checkpoints.malformed(
              "a block of %s bytes does not fit".formatted(Long.toUnsignedString(handle.size)))
          .in("byte " + Long.toUnsignedString(handle.offset));
    }
    MemorySegment summed = file.asSlice(handle.offset, handle.size + 1);
    int checksum = file.get(Constant.I32, handle.offset + handle.size + 1);
    if (MaskedCrc.of(summed) != checksum) {
      throw Checkpoints.malformed("the checksum of a block is not that of its bytes")
          .in("byte " + handle.offset);
    }
    byte compression = summed.get(ValueLayout.JAVA_BYTE, handle.size);
    return switch (compression) {
      case 0 -> new Block(summed.asSlice(0, handle.size), handle.offset);
      case 1 ->
          throw Checkpoints.unsupported("the index of the checkpoint is compressed with Snappy");
      default ->
          throw Checkpoints.malformed("there is no compression of kind " + compression)
              .in("byte " + handle.offset);
    };
  }

  /** Goes through the entries. */
  void forEach(Consumer<Entry> visitor) {
    var reader = new WireReader(bytes.asSlice(0, end()), start);
    var key = "";
    while (reader.hasMore()) {
      long at = reader.place();
      long shared = reader.varint();
      long own = reader.varint();
      long size = reader.varint();
      if (shared < 0 || shared > key.length()) {
        throw Checkpoints.malformed("a key continues one that is shorter").in("byte " + at);
      }
      key = key.substring(0, (int) shared) + text(reader.bytes(own));
      long value = reader.place();
      visitor.accept(new Entry(key, reader.bytes(size), value));
    }
  }

  private static String text(MemorySegment bytes) {
    if (bytes.byteSize() > Short.MAX_VALUE) {
      throw Checkpoints.tooLarge("a key has %d bytes".formatted(bytes.byteSize()));
    }
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }

  /** Behind the last entry are the places, and their number. */
  private long end() {
    long last = bytes.byteSize() - Integer.BYTES;
    long places = last < 0 ? 0 : Integer.toUnsignedLong(bytes.get(Constant.I32, last));
    long end = last - places * Integer.BYTES;
    if (end < 0) {
      throw Checkpoints.malformed("a block has %d bytes for %d places".formatted(last, places))
          .in("byte " + start);
    }
    return end;
  }
}
