package dev.octet.data;

import dev.octet.data.Unpacked.Packing;
import java.nio.file.Path;
import java.util.Locale;

/** The kinds of files with samples, told apart by content; tables by their name. */
enum FileKind {
  NUMPY,
  RECORDS,
  IDX,
  WAV,
  CSV,
  OTHER;

  private static final int HEAD = 64;

  /** A kind, and how the file is packed. */
  record Found(FileKind kind, Packing packing, boolean isEmpty) {}

  /**
   * Looks into a file.
   *
   * @throws dev.octet.error.OctetException {@code NOT_READABLE}
   */
  static Found of(Path path) {
    byte[] start = Unpacked.start(path, HEAD);
    FileKind plain = ofContent(start);
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    Packing packing = plain == OTHER ? Packing.of(start) : Packing.NONE;
    FileKind inner = packing == Packing.NONE ? plain : packed(path, packing);
    if (inner == OTHER && packing == Packing.ZLIB) {
      packing = Packing.NONE; // two bytes that happen to look like it
    }
    return new Found(inner == OTHER ? ofName(name) : inner, packing, start.length == 0);
  }

  private static FileKind packed(Path path, Packing packing) {
    FileKind inner = ofContent(Unpacked.start(path, packing, HEAD));
    return inner == RECORDS || (inner == IDX && packing == Packing.GZIP) ? inner : OTHER;
  }

  private static FileKind ofContent(byte[] start) {
    if (NumpyFile.isNumpy(start)) {
      return NUMPY;
    }
    if (RecordFile.startsWithRecord(start)) {
      return RECORDS;
    }
    if (WavFile.startsAsWav(start)) {
      return WAV;
    }
    return IdxFile.startsAsIdx(start) ? IDX : OTHER;
  }

  /** What cannot be told by content, or is damaged from the start. */
  private static FileKind ofName(String name) {
    String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (bare.endsWith(".csv") || bare.endsWith(".tsv")) {
      return CSV;
    }
    if (bare.endsWith(".tfrecord") || bare.endsWith(".tfrecords") || bare.contains(".tfrecord-")) {
      return RECORDS;
    }
    return bare.endsWith(".wav") ? WAV : OTHER;
  }
}
