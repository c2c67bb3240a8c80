package dev.octet;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.TensorFlow;
import dev.octet.format.tensorflow.TensorFlowOptions;
import dev.octet.format.tensorflow.weights.Treatment;
import dev.octet.format.tensorflow.weights.WeightSettings;
import dev.octet.format.tflite.Tflite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Reads damaged frozen graphs: the main class of a JVM of its own, since what must not happen would
 * end it. Prints what it is about to do, so that the last line tells what ended it.
 */
final class GraphMutants {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long MOST_KILOBYTES = 900_000;

  private int accepted;
  private int refused;

  /**
   * Reads mutants of files; ends with 0 when nothing bad happened.
   *
   * @param args a folder to make, the first seed, the seed after the last, and the files
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    var mutants = new GraphMutants();
    Watch watch = Watch.over(LIMIT);
    for (String file : List.of(args).subList(3, args.length)) {
      byte[] original = Files.readAllBytes(Path.of(file));
      String name = String.valueOf(Path.of(file).getFileName());
      Path mutant = folder.resolve("mutant" + name.substring(name.lastIndexOf('.')));
      for (int seed = Integer.parseInt(args[1]); seed < Integer.parseInt(args[2]); seed++) {
        watch.next();
        System.out.println(name + " seed " + seed);
        Files.write(mutant, Mutations.of(original, new Random(seed)));
        mutants.tryAll(mutant, folder.resolve("out"));
        if (Watch.peakKilobytes() > MOST_KILOBYTES) {
          throw new AssertionError("peak memory " + Watch.peakKilobytes() + " KB");
        }
      }
      Files.delete(mutant);
    }
    System.out.printf(
        "accepted %d, refused %d, peak memory %d KB%n",
        mutants.accepted, mutants.refused, Watch.peakKilobytes());
  }

  private void tryAll(Path mutant, Path output) throws IOException {
    var quantized = new WeightSettings(16, new Treatment.Quantized(Treatment.Mode.MIN_FIRST));
    var rounded = new WeightSettings(16, new Treatment.Rounded(3));
    attempt(output, () -> WeightQuantization.of(mutant, quantized).write(output));
    attempt(output, () -> WeightQuantization.of(mutant, rounded).write(output));
    attempt(
        output,
        () -> Tflite.write(TensorFlow.read(mutant, TensorFlowOptions.standard()).model(), output));
    try (Stream<Path> left = Files.list(mutant.resolveSibling(""))) {
      if (left.anyMatch(f -> !f.equals(mutant))) {
        throw new AssertionError("a file is left");
      }
    }
  }

  private void attempt(Path output, Runnable conversion) throws IOException {
    boolean done = isDone(conversion);
    if (Files.deleteIfExists(output) != done) {
      throw new AssertionError("the outcome and the output do not agree");
    }
    accepted += done ? 1 : 0;
    refused += done ? 0 : 1;
  }

  /** False if it was refused, as it should be then. */
  private static boolean isDone(Runnable conversion) {
    try {
      conversion.run();
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
