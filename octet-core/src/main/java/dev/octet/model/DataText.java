package dev.octet.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.StringJoiner;
import java.util.zip.CRC32;

/**
 * Prints data of constants.
 *
 * @param longest data of more values, or bytes, than this are left out
 */
record DataText(int longest) {
  /** Left out data of up to this many bytes have their checksum printed. */
  private static final long CHECKED = 1 << 20;

  /** The data of a constant tensor. */
  String of(Tensor tensor, Constant data) {
    ElementType type = tensor.type();
    if (type.bits() == 0 || data.byteSize() != type.bytes(tensor.shape().elements())) {
      return raw(data);
    }
    long count = tensor.shape().elements();
    if (count > longest) {
      return data.byteSize() <= CHECKED && isSplat(type, data.bytes())
          ? splat(type, data.bytes(), data)
          : leftOut(count + " values", data);
    }
    MemorySegment bytes = data.bytes();
    var values = new StringJoiner(", ", "{", "}");
    for (long i = 0; i < count; i++) {
      String word = Elements.word(type, bytes, i);
      if (word == null || !paddingIsZero(type, count, bytes)) {
        return raw(data);
      }
      values.add(word);
    }
    return values.toString();
  }

  private static boolean isSplat(ElementType type, MemorySegment bytes) {
    int width = type.bits() / 8;
    return type.bits() % 8 == 0
        && bytes.asSlice(width).mismatch(bytes.asSlice(0, bytes.byteSize() - width)) == -1;
  }

  private String splat(ElementType type, MemorySegment bytes, Constant data) {
    String word = Elements.word(type, bytes, 0);
    return word == null ? raw(data) : "splat " + word;
  }

  private static boolean paddingIsZero(ElementType type, long count, MemorySegment bytes) {
    long used = count * type.bits() % 8;
    return used == 0
        || (bytes.get(ValueLayout.JAVA_BYTE, bytes.byteSize() - 1) & 0xFF) >> used == 0;
  }

  /** Bytes of no known type. */
  String raw(Constant data) {
    return data.byteSize() > 4L * longest
        ? leftOut(data.byteSize() + " bytes", data)
        : Elements.hex(data.bytes());
  }

  private static String leftOut(String what, Constant data) {
    if (data.byteSize() > CHECKED) {
      return "{… " + what + "}";
    }
    var crc = new CRC32();
    crc.update(data.bytes().asByteBuffer());
    return "{… %s, crc32 %08x}".formatted(what, crc.getValue());
  }
}
