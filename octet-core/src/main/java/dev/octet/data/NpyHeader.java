package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What a {@code .npy} file says of its array (NumPy's format, versions 1 to 3).
 *
 * @param type the type of the elements
 * @param bigEndian whether their bytes are in the other order than Octet's
 * @param fortran whether the first axis is the fastest, instead of the last
 * @param shape sizes, none negative
 * @param length the bytes before the elements
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NpyHeader(ElementType type, boolean bigEndian, boolean fortran, long[] shape, int length) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Headers are some 100 bytes; only structured types, refused anyway, have long ones. */
  private static final int LONGEST = 1 << 20;

  /** Reads a header and leaves the stream behind it. */
  static NpyHeader read(InputStream in) throws IOException {
    byte[] start = in.readNBytes(10);
    if (start.length < 10 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
      throw bad("does not start as an npy array does", 0);
    }
    var buffer = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int version = start[6];
    int textStart = version == 1 ? 10 : 12;
    long textLength =
        switch (version) {
          case 1 -> buffer.getShort(8) & 0xFFFF;
          case 2, 3 -> (buffer.getShort(8) & 0xFFFF) | ((long) rest(in) << 16);
          default -> throw bad("npy version " + version + " is not 1, 2 or 3", 6);
        };
    if (textLength > LONGEST) {
      throw bad("the npy header claims " + textLength + " bytes", 8);
    }
    byte[] text = in.readNBytes((int) textLength);
    if (text.length < textLength) {
      throw bad("the npy header ends after " + text.length + " of " + textLength + " bytes", 8);
    }
    var charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return of(new HeaderText(new String(text, charset), textStart).dictionary(), textStart)
        .withLength(textStart + (int) textLength);
  }

  private static int rest(InputStream in) throws IOException {
    byte[] high = in.readNBytes(2);
    if (high.length < 2) {
      throw bad("the npy header ends after its length", 10);
    }
    return (high[0] & 0xFF) | (high[1] & 0xFF) << 8;
  }

  private static NpyHeader of(Map<String, Object> fields, int textStart) {
    if (!fields.keySet().equals(Set.of("descr", "fortran_order", "shape"))
        || !(fields.get("fortran_order") instanceof Boolean fortran)
        || !(fields.get("shape") instanceof long[] shape)) {
      throw bad("the npy header does not give exactly descr, fortran_order and shape", textStart);
    }
    if (!(fields.get("descr") instanceof String descr) || descr.length() < 2) {
      throw bad("structured arrays cannot be samples", textStart)
          .advise("save each field as an array of its own");
    }
    return new NpyHeader(
        type(descr.substring(1), descr, textStart), descr.charAt(0) == '>', fortran, shape, 0);
  }

  private static ElementType type(String kind, String descr, int textStart) {
    if ("<>|=".indexOf(descr.charAt(0)) < 0) {
      throw bad("numpy type '" + descr + "' does not start with one of < > | =", textStart);
    }
    return switch (kind) {
      case "b1" -> ElementType.BOOL;
      case "i1" -> ElementType.INT8;
      case "u1" -> ElementType.UINT8;
      case "i2" -> ElementType.INT16;
      case "u2" -> ElementType.UINT16;
      case "i4" -> ElementType.INT32;
      case "u4" -> ElementType.UINT32;
      case "i8" -> ElementType.INT64;
      case "u8" -> ElementType.UINT64;
      case "f2" -> ElementType.FLOAT16;
      case "f4" -> ElementType.FLOAT32;
      case "f8" -> ElementType.FLOAT64;
      default ->
          throw bad("numpy type '" + descr + "' (" + kindName(kind) + ") is not read", textStart)
              .advise("save it as float32 or as integers");
    };
  }

  private static String kindName(String kind) {
    return switch (kind.charAt(0)) {
      case 'O' -> "Python objects";
      case 'U', 'S', 'a' -> "text";
      case 'c' -> "complex numbers";
      case 'M', 'm' -> "times";
      case 'V' -> "raw bytes, such as bfloat16";
      default -> "a width Octet does not know";
    };
  }

  private NpyHeader withLength(int bytes) {
    return new NpyHeader(type, bigEndian, fortran, shape, bytes);
  }

  /**
   * The bytes of the elements, checked against the bytes that are there.
   *
   * @param available the bytes behind the header
   */
  long dataBytes(long available) {
    long bytes;
    try {
      bytes = type.bytes(NdArray.elements(shape));
    } catch (ArithmeticException e) {
      throw bad("shape " + Arrays.toString(shape) + " is larger than any file", length);
    }
    if (bytes != available) {
      throw bad(
          "%s%s takes %d bytes, there are %d"
              .formatted(type.text(), Arrays.toString(shape).replace(" ", ""), bytes, available),
          length);
    }
    return bytes;
  }

  /** Whether the bytes in the file are those of an {@link NdArray}. */
  boolean isNative() {
    return !(bigEndian && type.bits() > 8) && !isTransposed();
  }

  /** Whether Fortran order differs from C order: at least two axes are longer than 1. */
  boolean isTransposed() {
    return fortran && Arrays.stream(shape).filter(d -> d > 1).count() > 1;
  }

  private static OctetException bad(String what, int offset) {
    return new OctetException(ErrorCode.BAD_DATA, what).in("byte " + offset);
  }
}
