package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.MappedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, unpacked when it is a gzip or a zlib one: mapped as they are, or in {@link
 * Scratch}.
 *
 * @param damage what ended the unpacking before its time, or null; the bytes are those before
 */
record Unpacked(Path path, MemorySegment bytes, @Nullable OctetException damage) {
  private static final int BUFFER = 1 << 16;

  /** How a file is packed. */
  enum Packing {
    NONE,
    GZIP,
    ZLIB;

    static Packing of(byte[] start) {
      if (start.length < 2) {
        return NONE;
      }
      int first = start[0] & 0xFF;
      int second = start[1] & 0xFF;
      if (first == 0x1F && second == 0x8B) {
        return GZIP;
      }
      // deflate with a window of up to 32 KB, and the check of the header itself
      boolean zlib = (first & 0xF) == 8 && first >> 4 <= 7 && (first << 8 | second) % 31 == 0;
      return zlib ? ZLIB : NONE;
    }

    InputStream open(InputStream in) throws IOException {
      return switch (this) {
        case NONE -> in;
        case GZIP -> new GZIPInputStream(in, BUFFER);
        case ZLIB -> new InflaterInputStream(in);
      };
    }
  }

  /** The first bytes of a file as they are. */
  static byte[] start(Path path, int most) {
    return start(path, Packing.NONE, most);
  }

  /** The first bytes of a file, unpacked; fewer when there are no more, or they are damaged. */
  static byte[] start(Path path, Packing packing, int most) {
    try (var file = Files.newInputStream(path)) {
      return packing == Packing.NONE ? file.readNBytes(most) : unpackedStart(packing, file, most);
    } catch (IOException e) {
      throw NumpyFile.notReadable(path, e);
    }
  }

  private static byte[] unpackedStart(Packing packing, InputStream file, int most) {
    var start = new byte[most];
    int n = 0;
    try (var in = packing.open(new BufferedInputStream(file))) {
      for (int k = 0; n < most && k >= 0; n += Math.max(0, k)) {
        k = in.read(start, n, most - n);
      }
    } catch (IOException e) {
      // what comes out tells what it is; the error comes when all of it is read
    }
    return Arrays.copyOf(start, n);
  }

  /**
   * All bytes of a file.
   *
   * @throws OctetException {@code NOT_READABLE}
   */
  static Unpacked of(Path path, Packing packing) {
    if (packing == Packing.NONE) {
      return new Unpacked(path, MappedFile.map(path), null);
    }
    List<IOException> failed = new ArrayList<>();
    try (var in = packing.open(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
      MemorySegment bytes = Scratch.storeAll(in, failed::add);
      return new Unpacked(
          path, bytes, failed.isEmpty() ? null : damaged(bytes.byteSize(), failed.getFirst()));
    } catch (IOException e) {
      throw NumpyFile.notReadable(path, e);
    }
  }

  private static OctetException damaged(long size, IOException e) {
    return new OctetException(ErrorCode.BAD_DATA, "cannot be unpacked further: " + e.getMessage())
        .in("byte %d of what is packed".formatted(size))
        .because(e);
  }

  /** This if all of it could be unpacked. */
  Unpacked whole() {
    if (damage != null) {
      throw damage.in(path.toString());
    }
    return this;
  }

  /** A byte as a number from 0 to 255. */
  int at(long position) {
    return bytes.get(ValueLayout.JAVA_BYTE, position) & 0xFF;
  }
}
