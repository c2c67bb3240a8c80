package dev.octet.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder that native libraries are unpacked to. */
final class NativeFolder {
  private NativeFolder() {}

  /**
   * Chooses a folder and makes it.
   *
   * @param asked the folder the user named, or null
   * @param environment the environment variables
   * @param home the user's home folder
   * @return a folder that can be written to: the one asked for, the one below the user's caches, or
   *     a temporary one that is deleted when the JVM ends
   */
  static Path choose(@Nullable String asked, Map<String, String> environment, String home) {
    if (asked != null && !asked.isEmpty()) {
      return Path.of(asked).toAbsolutePath();
    }
    Path folder = caches(environment, home).resolve("octet").resolve("natives");
    return writable(folder) ? folder : temporary();
  }

  private static Path caches(Map<String, String> environment, String home) {
    for (String variable : new String[] {"XDG_CACHE_HOME", "LOCALAPPDATA"}) {
      String value = environment.get(variable);
      if (value != null && Path.of(value).isAbsolute()) {
        return Path.of(value);
      }
    }
    return Path.of(home, ".cache").toAbsolutePath();
  }

  private static boolean writable(Path folder) {
    try {
      return Files.isWritable(Files.createDirectories(folder));
    } catch (IOException e) {
      return false;
    }
  }

  private static Path temporary() {
    try {
      Path folder = Files.createTempDirectory("octet-natives");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes what can be deleted; Windows holds on to a library in use. */
  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      return;
    }
  }
}
