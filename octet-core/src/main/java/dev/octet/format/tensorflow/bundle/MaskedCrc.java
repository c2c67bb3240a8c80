package dev.octet.format.tensorflow.bundle;

import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * The checksums of checkpoints: CRC-32C, rotated by 15 bits, plus a number, so that the checksum of
 * bytes that hold checksums is a good one too.
 */
final class MaskedCrc {
  private static final int ROTATED = 15;
  private static final int ADDED = 0xa282ead8;
  private static final long STEP = 1L << 30;

  private final CRC32C crc = new CRC32C();

  /** The checksum of these bytes. */
  static int of(MemorySegment bytes) {
    var crc = new MaskedCrc();
    crc.add(bytes);
    return crc.value();
  }

  /** Adds these bytes. */
  void add(MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at += STEP) {
      crc.update(bytes.asSlice(at, Math.min(STEP, bytes.byteSize() - at)).asByteBuffer());
    }
  }

  /** Adds the four bytes of a number, the lowest first. */
  void add(int number) {
    crc.update(Constant.of(number).bytes().asByteBuffer());
  }

  /** Adds the eight bytes of a number, the lowest first. */
  void add(long number) {
    crc.update(Constant.of(number).bytes().asByteBuffer());
  }

  /** The checksum of all that was added. */
  int value() {
    return Integer.rotateRight((int) crc.getValue(), ROTATED) + ADDED;
  }
}
