package dev.octet.cli;

import dev.octet.Mutations;
import dev.octet.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Quantizes damaged models: the main class of a JVM of its own, since what must not happen would
 * end it. Prints what it is about to do, so that the last line tells what ended it.
 */
final class Mutants {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long MOST_KILOBYTES = 1_500_000;

  private final Path folder;
  private final Path mutant;
  private final Path output;
  private final Watch watch = Watch.over(LIMIT);
  private final int[] outcomes = new int[4];

  private Mutants(Path folder) {
    this.folder = folder;
    this.mutant = folder.resolve("mutant.tflite");
    this.output = folder.resolve("out.tflite");
  }

  /**
   * Quantizes mutants of some models; ends with 0 when nothing bad happened.
   *
   * @param args an empty folder, the first seed, the seed after the last, and the models
   */
  public static void main(String[] args) throws IOException {
    var mutants = new Mutants(Path.of(args[0]));
    for (String model : List.of(args).subList(3, args.length)) {
      byte[] original = Files.readAllBytes(Path.of(model));
      for (int seed = Integer.parseInt(args[1]); seed < Integer.parseInt(args[2]); seed++) {
        System.out.println(Path.of(model).getFileName() + " seed " + seed);
        Files.write(mutants.mutant, Mutations.of(original, new Random(seed)));
        mutants.quantize("--mode=dynamic");
        mutants.quantize("--mode=int8", "--calibrate=random:2", "--threads=1");
      }
    }
    System.out.printf(
        "accepted %d, refused %d, peak memory %d KB%n",
        mutants.outcomes[0], mutants.outcomes[1] + mutants.outcomes[3], Watch.peakKilobytes());
  }

  private void quantize(String... options) throws IOException {
    watch.next();
    var command = new ArrayList<>(List.of("quantize", mutant.toString(), "-o", output.toString()));
    command.addAll(List.of(options));
    Shell shell = Shell.real();
    int exitCode = shell.run(command.toArray(String[]::new));
    if (exitCode > 3 || (exitCode != 0 && shell.err().lines().count() != 1)) {
      throw new AssertionError(String.join(" ", options) + ": " + shell.err());
    }
    if (Files.deleteIfExists(output) != (exitCode == 0)) {
      throw new AssertionError("exit code " + exitCode + " and the output do not agree");
    }
    try (Stream<Path> left = Files.list(folder)) {
      if (left.anyMatch(f -> !f.equals(mutant))) {
        throw new AssertionError("a temporary file is left");
      }
    }
    if (Watch.peakKilobytes() > MOST_KILOBYTES) {
      throw new AssertionError("peak memory " + Watch.peakKilobytes() + " KB");
    }
    outcomes[exitCode]++;
  }
}
