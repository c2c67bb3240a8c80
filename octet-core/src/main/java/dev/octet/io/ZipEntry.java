package dev.octet.io;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/**
 * A file in a zip archive.
 *
 * @param name in the archive
 * @param packed its bytes there, a view
 * @param method how it is packed: 0 not at all, 8 deflated
 * @param size of the unpacked file, as the archive says
 * @param checksum CRC-32 of the unpacked file
 */
public record ZipEntry(String name, MemorySegment packed, int method, long size, int checksum) {
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ALIGNMENT = 64;
  private static final int PIECE = 1 << 30;

  /**
   * The unpacked file: a view where it is stored as it is, whose checksum is not looked at for it
   * would take reading it all; otherwise memory outside of the heap, checked.
   *
   * @param most bytes it may have
   * @throws OctetException MALFORMED_MODEL; MODEL_TOO_LARGE; UNSUPPORTED_MODEL for other packing
   */
  public MemorySegment bytes(long most) {
    if (size < 0 || size > most) {
      throw new OctetException(
              ErrorCode.MODEL_TOO_LARGE,
              "claims to unpack to %d bytes, where %d are plenty".formatted(size, most))
          .advise("store it in the zip archive without compression")
          .in(name);
    }
    return switch (method) {
      case STORED -> stored();
      case DEFLATED -> checked(inflated());
      default ->
          throw new OctetException(
                  ErrorCode.UNSUPPORTED_MODEL, "is packed by method %d".formatted(method))
              .advise("pack it with deflate or not at all")
              .in(name);
    };
  }

  /**
   * The same, its checksum looked at in any case.
   *
   * @throws OctetException as {@link #bytes(long)}
   */
  public MemorySegment checkedBytes(long most) {
    MemorySegment bytes = bytes(most);
    return method == STORED ? checked(bytes) : bytes;
  }

  private MemorySegment stored() {
    if (packed.byteSize() != size) {
      throw bad("is %d bytes long, not %d".formatted(packed.byteSize(), size));
    }
    return packed;
  }

  private MemorySegment inflated() {
    if (!Inflation.canHold(packed.byteSize(), size)) {
      throw bad("claims to unpack %d bytes to %d".formatted(packed.byteSize(), size));
    }
    // one more, to see whether there is more
    MemorySegment room = NativeMemory.allocate(size + 1, ALIGNMENT);
    try {
      if (Inflation.inflate(packed, room, true) != size) {
        throw bad("does not unpack to the %d bytes it claims".formatted(size));
      }
    } catch (DataFormatException e) {
      throw bad("cannot be unpacked").because(e);
    }
    return room.asSlice(0, size).asReadOnly();
  }

  private MemorySegment checked(MemorySegment bytes) {
    var crc = new CRC32();
    for (long at = 0; at < bytes.byteSize(); at += PIECE) {
      crc.update(bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
    }
    if ((int) crc.getValue() != checksum) {
      throw bad("is damaged: its checksum is wrong");
    }
    return bytes;
  }

  private OctetException bad(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what)
        .advise("save the model again, or copy the file again")
        .in(name);
  }
}
