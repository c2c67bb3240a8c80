package dev.octet.format.keras;

import dev.octet.Mutations;
import dev.octet.Watch;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.hdf5.Hdf5Dataset;
import dev.octet.format.hdf5.Hdf5File;
import dev.octet.format.hdf5.Hdf5Group;
import dev.octet.format.tflite.Tflite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Reads damaged files: the main class of a JVM of its own, since what must not happen would end it.
 * Prints what it is about to do, so that the last line tells what ended it.
 */
final class KerasMutants {
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
    Path mutant = folder.resolve("mutant");
    Path output = folder.resolve("out.tflite");
    var mutants = new KerasMutants();
    Watch watch = Watch.over(LIMIT);
    for (String file : List.of(args).subList(3, args.length)) {
      byte[] original = Files.readAllBytes(Path.of(file));
      for (int seed = Integer.parseInt(args[1]); seed < Integer.parseInt(args[2]); seed++) {
        watch.next();
        System.out.println(Path.of(file).getFileName() + " seed " + seed);
        Files.write(mutant, Mutations.of(original, new Random(seed)));
        mutants.attempt(() -> mutants.readAll(Hdf5File.open(mutant).root()));
        mutants.attempt(
            () -> mutants.readAll(KerasArchive.open(KerasArchive.map(mutant)).weightGroup()));
        boolean converted = mutants.attempt(() -> convert(mutant, output));
        if (Files.deleteIfExists(output) != converted) {
          throw new AssertionError("the outcome and the output do not agree");
        }
        mutants.accepted += converted ? 1 : 0;
        try (Stream<Path> left = Files.list(folder)) {
          if (left.anyMatch(f -> !f.equals(mutant))) {
            throw new AssertionError("a temporary file is left");
          }
        }
        if (Watch.peakKilobytes() > MOST_KILOBYTES) {
          throw new AssertionError("peak memory " + Watch.peakKilobytes() + " KB");
        }
      }
    }
    System.out.printf(
        "accepted %d, refused %d files or things in them, peak memory %d KB%n",
        mutants.accepted, mutants.refused, Watch.peakKilobytes());
  }

  private static void convert(Path mutant, Path output) {
    Tflite.write(Keras.read(mutant, KerasOptions.standard()), output);
  }

  private void readAll(Hdf5Group group) {
    for (String list : List.of("layer_names", "weight_names", "model_config")) {
      attempt(() -> group.texts(list));
    }
    for (String name : group.names()) {
      attempt(() -> group.dataset(name).ifPresent(Hdf5Dataset::data));
      attempt(() -> group.group(name).ifPresent(this::readAll));
    }
  }

  /** False if it was refused, as it should be then. */
  private boolean attempt(Runnable read) {
    try {
      read.run();
      return true;
    } catch (OctetException e) {
      if (!List.of(ErrorCode.Kind.INPUT, ErrorCode.Kind.USAGE).contains(e.code().kind())
          || e.advice().isEmpty()
          || String.valueOf(e.getMessage()).lines().count() != 1) {
        throw e;
      }
      refused++;
      return false;
    }
  }
}
