package dev.octet.format.hdf5;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The checksum that HDF5 can put behind a chunk: over big-endian words of 16 bits. */
final class Fletcher32 {
  private static final ValueLayout.OfShort WORD =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int MODULUS = 65_535;

  private Fletcher32() {}

  static int of(MemorySegment bytes) {
    long first = 0;
    long second = 0;
    long even = bytes.byteSize() & ~1L;
    for (long at = 0; at < even; at += 2) {
      first = (first + Short.toUnsignedInt(bytes.get(WORD, at))) % MODULUS;
      second = (second + first) % MODULUS;
    }
    if (even < bytes.byteSize()) {
      first = (first + (Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, even)) << 8)) % MODULUS;
      second = (second + first) % MODULUS;
    }
    return (int) (second << 16 | first);
  }
}
