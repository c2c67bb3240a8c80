package dev.octet.format.hdf5;

import io.jhdf.FractalHeap;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.BTreeRecord;
import java.nio.ByteBuffer;

/**
 * The structures of newer files that say in advance how much they hold. jHDF makes room for that
 * much before it looks whether it is there; so here it is looked at first.
 */
final class Dense {
  private static final int MOST_LEVELS = 16;

  private Dense() {}

  /** A heap of links or attributes. */
  static FractalHeap heap(Storage storage, long address) {
    int offset = storage.getSizeOfOffsets();
    int length = storage.getSizeOfLengths();
    int widthAt = 14 + 10 * length + 2 * offset;
    int rowsAt = widthAt + 2 + 2 * length + 4 + offset;
    ByteBuffer header = storage.readBufferFromAddress(address, rowsAt + 2);
    long blocks =
        (long) Short.toUnsignedInt(header.getShort(widthAt))
            * Short.toUnsignedInt(header.getShort(rowsAt));
    check(blocks * offset, storage);
    return new FractalHeap(storage, address);
  }

  /** A tree of version 2. */
  static <T extends BTreeRecord> BTreeV2<T> tree(Storage storage, long address) {
    int totalAt = 18 + storage.getSizeOfOffsets();
    int length = storage.getSizeOfLengths();
    ByteBuffer header = storage.readBufferFromAddress(address, totalAt + length);
    int recordBytes = Short.toUnsignedInt(header.getShort(10));
    if (Short.toUnsignedInt(header.getShort(12)) > MOST_LEVELS) {
      throw Hdf5Errors.malformed("a tree of more levels than there is use for");
    }
    check(count(header, totalAt, length), Math.max(1, recordBytes), storage);
    return new BTreeV2<>(storage, address);
  }

  /** The number of chunks that a fixed array says it has room for. */
  static void checkFixedArray(Storage storage, long address) {
    int length = storage.getSizeOfLengths();
    ByteBuffer header = storage.readBufferFromAddress(address, 8 + length);
    check(count(header, 8, length), Math.max(1, Byte.toUnsignedInt(header.get(6))), storage);
  }

  private static long count(ByteBuffer header, int at, int length) {
    return switch (length) {
      case 2 -> Short.toUnsignedLong(header.getShort(at));
      case 4 -> Integer.toUnsignedLong(header.getInt(at));
      default -> header.getLong(at);
    };
  }

  private static void check(long count, int bytesEach, Storage storage) {
    check(count > storage.size() ? count : count * bytesEach, storage);
  }

  private static void check(long bytes, Storage storage) {
    if (bytes < 0 || bytes > storage.size()) {
      throw Hdf5Errors.malformed(
          "an index of %d bytes in a file of %d".formatted(bytes, storage.size()));
    }
  }
}
