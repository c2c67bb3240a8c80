package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IDX file, such as those of MNIST: two zeros, the type, the number of axes, each axis in four
 * bytes, the elements in C order; all big-endian.
 */
final class IdxFile {
  private static final int MAGIC = 4;

  private IdxFile() {}

  /** Whether a file that starts like this is one. */
  static boolean startsAsIdx(byte[] start) {
    return start.length >= MAGIC
        && start[0] == 0
        && start[1] == 0
        && type(start[2]).isPresent()
        && start[3] >= 0;
  }

  private static Optional<ElementType> type(int code) {
    return Optional.ofNullable(
        switch (code) {
          case 0x08 -> ElementType.UINT8;
          case 0x09 -> ElementType.INT8;
          case 0x0B -> ElementType.INT16;
          case 0x0C -> ElementType.INT32;
          case 0x0D -> ElementType.FLOAT32;
          case 0x0E -> ElementType.FLOAT64;
          default -> null;
        });
  }

  /**
   * The array of a file; bytes stay where they are.
   *
   * @throws OctetException {@code BAD_DATA} if the file is not as long as its header says
   */
  static LabelledArray read(Unpacked file) {
    try {
      NpyHeader header = header(file.whole());
      long bytes = header.dataBytes(file.bytes().byteSize() - header.length());
      var stored = file.bytes().asSlice(header.length(), bytes);
      return new LabelledArray(file.path().toString(), NpyLayout.array(header, stored));
    } catch (OctetException e) {
      throw e.where().startsWith(file.path().toString()) ? e : e.in(file.path().toString());
    } catch (IOException e) {
      throw NumpyFile.notReadable(file.path(), e);
    }
  }

  private static NpyHeader header(Unpacked file) {
    int rank = file.at(3);
    int length = MAGIC + rank * Integer.BYTES;
    if (file.bytes().byteSize() < length) {
      throw bad("is cut off: %d axes take %d bytes".formatted(rank, length)).in("byte 3");
    }
    var shape = new long[rank];
    for (int i = 0; i < rank; i++) {
      for (int b = 0; b < Integer.BYTES; b++) {
        shape[i] = shape[i] << 8 | file.at(MAGIC + i * Integer.BYTES + b);
      }
    }
    ElementType type =
        type(file.at(2)).orElseThrow(() -> bad("has elements of type " + file.at(2)).in("byte 2"));
    if (Arrays.stream(shape).anyMatch(d -> d == 0)) {
      throw bad("has no elements: " + Arrays.toString(shape)).in("byte " + MAGIC);
    }
    return new NpyHeader(type, true, false, shape, length);
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
