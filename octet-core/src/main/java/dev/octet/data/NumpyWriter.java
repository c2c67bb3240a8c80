package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.SafeFile;
import dev.octet.model.ElementType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes {@code .npy} and (deflated) {@code .npz} files. The file appears whole or not at all: it
 * is written beside its place and moved there. The same arrays give the same bytes.
 */
public final class NumpyWriter {
  private static final int BUFFER_SIZE = 1 << 16;

  private NumpyWriter() {}

  /**
   * Writes one array.
   *
   * @throws OctetException {@code NOT_WRITABLE}; {@code BAD_DATA} for a type NumPy does not have
   */
  public static void npy(Path path, NdArray array) {
    String header = header(array);
    write(path, out -> entry(out, header, array));
  }

  /**
   * Writes arrays by name, in their order.
   *
   * @throws OctetException {@code NOT_WRITABLE}; {@code BAD_DATA} for a type NumPy does not have
   */
  public static void npz(Path path, SequencedMap<String, NdArray> arrays) {
    write(
        path,
        out -> {
          var zip = new ZipOutputStream(out);
          for (var named : arrays.entrySet()) {
            var entry = new ZipEntry(named.getKey() + ".npy");
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            entry(zip, header(named.getValue()), named.getValue());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void write(Path path, Content content) {
    SafeFile.write(
        path,
        channel -> {
          var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_SIZE);
          content.writeTo(out);
          out.flush();
        });
  }

  private static void entry(OutputStream out, String header, NdArray array) throws IOException {
    out.write(NpyHeader.MAGIC);
    out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    MemorySegment data = array.data();
    byte[] buffer = new byte[BUFFER_SIZE];
    for (long at = 0; at < data.byteSize(); at += buffer.length) {
      int n = (int) Math.min(buffer.length, data.byteSize() - at);
      MemorySegment.copy(data, at, MemorySegment.ofArray(buffer), 0, n);
      out.write(buffer, 0, n);
    }
  }

  /** The dictionary, padded so that the elements start at a multiple of 64. */
  private static String header(NdArray array) {
    var shape = new StringJoiner(", ", "(", array.rank() == 1 ? ",)" : ")");
    for (long d : array.shape()) {
      shape.add(Long.toString(d));
    }
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(descr(array.type()), shape);
    int padding = Math.floorMod(-(10 + text.length() + 1), 64);
    return text + " ".repeat(padding) + "\n";
  }

  private static String descr(ElementType type) {
    return switch (type) {
      case BOOL -> "|b1";
      case INT8 -> "|i1";
      case UINT8 -> "|u1";
      case INT16 -> "<i2";
      case UINT16 -> "<u2";
      case INT32 -> "<i4";
      case UINT32 -> "<u4";
      case INT64 -> "<i8";
      case UINT64 -> "<u8";
      case FLOAT16 -> "<f2";
      case FLOAT32 -> "<f4";
      case FLOAT64 -> "<f8";
      case COMPLEX64 -> "<c8";
      case COMPLEX128 -> "<c16";
      case BFLOAT16, INT2, INT4, UINT4, STRING, RESOURCE, VARIANT ->
          throw new OctetException(
              ErrorCode.BAD_DATA, "NumPy has no type for " + type.text() + " elements");
    };
  }
}
