package dev.octet.data;

import dev.octet.data.Unpacked.Packing;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The records of several files, one file after the other.
 *
 * @param ends for each file how many records there are up to its end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RecordSet(List<RecordFile> files, long[] ends) {
  /**
   * Finds all records.
   *
   * @param paths at least one
   * @param skipBad whether a file that is damaged is read up to there
   * @param notes told of such files
   * @throws OctetException {@code BAD_DATA} if a file is damaged, or there are no records at all
   */
  static RecordSet open(List<Path> paths, boolean skipBad, List<String> notes) {
    List<RecordFile> files = paths.stream().parallel().map(RecordSet::file).toList();
    for (RecordFile file : files) {
      OctetException damage = file.damage();
      if (damage != null && !skipBad) {
        throw damage.advise("make the file anew, or read what is before with --skip-bad");
      }
      if (damage != null) {
        notes.add(
            "left out the rest of %s behind %d records: %s"
                .formatted(file.path(), file.size(), damage.what()));
      }
    }
    var ends = new long[files.size()];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (i == 0 ? 0 : ends[i - 1]) + files.get(i).size();
    }
    if (ends[ends.length - 1] == 0) {
      throw new OctetException(ErrorCode.BAD_DATA, "has no records")
          .in(paths.getFirst().toString() + (paths.size() > 1 ? " and the like" : ""));
    }
    return new RecordSet(files, ends);
  }

  private static RecordFile file(Path path) {
    byte[] start = Unpacked.start(path, RecordFile.HEADER);
    boolean plain = RecordFile.startsWithRecord(start);
    return RecordFile.of(Unpacked.of(path, plain ? Packing.NONE : Packing.of(start)));
  }

  /** The number of records. */
  long size() {
    return ends[ends.length - 1];
  }

  /** A record of a file. */
  record Place(RecordFile file, int index) {
    MemorySegment bytes() {
      return file.record(index);
    }

    /** An error in it. */
    OctetException in(OctetException e) {
      return file.in(index, e);
    }
  }

  /** Where a record is. */
  Place place(long index) {
    int found = Arrays.binarySearch(ends, index + 1);
    int file = found >= 0 ? found : -found - 1;
    while (file > 0 && ends[file - 1] > index) {
      file--; // empty files end where the one before does
    }
    return new Place(files.get(file), Math.toIntExact(index - (file == 0 ? 0 : ends[file - 1])));
  }
}
