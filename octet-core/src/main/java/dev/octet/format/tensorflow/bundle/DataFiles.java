package dev.octet.format.tensorflow.bundle;

import dev.octet.error.OctetException;
import dev.octet.io.MappedFile;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files that have the values of a checkpoint, each mapped when it is first needed. */
final class DataFiles {
  private final Path prefix;
  private final long count;
  private final Map<Integer, MemorySegment> mapped = new ConcurrentHashMap<>();

  /**
   * Files beside an index.
   *
   * @param prefix of their names
   * @param count as the index says it
   */
  DataFiles(Path prefix, long count) {
    this.prefix = prefix;
    this.count = count;
  }

  /** The name of a file. */
  Path path(int shard) {
    return prefix.resolveSibling(
        "%s.data-%05d-of-%05d".formatted(prefix.getFileName(), shard, count));
  }

  /** The bytes of a tensor; their checksum is for the caller to check. */
  MemorySegment bytes(BundleEntry entry) {
    MemorySegment file = mapped.computeIfAbsent(entry.shard(), this::map);
    if (entry.offset() + entry.size() > file.byteSize()) {
      throw Checkpoints.malformed(
          "should have %d bytes there, in a file of %d".formatted(entry.size(), file.byteSize()));
    }
    return file.asSlice(entry.offset(), entry.size());
  }

  private MemorySegment map(int shard) {
    try {
      return MappedFile.map(path(shard));
    } catch (OctetException e) {
      throw e.advise(
          count == 1
              ? "the checkpoint is not whole without it"
              : "the checkpoint has %d data files, and is not whole without it".formatted(count));
    }
  }
}
