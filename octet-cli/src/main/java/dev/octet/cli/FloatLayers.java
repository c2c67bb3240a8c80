package dev.octet.cli;

import dev.octet.data.DataOptions;
import dev.octet.plan.Recipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which layers stay float because of what they do to the outputs.
 *
 * <p>The constructor throws {@link IllegalArgumentException} with the text of a usage error.
 *
 * @param worst how many of the worst by sensitivity, or null for none
 * @param suspects those whose RMSE/scale is above this, or null for none
 * @param data the samples to measure on; empty for those of the calibration
 * @param options how {@code data} is read
 */
record FloatLayers(
    @Nullable Integer worst, @Nullable Double suspects, List<String> data, DataOptions options) {
  FloatLayers {
    data = List.copyOf(data);
    check(
        suspects == null || (suspects > 0 && Double.isFinite(suspects)),
        "--float-suspects takes a positive number, such as 0.7");
    check(
        data.isEmpty() || worst != null || suspects != null,
        "--data goes with --float-worst and --float-suspects only");
  }

  private static void check(boolean condition, String problem) {
    QuantizeOptions.check(condition, problem);
  }

  /** Whether there is anything to measure. */
  boolean isAsked() {
    return worst != null || suspects != null;
  }

  void checkAgainst(Recipe recipe, boolean calibrates) {
    if (!isAsked()) {
      return;
    }
    String asked = worst != null ? "--float-worst" : "--float-suspects";
    check(
        !recipe.strict(),
        "%s does not go with %s, which leaves nothing in float"
            .formatted(asked, QuantizeOptions.called(recipe)));
    check(
        calibrates || !data.isEmpty(),
        asked
            + " measures layers on samples: give them with --data"
            + (recipe.needsRanges() ? " or --calibrate" : ""));
  }
}
