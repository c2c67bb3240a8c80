package dev.octet.cli;

import dev.octet.ReadOptions;
import dev.octet.Verification;
import dev.octet.data.DataOptions;
import dev.octet.plan.Recipe;
import dev.octet.runtime.KernelSet;
import dev.octet.tune.Goal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code octet tune}, checked: its options can be meant together.
 *
 * <p>Constructors throw {@link IllegalArgumentException} with the text of a usage error.
 *
 * @param model the float model
 * @param reading what to make of what the model leaves open
 * @param recipe what to start from
 * @param samples what to calibrate with and what to measure on
 * @param metric its name, or null for the usual one
 * @param plugins jars with further metrics
 * @param goal what to search for
 * @param files what to write
 * @param bestEffort whether a model that does not keep the limit is wanted, too
 * @param kernels which implementation of the ops measures
 * @param threads at least 1
 * @param verification what the result must pass before it takes its place
 */
record TuneOptions(
    Path model,
    ReadOptions reading,
    Recipe recipe,
    Data samples,
    @Nullable String metric,
    List<Path> plugins,
    Goal goal,
    Files files,
    boolean bestEffort,
    KernelSet kernels,
    int threads,
    Verification verification) {

  TuneOptions {
    plugins = List.copyOf(plugins);
    ModelPaths.requireOther(model, files.output());
    QuantizeOptions.check(
        !samples.calibrate().isEmpty() || samples.limit() == null,
        "--samples goes with --calibrate only");
    QuantizeOptions.check(
        !"top1".equals(metric) || samples.labels() != null, "--metric top1 needs --labels");
    QuantizeOptions.check(
        samples.calibrate().isEmpty() || recipe.needsRanges(),
        QuantizeOptions.called(recipe) + " needs no calibration: leave out --calibrate");
  }

  /**
   * Samples, all as {@link dev.octet.data.Datasets} and {@link dev.octet.data.Labels} read them.
   *
   * @param calibrate representative ones
   * @param limit how many of those to use at most, or null for all
   * @param data those to measure on
   * @param labels the right class of each of these, or null
   * @param options how all of these are read
   * @param output the name of the output to look at, or null for the first
   */
  record Data(
      List<String> calibrate,
      @Nullable Integer limit,
      String data,
      @Nullable String labels,
      DataOptions options,
      @Nullable String output) {
    Data {
      calibrate = List.copyOf(calibrate);
    }
  }

  /**
   * What is written.
   *
   * @param output the model
   * @param saveRecipe the recipe that makes it, or null
   * @param state the folder in which the search is kept, or null
   */
  record Files(Path output, @Nullable Path saveRecipe, @Nullable Path state) {
    Files {
      QuantizeOptions.check(
          saveRecipe == null || !ModelPaths.same(saveRecipe, output),
          "--save-recipe and --output are the same file");
    }
  }
}
