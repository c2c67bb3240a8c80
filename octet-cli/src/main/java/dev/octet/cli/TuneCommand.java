package dev.octet.cli;

import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.tune.Goal;
import dev.octet.tune.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches for a quantized model that keeps its accuracy. */
@Command(
    name = "tune",
    description =
        "Searches for the quantized model that keeps its accuracy: first improvements that cost"
            + " nothing, then the fewest ops in int16 or float.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet tune model.tflite -o int8.tflite --calibrate train.npz:x --data test.npz:x \\",
      "      --labels test.npz:y --normalize 0,255 --max-drop 0.01",
      "  octet tune model.keras -o int8.tflite --calibrate images/ --data test/ \\",
      "      --metric cosine --max-drop 0.001 --time-budget 30m --state search/",
      "  octet tune model.tflite -o edge.tflite --mode int8-only --calibrate train.npz:x \\",
      "      --data test.npz:x --labels test.npz:y --save-recipe tuned.json",
      "",
      "When nothing keeps the limit, the exit code is 1 and OUT is not written, unless",
      "--best-effort is given. Ctrl-C ends the search with what it has found."
    })
final class TuneCommand implements Runnable {
  private static final double DEFAULT_DROP = 0.01;

  private final Terminal terminal;
  private final Job<TuneOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "The float model: a .tflite file, or one of Keras or TensorFlow.")
  private Path model;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "Where to write the model; an older file there is replaced once all went well.")
  private Path output;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = Words.Modes.class,
      completionCandidates = Words.Modes.class,
      description =
          "What to start from: ${COMPLETION-CANDIDATES}; 'octet help quantize' explains them."
              + " Default: int8.")
  private Mode mode = Mode.INT8;

  @Option(
      names = "--calibrate",
      paramLabel = "[SIGNATURE=]PATH[:ARRAY]",
      description =
          "Representative samples, for the ranges of activations and for improvements that must see"
              + " some. May be given more than once.")
  private List<String> calibrate = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      converter = Positive.class,
      description = "Calibrate with the first N samples only.")
  private @Nullable Integer samples;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "[SIGNATURE=]PATH[:ARRAY]",
      description = "The samples to measure on: others than those of --calibrate.")
  private String data;

  @Option(
      names = "--labels",
      paramLabel = "PATH[:ARRAY]",
      description = "The right class of each sample of --data: whole numbers from 0, or one-hot.")
  private @Nullable String labels;

  @Mixin private DataChoice reading;

  @Option(
      names = "--output-name",
      paramLabel = "NAME",
      description = "The output to look at. Default: the first.")
  private @Nullable String outputName;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description =
          "What to measure: top1 (needs --labels), agreement (the greatest element is where the"
              + " float model has it) or cosine (of the outputs). Default: top1 with --labels, else"
              + " agreement for outputs that are distributions, else cosine. Also the metrics that"
              + " 'octet debug' has for a model's outputs, such as kl and mse, and those of"
              + " --plugin: any difference from what equal outputs give is a drop.")
  private @Nullable String metric;

  @Mixin private PluginChoice plugins;

  @Option(
      names = "--max-drop",
      paramLabel = "X",
      description =
          "By how much the metric may be worse than the float model's. Default: 0.01, a point of"
              + " accuracy.")
  private double maxDrop = DEFAULT_DROP;

  @Option(
      names = "--objective",
      paramLabel = "WHAT",
      converter = Words.Objectives.class,
      completionCandidates = Words.Objectives.class,
      description =
          "What to make the best of within that: ${COMPLETION-CANDIDATES}. Default: integer-ops in"
              + " modes with integer activations, else size.")
  private @Nullable Objective objective;

  @Option(
      names = "--time-budget",
      paramLabel = "TIME",
      converter = Budget.class,
      description = "End the search after that time, such as 90s, 10m or 2h. Default: 10m.")
  private Duration budget = Duration.ofMinutes(10);

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keep what was found out in this folder, and go on from what is there: after Ctrl-C, or"
              + " with another --max-drop, --objective or --time-budget.")
  private @Nullable Path state;

  @Option(
      names = "--best-effort",
      description = "When nothing keeps the limit, write the model with the least drop.")
  private boolean bestEffort;

  @Option(
      names = "--save-recipe",
      paramLabel = "FILE",
      description = "Keep the recipe of the model, for 'octet quantize --recipe FILE'.")
  private @Nullable Path saveRecipe;

  @Mixin private InterfaceChoice types;

  @Mixin private InputChoice inputs;

  @Mixin private KernelChoice kernels;

  @Mixin private Threads threads;

  @Mixin private VerificationChoice verification;

  @Mixin private ReportChoice report;

  @Mixin private CommonOptions common;

  TuneCommand(Terminal terminal, Job<TuneOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    try {
      job.run(options(), report.of(common.session(terminal)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private TuneOptions options() {
    Recipe recipe = types.applyTo(Recipe.of(mode));
    Objective best =
        objective != null
            ? objective
            : recipe.needsRanges() ? Objective.INTEGER_OPS : Objective.SIZE;
    return new TuneOptions(
        model,
        inputs.options(),
        recipe,
        new TuneOptions.Data(calibrate, samples, data, labels, reading.options(), outputName),
        metric,
        plugins.jars(),
        new Goal(maxDrop, best, budget),
        new TuneOptions.Files(output, saveRecipe, state),
        bestEffort,
        kernels.kernels(),
        threads.count(),
        verification.chosen());
  }
}
