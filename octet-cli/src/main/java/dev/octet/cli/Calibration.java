package dev.octet.cli;

import dev.octet.data.DataOptions;
import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the ranges of activations come from: samples, or the file of an earlier calibration.
 *
 * @param sources representative samples, as {@link dev.octet.data.Datasets} reads them
 * @param options how they are read
 * @param samples how many to use at most, or null for all
 * @param saveRanges where to keep the ranges, or null
 * @param ranges the ranges of an earlier calibration, or null
 */
record Calibration(
    List<String> sources,
    DataOptions options,
    @Nullable Integer samples,
    @Nullable Path saveRanges,
    @Nullable Path ranges) {

  Calibration {
    sources = List.copyOf(sources);
    check(sources.isEmpty() || ranges == null, "--calibrate and --ranges exclude each other");
    boolean calibrates = !sources.isEmpty();
    check(
        calibrates || options.equals(DataOptions.standard()),
        "--preprocess, --normalize and what else says how to read samples go with --calibrate"
            + " only");
    check(calibrates || samples == null, "--samples goes with --calibrate only");
    check(calibrates || saveRanges == null, "--save-ranges goes with --calibrate only");
  }

  private static void check(boolean condition, String problem) {
    QuantizeOptions.check(condition, problem);
  }

  boolean isGiven() {
    return !sources.isEmpty() || ranges != null;
  }

  /**
   * Checks that it is of use.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  void checkAgainst(Recipe recipe) {
    boolean seesSamples = recipe.improvements().stream().anyMatch(Improvement::needsSamples);
    boolean keepsRanges = saveRanges != null || ranges != null;
    check(
        recipe.needsRanges() || !isGiven() || (seesSamples && !keepsRanges),
        QuantizeOptions.called(recipe)
            + " needs no calibration: leave out --calibrate and --ranges, or choose --mode int8,"
            + " int8-only, int16x8 or int16x8-only");
    check(
        (saveRanges == null && ranges == null)
            || !recipe.improvements().contains(Improvement.ABSORB_HIGH_BIAS),
        "absorb-high-bias changes the model by what samples show, so its ranges cannot be kept:"
            + " leave out --save-ranges and --ranges");
  }
}
