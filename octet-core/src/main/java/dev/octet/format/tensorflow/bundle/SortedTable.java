package dev.octet.format.tensorflow.bundle;

import dev.octet.format.protobuf.WireReader;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A table of LevelDB: keys and values in blocks, a block that says where those are, and a footer
 * that says where this one is.
 *
 * <p>Source: {@code table_format.txt} of LevelDB, {@code core/lib/io/format.cc}.
 */
final class SortedTable {
  private static final long FOOTER = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;

  /** Far more than any checkpoint has; what a small file can claim stays small in memory. */
  private static final int MOST_ENTRIES = 1 << 18;

  private static final long MOST_KEY_BYTES = 1L << 26;

  private final MemorySegment blocks;
  private final TreeMap<String, Block.Entry> entries = new TreeMap<>();
  private long keyBytes;

  private SortedTable(MemorySegment blocks) {
    this.blocks = blocks;
  }

  /** Whether a table ends here. */
  static boolean recognises(MemorySegment file) {
    return file.byteSize() >= FOOTER
        && file.get(Constant.I64, file.byteSize() - Long.BYTES) == MAGIC;
  }

  /**
   * Reads all entries.
   *
   * @return entries by their keys, of which each character is a byte
   */
  static SequencedMap<String, Block.Entry> read(MemorySegment file) {
    if (!recognises(file)) {
      throw Checkpoints.malformed(
          "is no index of a checkpoint, or its end is missing (%d bytes)"
              .formatted(file.byteSize()));
    }
    long end = file.byteSize() - FOOTER;
    var footer = new WireReader(file.asSlice(end), end);
    Block.Handle.read(footer);
    var table = new SortedTable(file.asSlice(0, end));
    table.read(Block.Handle.read(footer));
    return Collections.unmodifiableSequencedMap(table.entries);
  }

  private void read(Block.Handle index) {
    Block.at(index, blocks)
        .forEach(
            e -> {
              var handle = Block.Handle.read(new WireReader(e.value(), e.start()));
              Block.at(handle, blocks).forEach(this::add);
            });
  }

  private void add(Block.Entry entry) {
    keyBytes += entry.key().length();
    if (keyBytes > MOST_KEY_BYTES || entries.size() == MOST_ENTRIES) {
      throw Checkpoints.tooLarge("has more than %d entries".formatted(entries.size()));
    }
    if (!entries.isEmpty() && entries.lastKey().compareTo(entry.key()) >= 0) {
      throw Checkpoints.malformed("keys are out of order").in("byte " + entry.start());
    }
    entries.put(entry.key(), entry);
  }
}
