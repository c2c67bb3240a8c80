package dev.octet.format.hdf5;

import io.jhdf.GlobalHeap;
import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of a file as jHDF gets to see them: addresses are checked, and what is read is counted.
 * A sound file's structures are read a few times over at most; who reads more runs in circles.
 */
final class Storage implements HdfBackingStorage {
  private static final long READ_COST = 64;
  private static final long LEAST_BUDGET = 16L << 20;
  private static final long MOST_FOR_SIZE = 2L << 30;
  private static final long FREE_UNPACKED = 128L << 20;

  private final MemorySegment file;
  private final Superblock superblock;
  private final AtomicLong budget;
  private final AtomicLong unpackable;
  private final AtomicLong openable;
  private final Map<Long, GlobalHeap> heaps = new ConcurrentHashMap<>();

  /**
   * Makes storage.
   *
   * @param file from its superblock on, which is where its addresses count from
   */
  Storage(MemorySegment file, Superblock superblock) {
    this.file = file;
    this.superblock = superblock;
    this.budget = new AtomicLong(LEAST_BUDGET + Math.min(8 * file.byteSize(), MOST_FOR_SIZE));
    this.unpackable = new AtomicLong(FREE_UNPACKED + 8 * file.byteSize());
    this.openable = new AtomicLong(Math.min(500_000, 100 + file.byteSize() / 16));
  }

  /** A part of the file. */
  MemorySegment slice(long address, long length) {
    if (address < 0 || length < 0 || address > file.byteSize() - length) {
      throw Hdf5Errors.malformed(
          "points to bytes %d to %d of a file of %d"
              .formatted(address, address + length, file.byteSize()));
    }
    return file.asSlice(address, length);
  }

  /** Takes note that an object was opened; each takes room in the file for the link to it. */
  void opened() {
    if (openable.decrementAndGet() < 0) {
      throw Hdf5Errors.malformed("has more paths than links: objects contain each other");
    }
  }

  /** Takes note of memory for data that cannot be used where it lies. */
  void unpack(long bytes) {
    if (unpackable.addAndGet(-bytes) < 0) {
      throw Hdf5Errors.tooLarge("unpacks to more than any sane model of its size");
    }
  }

  /** The heap at an address, where texts of any length are kept. */
  GlobalHeap globalHeap(long address) {
    return heaps.computeIfAbsent(address, a -> new GlobalHeap(this, a));
  }

  private void spend(long length) {
    if (budget.addAndGet(-READ_COST - length) < 0) {
      throw Hdf5Errors.malformed("its structures lead in circles");
    }
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    spend(length);
    return slice(address, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Clipped at the end of the file: jHDF asks for more of a heap's blocks than there need be. */
  @Override
  public ByteBuffer map(long address, long length) {
    spend(0);
    long present = Math.min(length, file.byteSize() - address);
    return slice(address, present).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return 0;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException("there is no channel");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {}

  @Override
  public long size() {
    return file.byteSize();
  }

  @Override
  public boolean inMemory() {
    return true;
  }
}
