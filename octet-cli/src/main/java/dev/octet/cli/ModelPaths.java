package dev.octet.cli;

import dev.octet.io.PathSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of models that a command reads and writes. */
final class ModelPaths {
  private ModelPaths() {}

  /**
   * Checks that a result does not go where the model is.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  static void requireOther(Path model, Path output) {
    if (same(model, output)) {
      throw new IllegalArgumentException("--output would overwrite the model itself");
    }
  }

  /** The name of a file without its folder. */
  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** Whether two names are of one file. */
  static boolean same(Path a, Path b) {
    try {
      return (Files.exists(a) && Files.exists(b))
          ? Files.isSameFile(a, b)
          : a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    } catch (IOException e) {
      return false; // whoever opens the files will say what is wrong with them
    }
  }

  /** The bytes of a file, or of all files in a folder. */
  static long size(Path file) {
    return PathSize.of(file);
  }
}
