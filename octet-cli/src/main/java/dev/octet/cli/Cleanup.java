package dev.octet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes half-written files when the process is interrupted (Ctrl-C, termination), where no {@code
 * finally} runs. A file that was moved into its place in the meantime is simply not there any more.
 */
final class Cleanup implements AutoCloseable {
  private final Set<Path> files = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::deleteAll, "octet-cleanup");

  /** Begins to watch for the end of the process. */
  Cleanup() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Names a file that must not outlive an interrupted process. */
  void add(Path temporary) {
    files.add(temporary);
  }

  /** Deletes the files now. */
  void deleteAll() {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        System.err.println("octet: cannot delete " + file + ": " + e.getMessage());
      }
    }
  }

  /** Stops watching; the files stay as they are. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending: the hook is already at work
    }
  }
}
