package dev.octet.format.tensorflow.bundle;

import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The index of a checkpoint: a header under the empty key, and what is said of each tensor and each
 * slice.
 *
 * <p>Source: {@code protobuf/tensor_bundle.proto}, {@code core/util/tensor_bundle}.
 *
 * @param shards the number of data files
 * @param entries by key; each character of a key is a byte
 */
record BundleIndex(long shards, SequencedMap<String, BundleEntry> entries) {
  private static final String HEADER = "";
  private static final long VERSION = 1;

  /** Reads an index. */
  static BundleIndex of(MemorySegment file) {
    SequencedMap<String, Block.Entry> table = SortedTable.read(file);
    Block.Entry header = table.get(HEADER);
    if (header == null) {
      throw Checkpoints.malformed("the index has no header");
    }
    long shards = shards(Message.of(header.value()));
    var entries = new LinkedHashMap<String, BundleEntry>();
    table.forEach(
        (key, entry) -> {
          if (!key.equals(HEADER)) {
            entries.put(key, entry(entry, shards));
          }
        });
    checkApart(entries);
    return new BundleIndex(shards, Collections.unmodifiableSequencedMap(entries));
  }

  private static BundleEntry entry(Block.Entry entry, long shards) {
    try {
      return BundleEntry.of(Message.of(entry.value()), shards);
    } catch (OctetException e) {
      throw e.in(BundleKeys.quoted(entry.key())).in("byte " + entry.start());
    }
  }

  private static long shards(Message header) {
    long shards = header.integer(1);
    long endianness = header.integer(2);
    Message version = header.message(3);
    if (shards < 1 || shards > Integer.MAX_VALUE) {
      throw Checkpoints.malformed("a checkpoint of %d data files".formatted(shards));
    }
    if (endianness != 0) {
      throw Checkpoints.unsupported(
          "the numbers of the checkpoint are big-endian (endianness %d)".formatted(endianness));
    }
    if (version.integer(2) > VERSION) {
      throw Checkpoints.unsupported(
          "the checkpoint is for readers of version %d at least, and this is version %d"
              .formatted(version.integer(2), VERSION));
    }
    return shards;
  }

  /** No byte belongs to two tensors. */
  private static void checkApart(Map<String, BundleEntry> entries) {
    List<Map.Entry<String, BundleEntry>> stored = new ArrayList<>(entries.entrySet());
    stored.removeIf(e -> e.getValue().isSliced() || e.getValue().size() == 0);
    stored.sort(
        Comparator.comparing(
            Map.Entry::getValue,
            Comparator.comparingInt(BundleEntry::shard).thenComparingLong(BundleEntry::offset)));
    for (int i = 1; i < stored.size(); i++) {
      BundleEntry before = stored.get(i - 1).getValue();
      BundleEntry entry = stored.get(i).getValue();
      if (before.shard() == entry.shard() && before.offset() + before.size() > entry.offset()) {
        throw Checkpoints.malformed(
            "%s and %s take the same bytes of data file %d, from byte %d on"
                .formatted(
                    BundleKeys.quoted(stored.get(i - 1).getKey()),
                    BundleKeys.quoted(stored.get(i).getKey()),
                    entry.shard(),
                    entry.offset()));
      }
    }
  }
}
