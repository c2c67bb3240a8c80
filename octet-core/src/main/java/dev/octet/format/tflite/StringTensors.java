package dev.octet.format.tflite;

import dev.octet.model.Constant;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;

/**
 * The layout of string constants: a count, the start of each string and the end of the last (all
 * 32-bit, from the start of the data), then the characters.
 */
final class StringTensors {
  private StringTensors() {}

  /** Checks counts and offsets against the number of bytes and the shape. */
  static void check(Constant data, Shape shape) {
    MemorySegment bytes = data.bytes();
    long size = bytes.byteSize();
    if (size == 0 && shape.elements() == 0) {
      return;
    }
    long count = size < 8 ? -1 : bytes.get(Constant.I32, 0);
    if (count < 0 || 4 * (count + 2) > size || count != shape.elements()) {
      throw TfliteReader.malformed(
          "string%s has %d bytes of data for %d strings".formatted(shape, size, count));
    }
    long previous = 4 * (count + 2);
    for (long i = 0; i <= count; i++) {
      long offset = Integer.toUnsignedLong(bytes.get(Constant.I32, 4 * (i + 1)));
      if (offset < previous || offset > size) {
        throw TfliteReader.malformed(
            "string %d starts at byte %d of %d".formatted(i, offset, size));
      }
      previous = offset;
    }
  }
}
