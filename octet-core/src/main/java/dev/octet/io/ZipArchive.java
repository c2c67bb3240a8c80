package dev.octet.io;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * A zip archive in memory. It is strict: names that lead out of the archive, names that stand
 * twice, encrypted entries and entries that are not where the directory says make it unreadable.
 */
public final class ZipArchive {
  private static final byte[] MAGIC = {'P', 'K', 3, 4};

  private final SequencedMap<String, ZipEntry> entries;

  private ZipArchive(SequencedMap<String, ZipEntry> entries) {
    this.entries = Collections.unmodifiableSequencedMap(entries);
  }

  /** Whether a zip archive seems to start here. */
  public static boolean recognises(MemorySegment bytes) {
    return bytes.byteSize() >= MAGIC.length
        && bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) < 0;
  }

  /**
   * Reads the directory of an archive.
   *
   * @throws OctetException MALFORMED_MODEL; UNSUPPORTED_MODEL for encrypted entries
   */
  public static ZipArchive of(MemorySegment file) {
    ZipDirectory directory =
        ZipDirectory.find(file)
            .orElseThrow(() -> bad("is a zip archive without an end: it is cut off or damaged"));
    var entries = new LinkedHashMap<String, ZipEntry>();
    long at = directory.start();
    for (; at < directory.stop(); at = directory.next(at)) {
      if (!directory.hasHeader(at)) {
        throw bad("is a zip archive with a damaged directory");
      }
      byte[] bytes = directory.name(at).toArray(ValueLayout.JAVA_BYTE);
      String name = new String(bytes, StandardCharsets.UTF_8);
      checkName(name);
      if (entries.put(name, entry(directory, at, name)) != null) {
        throw bad("is a zip archive that holds '%s' twice".formatted(name));
      }
    }
    return new ZipArchive(entries);
  }

  private static ZipEntry entry(ZipDirectory directory, long at, String name) {
    if (directory.encrypted(at)) {
      throw new OctetException(ErrorCode.UNSUPPORTED_MODEL, "is an encrypted zip archive")
          .advise("pack it again without a password");
    }
    long content =
        directory
            .content(at)
            .orElseThrow(
                () -> bad("is a zip archive that does not hold '%s' as it says".formatted(name)));
    return new ZipEntry(
        name,
        directory.file().asSlice(content, directory.packedSize(at)),
        directory.method(at),
        directory.size(at),
        directory.checksum(at));
  }

  /**
   * Nothing is ever unpacked to disk; a name that tries to get out tells of ill will all the same.
   */
  private static void checkName(String name) {
    String plain = name.replace('\\', '/');
    boolean out =
        plain.isEmpty()
            || plain.startsWith("/")
            || plain.indexOf('\0') >= 0
            || plain.matches("[A-Za-z]:.*")
            || List.of(plain.split("/")).contains("..");
    if (out) {
      throw bad("is a zip archive with an entry that leads out of it, '%s'".formatted(name));
    }
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what)
        .advise("save the model again, or copy the file again");
  }

  /** The names of all entries, in the directory's order. */
  public SequencedSet<String> names() {
    return entries.sequencedKeySet();
  }

  /** An entry. */
  public Optional<ZipEntry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }
}
