package dev.octet.cli;

import dev.octet.data.DataOptions;
import dev.octet.plan.Mode;
import dev.octet.plan.RecipeFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows where a quantized model loses its accuracy. */
@Command(
    name = "debug",
    description =
        "Shows where quantization costs accuracy: each quantized op beside its float twin, on"
            + " samples.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet debug model.tflite --calibrate images.npz:x --normalize 0,255",
      "  octet debug model.keras --ranges ranges.json --data images.npz:x --normalize 0,255 \\",
      "      --samples 100 -o stats.csv",
      "  octet debug model.tflite --quantized int8.tflite --data images.npz:x --whole-model",
      "  octet debug model.tflite --mode dynamic --data images.npz:x --json",
      "  octet debug model.tflite --calibrate images.npz:x --metric correlation,model:kl"
    })
final class DebugCommand implements Runnable {
  private final Terminal terminal;
  private final Job<DebuggingOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "The float model, of any format that quantize takes.")
  private @Nullable Path model;

  @Option(
      names = "--data",
      paramLabel = "[SIGNATURE=]PATH[:ARRAY]",
      description =
          "The samples to compare on, written as those of --calibrate. Default: those of"
              + " --calibrate. May be given more than once.")
  private List<String> data = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      converter = Positive.class,
      description = "Compare on the first N samples only.")
  private @Nullable Integer samples;

  @Option(
      names = "--quantized",
      paramLabel = "OTHER",
      description =
          "The quantized model: a .tflite file that any tool made of MODEL. Without it MODEL is"
              + " quantized as the other options say.")
  private @Nullable Path quantized;

  @Option(
      names = "--whole-model",
      description =
          "Let each model go its own way from the inputs on, so that errors are seen to grow."
              + " Default: layer by layer, where each op is fed what its quantized twin is fed.")
  private boolean wholeModel;

  @Option(
      names = "--sensitivity",
      description =
          "Measure what quantizing each layer alone does to the outputs, on 64 of the samples.")
  private boolean sensitivity;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      split = ",",
      description =
          "Further figures of each layer: mean_abs_error, rmse, correlation, cosine, kl,"
              + " max_relative_error, psnr, sqnr_db; or of the models' outputs: argmax_agreement,"
              + " mse, model:correlation, model:cosine, model:kl, model:max_relative_error,"
              + " model:psnr, model:sqnr_db. May be repeated.")
  private List<String> metrics = List.of();

  @Mixin private PluginChoice plugins;

  @Option(
      names = "--top",
      paramLabel = "N",
      converter = Positive.class,
      description = "Show the N worst layers. Default: 10.")
  private int top = 10;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "STATS.csv",
      description = "Write the figures of all layers here, as CSV.")
  private @Nullable Path output;

  @Mixin private final RecipeChoice recipe = new RecipeChoice(Mode.INT8);

  @Mixin private FloatChoice floats;

  @Mixin private CalibrationChoice calibration;

  @Option(
      names = "--calibration-samples",
      paramLabel = "N",
      converter = Positive.class,
      description = "Calibrate with the first N samples only.")
  private @Nullable Integer calibrationSamples;

  @Mixin private InputChoice inputs;

  @Mixin private KernelChoice kernels;

  @Mixin private Threads threads;

  @Mixin private ExplorerChoice explorer;

  @Mixin private ReportChoice report;

  @Mixin private CommonOptions common;

  DebugCommand(Terminal terminal, Job<DebuggingOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    try {
      if (recipe.isPrinted()) {
        QuantizeOptions.check(
            !floats.layers(List.of(), DataOptions.standard()).isAsked(),
            "--print-recipe does not go with --float-worst and --float-suspects, which need"
                + " samples");
        terminal.out().print(RecipeFile.print(recipe.recipe()));
      } else {
        job.run(options(), explorer.of(report.of(common.session(terminal))));
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private DebuggingOptions options() {
    if (model == null) {
      throw new IllegalArgumentException("missing a MODEL, the float model");
    }
    return new DebuggingOptions(
        model,
        quantized,
        recipe.recipe(),
        recipe.named(),
        floats.layersBeside(data, calibration.data()),
        calibration.optionsBesideData(calibrationSamples),
        new DebuggingOptions.Data(data, calibration.data(), samples),
        new DebuggingOptions.View(
            wholeModel, sensitivity, kernels.kernels(), top, metrics, plugins.jars(), output),
        inputs.options(),
        threads.count());
  }
}
