package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The arrays of a {@code .npy} or {@code .npz} file, told apart by content.
 *
 * <p>Versions 1 to 3 of the format, both byte orders, C and Fortran order, booleans, integers of 8
 * to 64 bits and floats of 16 to 64. Entries of an {@code .npz} may be stored or deflated, and past
 * 4 GB. A {@code .npy} in C order is mapped; what must be unpacked or reordered goes to memory
 * outside the heap, or to a temporary file when it is large.
 *
 * <p>No malformed file does harm: a header is believed only as far as the file bears it out.
 */
public abstract sealed class NumpyFile permits NpyFile, NpzFile {
  private final Path path;

  NumpyFile(Path path) {
    this.path = path;
  }

  /**
   * Opens a file and lists its arrays; no array is read yet.
   *
   * @throws OctetException {@code NOT_READABLE} if there is no such file, {@code BAD_DATA} if it is
   *     neither format or malformed
   */
  public static NumpyFile open(Path path) {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(6);
    } catch (IOException e) {
      throw notReadable(path, e);
    }
    if (isNpy(start)) {
      return new NpyFile(path);
    }
    if (isNumpy(start)) {
      return new NpzFile(path);
    }
    throw new OctetException(
            ErrorCode.BAD_DATA, start.length == 0 ? "is empty" : "is neither npy nor npz")
        .in(path.toString())
        .advise("write it with numpy.save or numpy.savez");
  }

  /** Whether a file that starts like this is one of numpy's. */
  static boolean isNumpy(byte[] start) {
    boolean zip = start.length >= 2 && start[0] == 'P' && start[1] == 'K';
    return zip || isNpy(start);
  }

  private static boolean isNpy(byte[] start) {
    return start.length >= NpyHeader.MAGIC.length
        && Arrays.equals(
            start, 0, NpyHeader.MAGIC.length, NpyHeader.MAGIC, 0, NpyHeader.MAGIC.length);
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** The names of the arrays in the file's order; that of a {@code .npy} is the file's own. */
  public abstract List<String> names();

  /**
   * Reads, or maps, an array.
   *
   * @throws OctetException {@code BAD_DATA} if there is none of that name or it is malformed
   */
  public abstract NdArray read(String name);

  /** The error for a file that cannot be opened or read. */
  static OctetException notReadable(Path path, IOException e) {
    boolean missing = !Files.exists(path);
    String what =
        missing
            ? "no such file"
            : Files.isDirectory(path)
                ? "is a folder"
                : e instanceof FileSystemException f && f.getReason() != null
                    ? "cannot be read: " + f.getReason()
                    : "cannot be read: " + e.getMessage();
    return new OctetException(ErrorCode.NOT_READABLE, what).in(path.toString()).because(e);
  }
}
