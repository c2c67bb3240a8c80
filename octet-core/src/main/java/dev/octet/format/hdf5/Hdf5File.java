package dev.octet.format.hdf5;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.MappedFile;
import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * An HDF5 file. Safe for use by several threads; what its groups and datasets throw names the file
 * and the path in it.
 */
public final class Hdf5File {
  private static final MemorySegment SIGNATURE =
      MemorySegment.ofArray(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
  private static final long FIRST_BLOCK = 512;
  private static final int SUPERBLOCK_BYTES = 4096;
  private static final List<Integer> WIDTHS = List.of(2, 4, 8);

  private final Hdf5Group root;

  private Hdf5File(Hdf5Group root) {
    this.root = root;
  }

  /** Whether an HDF5 file starts with these bytes: perhaps after a block of the user's own. */
  public static boolean recognises(MemorySegment bytes) {
    return start(bytes).isPresent();
  }

  /** The signature is at byte 0, 512, 1024, 2048 ... */
  private static OptionalLong start(MemorySegment bytes) {
    long last = bytes.byteSize() - SIGNATURE.byteSize();
    for (long at = 0; at <= last; at = at == 0 ? FIRST_BLOCK : at * 2) {
      if (bytes.asSlice(at, SIGNATURE.byteSize()).mismatch(SIGNATURE) < 0) {
        return OptionalLong.of(at);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Opens a file, which is mapped and must not change while it is in use.
   *
   * @throws OctetException NOT_READABLE; otherwise as {@link #of}
   */
  public static Hdf5File open(Path file) {
    return of(MappedFile.map(file), file.toString());
  }

  /**
   * Opens a file in memory; datasets may be views on it.
   *
   * @param name for messages; empty where the caller names the file
   * @throws OctetException UNKNOWN_FORMAT if it is no HDF5 file; MALFORMED_MODEL; UNSUPPORTED_MODEL
   *     for a version of the format that is not known
   */
  public static Hdf5File of(MemorySegment bytes, String name) {
    return Hdf5Errors.in(
        name,
        () -> {
          long start =
              start(bytes)
                  .orElseThrow(
                      () ->
                          new OctetException(ErrorCode.UNKNOWN_FORMAT, "is no HDF5 file")
                              .advise("its signature is missing"));
          return of(bytes.asSlice(start), name, start);
        });
  }

  private static Hdf5File of(MemorySegment file, String name, long start) {
    Superblock block =
        Superblock.readSuperblock(
            file.asSlice(0, Math.min(file.byteSize(), SUPERBLOCK_BYTES))
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN));
    if (!WIDTHS.contains(block.getSizeOfOffsets()) || !WIDTHS.contains(block.getSizeOfLengths())) {
      throw Hdf5Errors.malformed("its addresses have no sensible width");
    }
    if (block.getBaseAddressByte() != start) {
      throw Hdf5Errors.malformed("its base address is wrong");
    }
    // some writers count the bytes from the start of the file, others from the superblock
    long end = block.getEndOfFileAddress() - start;
    if (end > file.byteSize()) {
      throw Hdf5Errors.malformed(
          "is cut off: %d bytes of %d are there".formatted(file.byteSize(), end));
    }
    var storage = new Storage(file, block);
    return new Hdf5File(new Hdf5Group(Hdf5Object.root(storage, name, rootAddress(storage, block))));
  }

  private static long rootAddress(Storage storage, Superblock block) {
    return switch (block) {
      case SuperblockV0V1 old ->
          new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress())
              .getObjectHeaderAddress();
      case SuperblockV2V3 young -> young.getRootGroupObjectHeaderAddress();
      default -> throw Hdf5Errors.unsupported("an HDF5 file of an unknown version");
    };
  }

  /** The group that holds all else. */
  public Hdf5Group root() {
    return root;
  }
}
