package dev.octet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code octet quantize}, checked: its options can be meant together.
 *
 * <p>Constructors throw {@link IllegalArgumentException} with the text of a usage error.
 *
 * @param model the float model
 * @param output where the result goes
 * @param mode what to make
 * @param calibration where the ranges of activations come from
 * @param weights how weights are quantized
 * @param inputType element type of the inputs, one of {@link Mode#interfaceTypes()}
 * @param outputType element type of the outputs, likewise
 * @param threads at least 1
 * @param verification what the result must pass before it takes its place
 */
record QuantizeOptions(
    Path model,
    Path output,
    Mode mode,
    Calibration calibration,
    Weights weights,
    InterfaceType inputType,
    InterfaceType outputType,
    int threads,
    Verification verification) {

  QuantizeOptions {
    checkInterface("--input-type", inputType, mode);
    checkInterface("--output-type", outputType, mode);
    checkCalibration(calibration, mode);
    checkWeights(weights, mode);
    check(!same(model, output), "--output would overwrite the model itself");
    check(
        calibration.saveRanges() == null || !same(calibration.saveRanges(), output),
        "--save-ranges and --output are the same file");
  }

  private static void checkInterface(String option, InterfaceType type, Mode mode) {
    check(
        mode.interfaceTypes().contains(type),
        "%s %s does not go with --mode %s, which takes %s"
            .formatted(
                option,
                Words.word(type),
                Words.word(mode),
                String.join(" or ", mode.interfaceTypes().stream().map(Words::word).toList())));
  }

  private static void checkCalibration(Calibration calibration, Mode mode) {
    boolean given = !calibration.sources().isEmpty() || calibration.ranges() != null;
    check(
        given || !mode.needsRanges(),
        "--mode %s needs the ranges of activations: give samples with --calibrate, or --ranges"
                .formatted(Words.word(mode))
            + " of an earlier calibration");
    check(
        !given || mode.needsRanges(),
        "--mode %s needs no calibration: leave out --calibrate and --ranges, or choose --mode int8,"
                .formatted(Words.word(mode))
            + " int8-only, int16x8 or int16x8-only");
  }

  private static void checkWeights(Weights weights, Mode mode) {
    check(
        !weights.perTensor() || mode != Mode.FLOAT16,
        "--per-tensor does not go with --mode float16, which has no scales");
    check(
        weights.minElements() == null || mode == Mode.DYNAMIC || mode == Mode.WEIGHTS8,
        "--min-elements goes with --mode dynamic and weights8 only");
  }

  private static boolean same(Path a, Path b) {
    try {
      return (Files.exists(a) && Files.exists(b))
          ? Files.isSameFile(a, b)
          : a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
    } catch (IOException e) {
      return false; // whoever opens the files will say what is wrong with them
    }
  }

  private static void check(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  /**
   * Where the ranges of activations come from: samples, or the file of an earlier calibration.
   *
   * @param sources representative samples by signature; a source without a name is for all inputs
   * @param normalize what to do to each number, or null to feed it as it is
   * @param samples how many to use at most, or null for all
   * @param saveRanges where to keep the ranges, or null
   * @param ranges the ranges of an earlier calibration, or null
   */
  record Calibration(
      List<NamedSource> sources,
      @Nullable Normalization normalize,
      @Nullable Integer samples,
      @Nullable Path saveRanges,
      @Nullable Path ranges) {

    Calibration {
      sources = List.copyOf(sources);
      check(sources.isEmpty() || ranges == null, "--calibrate and --ranges exclude each other");
      boolean calibrates = !sources.isEmpty();
      check(calibrates || normalize == null, "--normalize goes with --calibrate only");
      check(calibrates || samples == null, "--samples goes with --calibrate only");
      check(calibrates || saveRanges == null, "--save-ranges goes with --calibrate only");
      Set<@Nullable String> names = new HashSet<>();
      for (NamedSource source : sources) {
        check(
            names.add(source.name()),
            "--calibrate is given twice for "
                + (source.name() == null ? "the whole model" : "signature " + source.name()));
      }
    }
  }

  /**
   * How weights are quantized.
   *
   * @param perTensor one scale for each weight instead of one for each of its channels
   * @param minElements weights with fewer elements stay float; null for the mode's own limit
   */
  record Weights(boolean perTensor, @Nullable Integer minElements) {}
}
