package dev.octet.cli;

import dev.octet.ReadOptions;
import dev.octet.Verification;
import dev.octet.data.Normalization;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code octet quantize}, checked: its options can be meant together.
 *
 * <p>Constructors throw {@link IllegalArgumentException} with the text of a usage error.
 *
 * @param model the float model
 * @param output where the result goes
 * @param recipe what to make
 * @param named what the command line names of the model
 * @param floats which layers stay float because of what they do
 * @param requantize whether quantization that the model has is undone first
 * @param calibration where the ranges of activations come from
 * @param reading what to make of what the model leaves open
 * @param threads at least 1
 * @param verification what the result must pass before it takes its place
 */
record QuantizeOptions(
    Path model,
    Path output,
    Recipe recipe,
    Named named,
    FloatLayers floats,
    boolean requantize,
    Calibration calibration,
    ReadOptions reading,
    int threads,
    Verification verification) {

  QuantizeOptions {
    calibration.checkAgainst(recipe);
    calibration.checkSamples(!floats.data().isEmpty());
    floats.checkAgainst(recipe, !calibration.sources().isEmpty());
    ModelPaths.requireOther(model, output);
    check(
        calibration.saveRanges() == null || !ModelPaths.same(calibration.saveRanges(), output),
        "--save-ranges and --output are the same file");
  }

  static void check(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** A recipe as users know it. */
  static String called(Recipe recipe) {
    String name = recipe.name();
    return Mode.of(name).isPresent() ? "--mode " + name : "recipe '" + name + "'";
  }

  /**
   * Where the ranges of activations come from: samples, or the file of an earlier calibration.
   *
   * @param sources representative samples, as {@link dev.octet.data.Datasets} reads them
   * @param normalize what to do to each number, or null to feed it as it is
   * @param samples how many to use at most, or null for all
   * @param saveRanges where to keep the ranges, or null
   * @param ranges the ranges of an earlier calibration, or null
   */
  record Calibration(
      List<String> sources,
      @Nullable Normalization normalize,
      @Nullable Integer samples,
      @Nullable Path saveRanges,
      @Nullable Path ranges) {

    Calibration {
      sources = List.copyOf(sources);
      check(sources.isEmpty() || ranges == null, "--calibrate and --ranges exclude each other");
      boolean calibrates = !sources.isEmpty();
      check(calibrates || samples == null, "--samples goes with --calibrate only");
      check(calibrates || saveRanges == null, "--save-ranges goes with --calibrate only");
    }

    private void checkSamples(boolean data) {
      check(
          !sources.isEmpty() || data || normalize == null,
          "--normalize goes with --calibrate or --data only");
    }

    boolean isGiven() {
      return !sources.isEmpty() || ranges != null;
    }

    private void checkAgainst(Recipe recipe) {
      check(
          !isGiven() || recipe.needsRanges(),
          called(recipe)
              + " needs no calibration: leave out --calibrate and --ranges, or choose --mode int8,"
              + " int8-only, int16x8 or int16x8-only");
    }
  }
}
