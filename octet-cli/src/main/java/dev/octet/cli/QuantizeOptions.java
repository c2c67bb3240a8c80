package dev.octet.cli;

import dev.octet.ReadOptions;
import dev.octet.Verification;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.nio.file.Path;

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
}
