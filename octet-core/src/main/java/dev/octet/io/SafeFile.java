package dev.octet.io;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file by a new one in one step: the new one is written beside it under another name,
 * then moved into its place. When anything fails, or the process is ended, the old file is as it
 * was and the new one is removed.
 */
public final class SafeFile {
  /** Writes what the file is to hold, and may read it back. */
  @FunctionalInterface
  public interface Content {
    /** Writes from the start of the channel on. */
    void write(FileChannel channel) throws IOException;
  }

  private static final int MAX_TRIES = 1000;

  private SafeFile() {}

  /**
   * Writes a file.
   *
   * @throws OctetException NOT_WRITABLE, or what {@code content} throws
   */
  public static void write(Path target, Content content) {
    try {
      // a link stays a link
      Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      if (Files.exists(real) && !Files.isRegularFile(real)) {
        throw new OctetException(ErrorCode.NOT_WRITABLE, "cannot be written: not a regular file");
      }
      replace(real, content);
    } catch (OctetException e) {
      throw e.in(target.toString());
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_WRITABLE, reason(e)).in(target.toString()).because(e);
    }
  }

  private static void replace(Path target, Content content) throws IOException {
    Path temporary = create(target);
    try {
      try (var channel =
          FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        content.write(channel);
      }
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Makes the file to write to; the JVM removes it should it end (Ctrl-C) before we are done. */
  private static Path create(Path target) throws IOException {
    // names are used again, since the JVM keeps its list of files to remove until it ends
    for (int i = 0; i < MAX_TRIES; i++) {
      Path candidate =
          target.resolveSibling(
              ".%s.%d-%d.tmp".formatted(target.getFileName(), ProcessHandle.current().pid(), i));
      try {
        Files.createFile(candidate);
        candidate.toFile().deleteOnExit();
        return candidate;
      } catch (FileAlreadyExistsException e) {
        // another thread writes the same target: try the next name
      }
    }
    throw new IOException("too many temporary files");
  }

  private static void move(Path temporary, Path target) throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "cannot be written: permission denied";
      case NoSuchFileException _ -> "cannot be written: no such folder";
      case FileSystemException f when f.getReason() != null ->
          "cannot be written: " + f.getReason();
      default -> "cannot be written: " + e.getMessage();
    };
  }
}
