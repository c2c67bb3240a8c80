package dev.octet.io;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files as memory: nothing is read before somebody looks at it. */
public final class MappedFile {
  private MappedFile() {}

  /**
   * Maps a file. The bytes are there for as long as they are referred to; the file must not change
   * meanwhile.
   *
   * @throws OctetException NOT_READABLE
   */
  public static MemorySegment map(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (IOException e) {
      String what =
          switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> "cannot be read: " + e.getMessage();
          };
      throw new OctetException(ErrorCode.NOT_READABLE, what).in(file.toString()).because(e);
    }
  }
}
