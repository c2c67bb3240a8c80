package dev.octet.io;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * The checksums of TensorFlow's checkpoints and records: CRC-32C, rotated by 15 bits, plus a
 * number, so that the checksum of bytes that hold checksums is a good one too.
 */
public final class MaskedCrc {
  private static final int ROTATED = 15;
  private static final int ADDED = 0xa282ead8;
  private static final long STEP = 1L << 30;

  private final CRC32C crc = new CRC32C();

  /** The checksum of these bytes. */
  public static int of(MemorySegment bytes) {
    var crc = new MaskedCrc();
    crc.add(bytes);
    return crc.value();
  }

  /** Adds these bytes. */
  public void add(MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at += STEP) {
      crc.update(bytes.asSlice(at, Math.min(STEP, bytes.byteSize() - at)).asByteBuffer());
    }
  }

  /** Adds the four bytes of a number, the lowest first. */
  public void add(int number) {
    add(number, Integer.BYTES);
  }

  /** Adds the eight bytes of a number, the lowest first. */
  public void add(long number) {
    add(number, Long.BYTES);
  }

  private void add(long number, int bytes) {
    for (int i = 0; i < bytes; i++) {
      crc.update((int) (number >>> (8 * i)));
    }
  }

  /** The checksum of all that was added. */
  public int value() {
    return Integer.rotateRight((int) crc.getValue(), ROTATED) + ADDED;
  }
}
