package dev.octet.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Single elements of constants as words of the text form. */
final class Elements {
  private static final ValueLayout.OfLong I64 = Constant.I64;
  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Elements() {}

  /** The word for an element, or null when the type has none that says all. */
  static @Nullable String word(ElementType type, MemorySegment bytes, long index) {
    return switch (type) {
      case FLOAT32 -> exact(type, bytes, index, bytes.getAtIndex(Constant.F32, index) + "");
      case FLOAT64 -> exact(type, bytes, index, bytes.getAtIndex(F64, index) + "");
      case FLOAT16 ->
          exact(
              type, bytes, index, Float.float16ToFloat(bytes.getAtIndex(Constant.I16, index)) + "");
      case BFLOAT16 -> {
        int bits = bytes.getAtIndex(Constant.I16, index) << 16;
        yield exact(type, bytes, index, Float.intBitsToFloat(bits) + "");
      }
      case BOOL ->
          switch (bytes.get(ValueLayout.JAVA_BYTE, index)) {
            case 0 -> "false";
            case 1 -> "true";
            default -> null;
          };
      case UINT64 -> Long.toUnsignedString(bytes.getAtIndex(I64, index));
      case INT2, INT4, INT8, INT16, INT32, INT64, UINT4, UINT8, UINT16, UINT32 ->
          Long.toString(integer(type, bytes, index));
      case COMPLEX64, COMPLEX128, STRING, RESOURCE, VARIANT -> null;
    };
  }

  private static @Nullable String exact(
      ElementType type, MemorySegment bytes, long index, String word) {
    int width = type.bits() / 8;
    var again = MemorySegment.ofArray(new byte[width]);
    put(type, again, 0, word); // a NaN may hold bits that the word does not say
    return again.mismatch(bytes.asSlice(index * width, width)) == -1 ? word : null;
  }

  private static long integer(ElementType type, MemorySegment bytes, long index) {
    int bits = type.bits();
    long raw =
        switch (bits) {
          case 8 -> bytes.get(ValueLayout.JAVA_BYTE, index);
          case 16 -> bytes.getAtIndex(Constant.I16, index);
          case 32 -> bytes.getAtIndex(Constant.I32, index);
          case 64 -> bytes.getAtIndex(I64, index);
          default -> {
            long bit = index * bits;
            yield bytes.get(ValueLayout.JAVA_BYTE, bit / 8) >> (bit % 8);
          }
        };
    boolean signed =
        switch (type) {
          case UINT4, UINT8, UINT16, UINT32 -> false;
          default -> true;
        };
    return signed ? raw << (64 - bits) >> (64 - bits) : raw << (64 - bits) >>> (64 - bits);
  }

  /**
   * Stores a word as an element.
   *
   * @param bytes zero where the element goes
   * @throws IllegalArgumentException if the type cannot hold it
   */
  static void put(ElementType type, MemorySegment bytes, long index, String word) {
    switch (type) {
      case FLOAT32 -> bytes.setAtIndex(Constant.F32, index, Float.parseFloat(word));
      case FLOAT64 -> bytes.setAtIndex(F64, index, Double.parseDouble(word));
      case FLOAT16 -> {
        short half = Float.floatToFloat16(Float.parseFloat(word));
        bytes.setAtIndex(Constant.I16, index, half);
      }
      case BFLOAT16 -> {
        int bits = Float.floatToRawIntBits(Float.parseFloat(word));
        boolean nan = Float.isNaN(Float.intBitsToFloat(bits));
        int rounded = nan ? bits : bits + 0x7FFF + (bits >>> 16 & 1);
        bytes.setAtIndex(Constant.I16, index, (short) (rounded >> 16));
      }
      case BOOL -> bytes.set(ValueLayout.JAVA_BYTE, index, (byte) (flag(word) ? 1 : 0));
      case UINT64 -> bytes.setAtIndex(I64, index, Long.parseUnsignedLong(word));
      case INT2, INT4, INT8, INT16, INT32, INT64, UINT4, UINT8, UINT16, UINT32 ->
          putInteger(type, bytes, index, Long.parseLong(word));
      case COMPLEX64, COMPLEX128, STRING, RESOURCE, VARIANT ->
          throw new IllegalArgumentException(type.text() + " data are given as 0x bytes");
    }
  }

  private static boolean flag(String word) {
    if (!word.equals("true") && !word.equals("false")) {
      throw new IllegalArgumentException("'" + word + "' is neither true nor false");
    }
    return word.equals("true");
  }

  private static void putInteger(ElementType type, MemorySegment bytes, long index, long value) {
    int bits = type.bits();
    switch (bits) {
      case 8 -> bytes.set(ValueLayout.JAVA_BYTE, index, (byte) value);
      case 16 -> bytes.setAtIndex(Constant.I16, index, (short) value);
      case 32 -> bytes.setAtIndex(Constant.I32, index, (int) value);
      case 64 -> bytes.setAtIndex(I64, index, value);
      default -> {
        long bit = index * bits;
        int old = bytes.get(ValueLayout.JAVA_BYTE, bit / 8);
        long masked = value & ~(-1L << bits);
        bytes.set(ValueLayout.JAVA_BYTE, bit / 8, (byte) (old | masked << (bit % 8)));
      }
    }
    if (integer(type, bytes, index) != value) {
      throw new IllegalArgumentException(value + " is out of range of " + type.text());
    }
  }

  /** All bytes as {@code 0x…}. */
  static String hex(MemorySegment bytes) {
    return "0x" + HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE));
  }

  /**
   * The bytes of {@code 0x…}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static MemorySegment bytes(String word) {
    if (!word.startsWith("0x")) {
      throw new IllegalArgumentException("'" + word + "' is no 0x bytes");
    }
    return MemorySegment.ofArray(HexFormat.of().parseHex(word.substring(2))).asReadOnly();
  }
}
