package dev.octet.format.tflite;

import dev.octet.io.NativeMemory;
import dev.octet.io.ZipDirectory;
import dev.octet.model.AssociatedFiles;
import dev.octet.model.Constant;
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
  private static final int MAX_COMMENT = 0xFFFF;
  private static final long NONE = -1;

  private AssociatedZip() {}

  /**
   * Finds the archive at the end of a file.
   *
   * @param from where the model ends: what lies before belongs to it
   * @return null when there is none
   */
  static @Nullable AssociatedFiles find(MemorySegment file, long from) {
    ZipDirectory directory = directory(file, from);
    if (directory == null) {
      return null;
    }
    long first = firstEntry(directory, from);
    return new AssociatedFiles(Constant.stored(file.asSlice(first)), first - directory.shift());
  }

  private static @Nullable ZipDirectory directory(MemorySegment file, long from) {
    long last = file.byteSize() - ZipDirectory.END_BYTES;
    for (long at = last; at >= Math.max(from, last - MAX_COMMENT); at--) {
      if (ZipDirectory.endsAt(file, at)) {
        ZipDirectory directory = ZipDirectory.before(file, at);
        if (firstEntry(directory, from) != NONE) {
          return directory;
        }
      }
    }
    return null;
  }

  /** Where the first entry of an archive is, if all is as it should be. */
  private static long firstEntry(ZipDirectory directory, long from) {
    if (directory.start() < from) {
      return NONE;
    }
    // offsets may be counted from further behind: a zip stays one when something is put before it
    long shift = directory.shift();
    long first = NONE;
    for (long at = directory.start(); at < directory.stop(); at = directory.next(at)) {
      long entry = directory.hasHeader(at) ? directory.offset(at) + shift : NONE;
      if (entry < from || !directory.hasEntry(entry)) {
        return NONE;
      }
      first = first == NONE ? entry : Math.min(first, entry);
    }
    return first;
  }

  /** Puts an archive behind what is there, so that its offsets count from the start of the file. */
  static void append(AssociatedFiles files, Layout.Builder layout) {
    ZipDirectory directory = directory(files);
    MemorySegment archive = directory.file();
    MemorySegment tail = archive.asSlice(directory.start());
    MemorySegment corrected = NativeMemory.allocate(tail.byteSize(), 1).copyFrom(tail);
    long place = layout.append(Constant.stored(archive.asSlice(0, directory.start())), 1, false);
    // past 4 GiB a short offset has no room; counted from the archive's start it is as good
    if (!directory.move(corrected, place - files.origin())) {
      directory.move(corrected, -files.origin());
    }
    layout.append(Constant.stored(corrected), 1, false);
  }

  /** The files in an archive. */
  static List<FileParts.Entry> entries(AssociatedFiles files) {
    ZipDirectory directory = directory(files);
    var entries = new ArrayList<FileParts.Entry>();
    for (long at = directory.start(); at < directory.stop(); at = directory.next(at)) {
      byte[] name = directory.name(at).toArray(ValueLayout.JAVA_BYTE);
      entries.add(new FileParts.Entry(Names.text(name), directory.size(at)));
    }
    return entries;
  }

  private static ZipDirectory directory(AssociatedFiles files) {
    ZipDirectory directory = directory(files.archive().bytes(), 0);
    if (directory == null) {
      throw TfliteReader.unsupported("associated files that are no zip archive");
    }
    return directory;
  }
}
