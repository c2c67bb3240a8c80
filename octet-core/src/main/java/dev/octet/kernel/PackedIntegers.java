package dev.octet.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Signed integers of 8, 4 or 2 bits, as many to the byte as fit, lowest bits first. */
public final class PackedIntegers {
  private PackedIntegers() {}

  /** One byte for each of so many integers. */
  public static byte[] unpack(MemorySegment packed, int bits, int count) {
    if (bits == Byte.SIZE) {
      return packed.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    }
    var integers = new byte[count];
    int perByte = Byte.SIZE / bits;
    int unused = Integer.SIZE - bits;
    for (int i = 0; i < count; i++) {
      int shift = i % perByte * bits;
      integers[i] =
          (byte) (packed.get(ValueLayout.JAVA_BYTE, i / perByte) >> shift << unused >> unused);
    }
    return integers;
  }

  /** The packed form; the unused bits of the last byte are 0. */
  public static byte[] pack(byte[] integers, int bits) {
    if (bits == Byte.SIZE) {
      return integers.clone();
    }
    int perByte = Byte.SIZE / bits;
    var packed = new byte[Math.ceilDiv(integers.length, perByte)];
    int mask = (1 << bits) - 1;
    for (int i = 0; i < integers.length; i++) {
      packed[i / perByte] |= (byte) ((integers[i] & mask) << (i % perByte * bits));
    }
    return packed;
  }
}
