package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.MaskedCrc;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A TFRecord file: records one after another, each as its length (8 bytes, little-endian), a
 * checksum of these, the record, and a checksum of it. Where the records begin is found once; a
 * record is looked at when it is asked for.
 *
 * <p>Source: {@code core/lib/io/record_writer.h} of TensorFlow.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RecordFile(Path path, MemorySegment bytes, long[] starts, @Nullable OctetException damage) {
  /** A length and its checksum. */
  static final int HEADER = Long.BYTES + Integer.BYTES;

  private static final int FRAME = HEADER + Integer.BYTES;

  /**
   * Finds the records. A length that is damaged, or a record that is cut off, ends the file: the
   * records before it are there, and {@link #damage} tells.
   */
  static RecordFile of(Unpacked file) {
    MemorySegment bytes = file.bytes();
    var starts = new long[16];
    int count = 0;
    OctetException damage = null;
    for (long at = 0; at < bytes.byteSize() && damage == null; ) {
      damage = broken(bytes, at);
      if (damage != null) {
        damage = damage.in(place(count, at));
        break;
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, Math.multiplyExact(2, count));
      }
      starts[count++] = at;
      at += FRAME + bytes.get(Constant.I64, at);
    }
    OctetException first = file.damage() != null ? file.damage() : damage;
    return new RecordFile(
        file.path(),
        bytes,
        Arrays.copyOf(starts, count),
        first == null ? null : first.in(file.path().toString()));
  }

  /** Whether these first bytes are the start of a record. */
  static boolean startsWithRecord(byte[] start) {
    return start.length >= HEADER && lengthIsSound(MemorySegment.ofArray(start), 0);
  }

  private static boolean lengthIsSound(MemorySegment bytes, long at) {
    int sum = bytes.get(Constant.I32, at + Long.BYTES);
    return MaskedCrc.of(bytes.asSlice(at, Long.BYTES)) == sum;
  }

  private static @Nullable OctetException broken(MemorySegment bytes, long at) {
    long left = bytes.byteSize() - at;
    if (left < HEADER) {
      return bad("is cut off: %d bytes are no length".formatted(left));
    }
    if (!lengthIsSound(bytes, at)) {
      return bad("is damaged: the checksum of its length is wrong");
    }
    long length = bytes.get(Constant.I64, at);
    if (length < 0 || length > left - FRAME) {
      return bad(
          "is cut off: it should have %s bytes, and %d are left"
              .formatted(Long.toUnsignedString(length), Math.max(0, left - FRAME)));
    }
    return length > Integer.MAX_VALUE ? bad("has %d bytes".formatted(length)) : null;
  }

  /** The number of records. */
  int size() {
    return starts.length;
  }

  /**
   * A record.
   *
   * @throws OctetException {@code BAD_DATA} if its checksum is wrong
   */
  MemorySegment record(int index) {
    long at = starts[index];
    long length = bytes.get(Constant.I64, at);
    MemorySegment record = bytes.asSlice(at + HEADER, length);
    if (MaskedCrc.of(record) != bytes.get(Constant.I32, at + HEADER + length)) {
      throw in(index, bad("is damaged: its checksum is wrong"));
    }
    return record;
  }

  /** An error with file, record and byte. */
  OctetException in(int index, OctetException e) {
    return e.in(placeOf(index)).in(path.toString());
  }

  /** Words for the place of a record. */
  String placeOf(int index) {
    return place(index, starts[index]);
  }

  private static String place(int index, long at) {
    return "record %d (byte %d)".formatted(index, at);
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
