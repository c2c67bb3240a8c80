package dev.octet.format.tensorflow;

import dev.octet.Mutations;
import dev.octet.Watch;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Reads damaged SavedModels: the main class of a JVM of its own, since what must not happen would
 * end it. Prints what it is about to do, so that the last line tells what ended it.
 */
final class SavedModelMutants {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long MOST_KILOBYTES = 700_000;

  private SavedModelMutants() {}

  /**
   * Reads mutants of a file of a SavedModel; ends with 0 when nothing bad happened.
   *
   * @param args the folder, the file in it, the first seed, the seed after the last
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path file = folder.resolve(args[1]);
    byte[] original = Files.readAllBytes(file);
    int accepted = 0;
    int refused = 0;
    Watch watch = Watch.over(LIMIT);
    for (int seed = Integer.parseInt(args[2]); seed < Integer.parseInt(args[3]); seed++) {
      watch.next();
      System.out.println(file + " seed " + seed);
      Files.write(file, Mutations.of(original, new Random(seed)));
      if (reads(folder)) {
        accepted++;
      } else {
        refused++;
      }
      if (Watch.peakKilobytes() > MOST_KILOBYTES) {
        throw new AssertionError("peak memory " + Watch.peakKilobytes() + " KB");
      }
    }
    System.out.printf(
        "accepted %d, refused %d, peak memory %d KB%n", accepted, refused, Watch.peakKilobytes());
  }

  /** Whatever is refused is the input's fault, in one line, with advice. */
  private static boolean reads(Path folder) {
    try {
      TensorFlow.read(folder, TensorFlowOptions.standard());
      return true;
    } catch (OctetException e) {
      if (!List.of(ErrorCode.Kind.INPUT, ErrorCode.Kind.USAGE).contains(e.code().kind())
          || e.advice().isEmpty()
          || String.valueOf(e.getMessage()).lines().count() != 1) {
        throw e;
      }
      return false;
    }
  }
}
