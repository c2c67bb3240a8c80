package dev.octet.cli;

import static dev.octet.cli.QuantizeOptions.check;

import dev.octet.ReadOptions;
import dev.octet.data.DataOptions;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code octet debug}, checked: its options can be meant together.
 *
 * <p>Constructors throw {@link IllegalArgumentException} with the text of a usage error.
 *
 * @param model the float model
 * @param quantized the quantized model, or null to make one
 * @param recipe how to make it
 * @param named what the command line names of the model
 * @param floats which layers stay float because of what they do
 * @param calibration where the ranges of its activations come from
 * @param data what the two are compared on
 * @param view what is looked at, and shown
 * @param reading what to make of what the model leaves open
 * @param threads at least 1
 */
record DebuggingOptions(
    Path model,
    @Nullable Path quantized,
    Recipe recipe,
    Named named,
    FloatLayers floats,
    Calibration calibration,
    Data data,
    View view,
    ReadOptions reading,
    int threads) {

  DebuggingOptions {
    if (quantized != null) {
      check(
          !calibration.isGiven() && !floats.isAsked() && recipe.equals(Recipe.of(Mode.INT8)),
          "--quantized is a model that is quantized already: leave out --calibrate, --ranges and"
              + " what says how to quantize");
      check(
          !view.sensitivity(),
          "--sensitivity quantizes the model in many ways: it does not go with --quantized");
      check(!ModelPaths.same(model, quantized), "--quantized is the float model itself");
    } else {
      calibration.checkAgainst(recipe);
      floats.checkAgainst(recipe, !calibration.sources().isEmpty());
    }
    check(
        !data.sources().isEmpty() || !calibration.sources().isEmpty(),
        "missing --data, the samples to compare on");
    Path output = view.output();
    if (output != null) {
      ModelPaths.requireOther(model, output);
      check(
          quantized == null || !ModelPaths.same(quantized, output),
          "--output would overwrite the quantized model");
      Path ranges = calibration.saveRanges();
      check(
          ranges == null || !ModelPaths.same(ranges, output),
          "--save-ranges and --output are the same file");
    }
  }

  /** Whether the models are compared on what the one was calibrated with. */
  boolean isOnCalibrationSamples() {
    return data.sources().isEmpty();
  }

  /**
   * Samples.
   *
   * @param sources as {@link dev.octet.data.Datasets} reads them; none for those of the calibration
   * @param options how they are read
   * @param samples how many to use at most, or null for all
   */
  record Data(List<String> sources, DataOptions options, @Nullable Integer samples) {
    Data {
      sources = List.copyOf(sources);
    }
  }

  /**
   * What is looked at.
   *
   * @param wholeModel whether each model goes its own way
   * @param sensitivity whether each layer's effect on the outputs is measured
   * @param kernels which implementation of the ops runs the models
   * @param top how many layers to show, at least 1
   * @param metrics the names of further figures
   * @param plugins jars with further metrics
   * @param output where the figures of all layers go, or null
   */
  record View(
      boolean wholeModel,
      boolean sensitivity,
      KernelSet kernels,
      int top,
      List<String> metrics,
      List<Path> plugins,
      @Nullable Path output) {
    View {
      metrics = List.copyOf(metrics);
      plugins = List.copyOf(plugins);
    }
  }
}
