package dev.octet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Where tests find models and data. */
public final class Fixtures {
  private static final Path ROOT =
      Path.of(System.getProperty("octet.root", "..")).toAbsolutePath().normalize();

  /**
   * Files of official tools that LiteRT itself refuses: a bias half its size, an LSTM half int8.
   */
  public static final List<Path> MALFORMED =
      List.of(
          Path.of("golden/multi_sig/tf-int16x8_fallback.tflite"),
          Path.of("golden/fmnist_lstm_k2/tf-int16x8_fallback.tflite"));

  private Fixtures() {}

  /** The project's folder. */
  public static Path root() {
    return ROOT;
  }

  /** The example: {@code fashion.tflite}, {@code calib.npz}, {@code test.npz}. */
  public static Path example(String name) {
    return ROOT.resolve("examples/fashion").resolve(name);
  }

  /** A page or file of the documentation. */
  public static Path docs(String name) {
    return ROOT.resolve("docs").resolve(name);
  }

  /** A small model that lies in the project's own test resources, by name without ending. */
  public static Path model(String name) {
    return ROOT.resolve("octet-core/src/test/resources/models").resolve(name + ".tflite");
  }

  /** All small models of the project. */
  public static List<Path> models() {
    return tfliteBelow(ROOT.resolve("octet-core/src/test/resources/models"));
  }

  /** Whether a file of the larger collection is one that LiteRT refuses, and so does Octet. */
  public static boolean isMalformed(Path file) {
    return MALFORMED.stream().anyMatch(file::endsWith);
  }

  /** Whether the larger collection of fixtures lies beside the project. */
  public static boolean hasShared() {
    return Files.isDirectory(ROOT.resolve("../shared/fixtures"));
  }

  /**
   * A file or folder of the larger collection of fixtures; skips the test, aloud, where there is
   * none.
   */
  public static Path shared(String name) {
    if (!hasShared()) {
      System.out.println("SKIPPED: ../shared/fixtures is not beside the project: " + name);
      Assumptions.abort("../shared/fixtures is not beside the project");
    }
    return ROOT.resolve("../shared/fixtures").resolve(name).normalize();
  }

  /** Every {@code .tflite} below a folder, sorted. */
  public static List<Path> tfliteBelow(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".tflite")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
