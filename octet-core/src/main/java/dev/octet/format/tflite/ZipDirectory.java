package dev.octet.format.tflite;

import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;

/**
 * The directory of a zip archive, and the records behind it. Offsets in it have 32 bits, or, past 4
 * GiB, 64 bits in a field of their own.
 *
 * @param file in which the archive is, at its end
 * @param start where the directory starts, or a negative number
 * @param stop where it stops
 * @param end where the record at the very end is
 * @param end64 where the one with 64-bit numbers is, or −1
 */
record ZipDirectory(MemorySegment file, long start, long stop, long end, long end64) {
  /** Bytes of the record at the very end, without its comment. */
  static final int END_BYTES = 22;

  private static final int ENTRY = 0x04034b50;
  private static final int HEADER = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int HEADER_BYTES = 46;
  private static final int END64_BYTES = 56;
  private static final int LOCATOR64_BYTES = 20;
  private static final int ZIP64_FIELD = 1;
  private static final long IN_64_BITS = 0xFFFFFFFFL;

  /** Whether an archive, with its comment, could end with the file when its end record is here. */
  static boolean endsAt(MemorySegment file, long at) {
    return file.get(Constant.I32, at) == END
        && uint16(file, at + 20) == file.byteSize() - END_BYTES - at;
  }

  /** The directory before an end record. */
  static ZipDirectory before(MemorySegment file, long end) {
    long locator = end - LOCATOR64_BYTES;
    long end64 = locator - END64_BYTES;
    boolean wide =
        end64 >= 0
            && file.get(Constant.I32, locator) == LOCATOR64
            && file.get(Constant.I32, end64) == END64;
    long size = wide ? file.get(Constant.I64, end64 + 40) : uint32(file, end + 12);
    long stop = wide ? end64 : end;
    return new ZipDirectory(file, size < 0 ? -1 : stop - size, stop, end, wide ? end64 : -1);
  }

  /** By how much all its offsets fall short of the places in the file. */
  long shift() {
    return start - (end64 < 0 ? uint32(file, end + 16) : file.get(Constant.I64, end64 + 48));
  }

  /** Whether there is a whole header here, with what belongs to it. */
  boolean hasHeader(long at) {
    return at <= stop - HEADER_BYTES && file.get(Constant.I32, at) == HEADER && next(at) <= stop;
  }

  /** Where the header after this one is. */
  long next(long at) {
    return at
        + HEADER_BYTES
        + uint16(file, at + 28)
        + uint16(file, at + 30)
        + uint16(file, at + 32);
  }

  /** Whether an entry starts here. */
  boolean hasEntry(long at) {
    return at >= 0
        && at < start
        && at <= file.byteSize() - 4
        && file.get(Constant.I32, at) == ENTRY;
  }

  /** The offset that a header gives for its entry. */
  long offset(long header) {
    long wide = wideOffset(header);
    return wide < 0 ? uint32(file, header + 42) : file.get(Constant.I64, wide);
  }

  /** The name that a header gives. */
  MemorySegment name(long header) {
    return file.asSlice(header + HEADER_BYTES, uint16(file, header + 28));
  }

  /** The size of the unpacked file. */
  long size(long header) {
    return uint32(file, header + 24);
  }

  /** Where the 64-bit offset of a header stands, or −1. */
  private long wideOffset(long header) {
    if (uint32(file, header + 42) != IN_64_BITS) {
      return -1;
    }
    long at = header + HEADER_BYTES + uint16(file, header + 28);
    long extrasEnd = at + uint16(file, header + 30);
    while (at + 4 <= extrasEnd) {
      if (uint16(file, at) == ZIP64_FIELD) {
        // sizes come before it, those that have no room either
        long sizes =
            (uint32(file, header + 24) == IN_64_BITS ? 8L : 0)
                + (uint32(file, header + 20) == IN_64_BITS ? 8L : 0);
        return at + 4 + sizes + 8 <= extrasEnd ? at + 4 + sizes : -1;
      }
      at += 4L + uint16(file, at + 2);
    }
    return -1;
  }

  /** Adds to each offset in a copy of what is from the start on; false if one has no room. */
  boolean move(MemorySegment copy, long by) {
    boolean fits = true;
    for (long at = start; at < stop; at = next(at)) {
      long wide = wideOffset(at);
      fits &= wide < 0 ? addTo32(copy, at + 42, by) : addTo64(copy, wide, by);
    }
    if (end64 >= 0) {
      addTo64(copy, end64 + 48, by);
      addTo64(copy, end - LOCATOR64_BYTES + 8, by);
    }
    if (end64 < 0 || uint32(file, end + 16) != IN_64_BITS) {
      fits &= addTo32(copy, end + 16, by);
    }
    return fits;
  }

  private boolean addTo32(MemorySegment copy, long at, long by) {
    long sum = uint32(file, at) + by;
    copy.set(Constant.I32, at - start, (int) sum);
    return sum >= 0 && sum < IN_64_BITS;
  }

  private boolean addTo64(MemorySegment copy, long at, long by) {
    copy.set(Constant.I64, at - start, file.get(Constant.I64, at) + by);
    return true;
  }

  private static int uint16(MemorySegment file, long at) {
    return Short.toUnsignedInt(file.get(Constant.I16, at));
  }

  private static long uint32(MemorySegment file, long at) {
    return Integer.toUnsignedLong(file.get(Constant.I32, at));
  }
}
