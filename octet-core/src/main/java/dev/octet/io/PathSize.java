package dev.octet.io;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a file takes, or a folder of files. */
public final class PathSize {
  private PathSize() {}

  /** The bytes of a file, or of all files in a folder. */
  public static long of(Path file) {
    try (Stream<Path> files = Files.walk(file)) {
      long bytes = 0;
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(one);
      }
      return bytes;
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(file.toString())
          .because(e);
    }
  }
}
