package dev.octet.format.tflite;

import dev.octet.model.AssociatedFiles;
import dev.octet.model.Constant;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The zip archive behind a model: files such as labels that TensorFlow Lite Metadata packs with it.
 * Its directory says where its entries are, counted from the start of the whole file; so it is
 * corrected when the archive moves.
 */
final class AssociatedZip {
  private static final int ENTRY = 0x04034b50;
  private static final int DIRECTORY = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int DIRECTORY_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final int END64_BYTES = 56;
  private static final int LOCATOR64_BYTES = 20;
  private static final int ZIP64_FIELD = 1;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final long IN_64_BITS = 0xFFFFFFFFL;

  private final MemorySegment file;

  /** Where the record at the very end is, and, in an archive past 4 GiB, the one before it. */
  private final long end;

  private final long end64;
  private final long directory;
  private final long directoryEnd;

  private AssociatedZip(MemorySegment file, long end, long end64) {
    this.file = file;
    this.end = end;
    this.end64 = end64;
    long size = end64 < 0 ? uint32(file, end + 12) : file.get(Constant.I64, end64 + 40);
    this.directoryEnd = end64 < 0 ? end : end64;
    this.directory = size < 0 ? -1 : directoryEnd - size;
  }

  /**
   * Finds the archive at the end of a file.
   *
   * @param from where the model ends: what lies before belongs to it
   * @return null when there is none
   */
  static @Nullable AssociatedFiles find(MemorySegment file, long from) {
    long last = file.byteSize() - END_BYTES;
    for (long at = last; at >= Math.max(from, last - MAX_COMMENT); at--) {
      if (file.get(Constant.I32, at) == END && uint16(file, at + 20) == last - at) {
        AssociatedFiles found = new AssociatedZip(file, at, end64(file, at)).files(from);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static long end64(MemorySegment file, long end) {
    long locator = end - LOCATOR64_BYTES;
    long at = locator - END64_BYTES;
    return at >= 0 && file.get(Constant.I32, locator) == LOCATOR64 && is(file, at, END64) ? at : -1;
  }

  private @Nullable AssociatedFiles files(long from) {
    if (directory < from) {
      return null;
    }
    // all offsets may be counted from further behind: a zip stays one when something is put before
    long shift = directory - offsetOfDirectory();
    long first = Long.MAX_VALUE;
    for (long at = directory; at < directoryEnd; at = next(at)) {
      if (at > directoryEnd - DIRECTORY_BYTES
          || !is(file, at, DIRECTORY)
          || next(at) > directoryEnd) {
        return null;
      }
      long entry = offset(file, at) + shift;
      if (entry < from || entry >= directory || !is(file, entry, ENTRY)) {
        return null;
      }
      first = Math.min(first, entry);
    }
    return first == Long.MAX_VALUE
        ? null
        : new AssociatedFiles(Constant.stored(file.asSlice(first)), first - shift);
  }

  private long offsetOfDirectory() {
    return end64 < 0 ? uint32(file, end + 16) : file.get(Constant.I64, end64 + 48);
  }

  private long next(long at) {
    return at
        + DIRECTORY_BYTES
        + uint16(file, at + 28)
        + uint16(file, at + 30)
        + uint16(file, at + 32);
  }

  /** Puts an archive behind what is there, so that its offsets count from the start of the file. */
  static void append(AssociatedFiles files, Layout.Builder layout) {
    MemorySegment archive = files.archive().bytes();
    AssociatedZip zip = ofWhole(archive);
    MemorySegment tail = zip.file.asSlice(zip.directory);
    MemorySegment corrected = Arena.ofAuto().allocate(tail.byteSize()).copyFrom(tail);
    long place = layout.append(Constant.stored(archive.asSlice(0, zip.directory)), 1, false);
    layout.append(Constant.stored(corrected), 1, false);
    // past 4 GiB a short offset has no room; counted from the archive's start it is as good
    if (!zip.move(corrected, place - files.origin())) {
      corrected.copyFrom(tail);
      zip.move(corrected, -files.origin());
    }
  }

  /** The files in an archive. */
  static List<FileParts.Entry> entries(AssociatedFiles files) {
    AssociatedZip zip = ofWhole(files.archive().bytes());
    var entries = new ArrayList<FileParts.Entry>();
    for (long at = zip.directory; at < zip.directoryEnd; at = zip.next(at)) {
      byte[] name =
          zip.file
              .asSlice(at + DIRECTORY_BYTES, uint16(zip.file, at + 28))
              .toArray(ValueLayout.JAVA_BYTE);
      entries.add(new FileParts.Entry(Names.text(name), uint32(zip.file, at + 24)));
    }
    return entries;
  }

  private static AssociatedZip ofWhole(MemorySegment archive) {
    for (long end = archive.byteSize() - END_BYTES; end >= 0; end--) {
      if (is(archive, end, END)
          && uint16(archive, end + 20) == archive.byteSize() - END_BYTES - end) {
        return new AssociatedZip(archive, end, end64(archive, end));
      }
    }
    throw TfliteReader.unsupported("associated files that are no zip archive");
  }

  /** Adds to each offset in a copy of the directory and what follows; false if one has no room. */
  private boolean move(MemorySegment tail, long by) {
    boolean fits = true;
    for (long at = directory; at < directoryEnd; at = next(at)) {
      fits &= add(tail, at - directory + 42, offset64(file, at), by, directory);
    }
    if (end64 >= 0) {
      add(tail, 0, end64 + 48, by, directory);
      add(tail, 0, end - LOCATOR64_BYTES + 8, by, directory);
    }
    if (end64 < 0 || uint32(file, end + 16) != IN_64_BITS) {
      fits &= add(tail, end - directory + 16, -1, by, directory);
    }
    return fits;
  }

  /**
   * Adds to a 32-bit number, or to the one with 64 bits that stands for it.
   *
   * @param wide where the wide one is in the whole, or negative
   */
  private static boolean add(MemorySegment tail, long at, long wide, long by, long start) {
    if (wide >= 0) {
      tail.set(Constant.I64, wide - start, tail.get(Constant.I64, wide - start) + by);
      return true;
    }
    long sum = uint32(tail, at) + by;
    tail.set(Constant.I32, at, (int) sum);
    return sum >= 0 && sum < IN_64_BITS;
  }

  private static long offset(MemorySegment file, long entry) {
    long wide = offset64(file, entry);
    return wide < 0 ? uint32(file, entry + 42) : file.get(Constant.I64, wide);
  }

  /** Where the 64-bit offset of an entry of the directory stands, or −1. */
  private static long offset64(MemorySegment file, long entry) {
    if (uint32(file, entry + 42) != IN_64_BITS) {
      return -1;
    }
    long at = entry + DIRECTORY_BYTES + uint16(file, entry + 28);
    long extrasEnd = at + uint16(file, entry + 30);
    while (at + 4 <= extrasEnd && extrasEnd <= file.byteSize()) {
      if (uint16(file, at) == ZIP64_FIELD) {
        // sizes come before it, those that have no room either
        long value =
            at
                + 4
                + (uint32(file, entry + 24) == IN_64_BITS ? 8 : 0)
                + (uint32(file, entry + 20) == IN_64_BITS ? 8 : 0);
        return value + 8 <= extrasEnd ? value : -1;
      }
      at += 4L + uint16(file, at + 2);
    }
    return -1;
  }

  private static boolean is(MemorySegment file, long at, int signature) {
    return at <= file.byteSize() - Integer.BYTES && file.get(Constant.I32, at) == signature;
  }

  private static int uint16(MemorySegment file, long at) {
    return Short.toUnsignedInt(file.get(Constant.I16, at));
  }

  private static long uint32(MemorySegment file, long at) {
    return Integer.toUnsignedLong(file.get(Constant.I32, at));
  }
}
