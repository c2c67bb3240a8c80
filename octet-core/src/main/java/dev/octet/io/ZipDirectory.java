package dev.octet.io;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

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
public record ZipDirectory(MemorySegment file, long start, long stop, long end, long end64) {
  private static final ValueLayout.OfShort I16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Bytes of the record at the very end, without its comment. */
  public static final int END_BYTES = 22;

  private static final int MAX_COMMENT = 0xFFFF;
  private static final int ENTRY_BYTES = 30;
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
  public static boolean endsAt(MemorySegment file, long at) {
    return file.get(I32, at) == END && uint16(file, at + 20) == file.byteSize() - END_BYTES - at;
  }

  /** The directory of the archive that ends with the file and is no shorter than it says. */
  static Optional<ZipDirectory> find(MemorySegment file) {
    long last = file.byteSize() - END_BYTES;
    for (long at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
      if (endsAt(file, at)) {
        ZipDirectory directory = before(file, at);
        if (directory.start >= 0 && directory.start <= directory.stop) {
          return Optional.of(directory);
        }
      }
    }
    return Optional.empty();
  }

  /** The directory before an end record. */
  public static ZipDirectory before(MemorySegment file, long end) {
    long locator = end - LOCATOR64_BYTES;
    long end64 = locator - END64_BYTES;
    boolean wide =
        end64 >= 0 && file.get(I32, locator) == LOCATOR64 && file.get(I32, end64) == END64;
    long size = wide ? file.get(I64, end64 + 40) : uint32(file, end + 12);
    long stop = wide ? end64 : end;
    return new ZipDirectory(file, size < 0 ? -1 : stop - size, stop, end, wide ? end64 : -1);
  }

  /** By how much all its offsets fall short of the places in the file. */
  public long shift() {
    return start - (end64 < 0 ? uint32(file, end + 16) : file.get(I64, end64 + 48));
  }

  /** Whether there is a whole header here, with what belongs to it. */
  public boolean hasHeader(long at) {
    return at <= stop - HEADER_BYTES && file.get(I32, at) == HEADER && next(at) <= stop;
  }

  /** Where the header after this one is. */
  public long next(long at) {
    return at
        + HEADER_BYTES
        + uint16(file, at + 28)
        + uint16(file, at + 30)
        + uint16(file, at + 32);
  }

  /** Whether an entry starts here. */
  public boolean hasEntry(long at) {
    return at >= 0 && at < start && at <= file.byteSize() - 4 && file.get(I32, at) == ENTRY;
  }

  /** The offset that a header gives for its entry. */
  public long offset(long header) {
    long wide = wideOffset(header);
    return wide < 0 ? uint32(file, header + 42) : file.get(I64, wide);
  }

  /** The name that a header gives. */
  public MemorySegment name(long header) {
    return file.asSlice(header + HEADER_BYTES, uint16(file, header + 28));
  }

  /** The size of the unpacked file. */
  public long size(long header) {
    return wide(header, header + 24);
  }

  /** The size of the entry, packed as it is. */
  long packedSize(long header) {
    return wide(header, header + 20);
  }

  /** The checksum of the unpacked file. */
  int checksum(long header) {
    return file.get(I32, header + 16);
  }

  /** How the entry is packed. */
  int method(long header) {
    return uint16(file, header + 10);
  }

  /** Whether it takes a password to read the entry. */
  boolean encrypted(long header) {
    return (uint16(file, header + 8) & 1) != 0;
  }

  /** Where the bytes of an entry are; nowhere if the record before them does not fit. */
  OptionalLong content(long header) {
    long entry = offset(header) + shift();
    if (!hasEntry(entry) || entry > start - ENTRY_BYTES) {
      return OptionalLong.empty();
    }
    MemorySegment name = name(header);
    long nameAt = entry + ENTRY_BYTES;
    long length = uint16(file, entry + 26);
    long content = nameAt + length + uint16(file, entry + 28);
    boolean fits =
        length == name.byteSize()
            && packedSize(header) >= 0
            && content <= start
            && packedSize(header) <= start - content
            && file.asSlice(nameAt, length).mismatch(name) < 0;
    return fits ? OptionalLong.of(content) : OptionalLong.empty();
  }

  /** A number of 32 bits, or of 64 in another field if it says so; negative if that is missing. */
  private long wide(long header, long at) {
    long narrow = uint32(file, at);
    if (narrow != IN_64_BITS) {
      return narrow;
    }
    long wide = wideAt(header, at);
    return wide < 0 ? -1 : file.get(I64, wide);
  }

  /** Where the 64-bit offset of a header stands, or −1. */
  private long wideOffset(long header) {
    return uint32(file, header + 42) == IN_64_BITS ? wideAt(header, header + 42) : -1;
  }

  /** Where the 64 bits of a number stand for which a header has no room, or −1. */
  private long wideAt(long header, long field) {
    long at = header + HEADER_BYTES + uint16(file, header + 28);
    long extrasEnd = at + uint16(file, header + 30);
    while (at + 4 <= extrasEnd) {
      if (uint16(file, at) == ZIP64_FIELD) {
        long value = at + 4;
        // in this order, those that have no room
        for (long before : new long[] {header + 24, header + 20}) {
          if (before == field) {
            break;
          }
          value += uint32(file, before) == IN_64_BITS ? 8 : 0;
        }
        return value + 8 <= extrasEnd ? value : -1;
      }
      at += 4L + uint16(file, at + 2);
    }
    return -1;
  }

  /** Adds to each offset in a copy of what is from the start on; false if one has no room. */
  public boolean move(MemorySegment copy, long by) {
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
    copy.set(I32, at - start, (int) sum);
    return sum >= 0 && sum < IN_64_BITS;
  }

  private boolean addTo64(MemorySegment copy, long at, long by) {
    copy.set(I64, at - start, file.get(I64, at) + by);
    return true;
  }

  private static int uint16(MemorySegment file, long at) {
    return Short.toUnsignedInt(file.get(I16, at));
  }

  private static long uint32(MemorySegment file, long at) {
    return Integer.toUnsignedLong(file.get(I32, at));
  }
}
