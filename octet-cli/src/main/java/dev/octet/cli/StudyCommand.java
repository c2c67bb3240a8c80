package dev.octet.cli;

import dev.octet.Studying;
import dev.octet.plan.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes every kind of a model and measures them side by side. */
@Command(
    name = "study",
    description =
        "Makes every kind of quantized model, evaluates and benchmarks them all, and writes the"
            + " models, study.json and a report.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet study model.keras -o study --calibrate train.npz:x --data test.npz:x \\",
      "      --labels test.npz:y --normalize 0,255",
      "  octet study model.tflite -o study --data images/ --kinds dynamic,weights4,float16",
      "",
      "A kind that cannot be made is a row with its reason. Files in the folder that are not",
      "its own are left alone."
    })
final class StudyCommand implements Runnable {
  private final Terminal terminal;
  private final Job<StudyOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "The float model: a .tflite file, or one of Keras or TensorFlow.")
  private Path model;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The folder for the models, study.json and report.html; made where it is not.")
  private Path folder;

  @Option(
      names = "--kinds",
      split = ",",
      paramLabel = "MODE",
      converter = Words.Modes.class,
      completionCandidates = Words.Modes.class,
      description =
          "Which kinds to make, with commas between: ${COMPLETION-CANDIDATES}. Default: all with 8"
              + " bits or more. The float model is always there.")
  private List<Mode> kinds = List.of();

  @Option(
      names = "--calibrate",
      paramLabel = "[SIGNATURE=]PATH[:ARRAY]",
      description =
          "Representative samples, for the kinds with integer activations. May be given more than"
              + " once.")
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
  private List<String> data = List.of();

  @Option(
      names = "--labels",
      paramLabel = "PATH[:ARRAY]",
      description =
          "The right class of each sample of --data: whole numbers from 0, or one-hot. Without"
              + " labels kinds are compared with the float model.")
  private @Nullable String labels;

  @Option(
      names = "--output-name",
      paramLabel = "NAME",
      description = "The output to look at. Default: the first.")
  private @Nullable String outputName;

  @Option(
      names = "--bench-threads",
      split = ",",
      paramLabel = "N",
      converter = Positive.class,
      description =
          "With how many threads to measure latency. Default: 1,4, or as many as there are cores.")
  private List<Integer> benchThreads = List.of();

  @Option(
      names = "--min-seconds",
      paramLabel = "S",
      description = "Time each kind for so long at least. Default: 0.3.")
  private double seconds = 0.3;

  @Option(names = "--no-bench", description = "Leave latencies out.")
  private boolean noBench;

  @Mixin private DataChoice reading;

  @Mixin private InputChoice inputs;

  @Mixin private KernelChoice kernels;

  @Mixin private Threads threads;

  @Mixin private ReportChoice report;

  @Mixin private CommonOptions common;

  StudyCommand(Terminal terminal, Job<StudyOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    StudyOptions options;
    try {
      options = options();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    job.run(options, report.of(common.session(terminal)));
  }

  private StudyOptions options() {
    QuantizeOptions.check(
        !calibrate.isEmpty() || samples == null, "--samples goes with --calibrate only");
    QuantizeOptions.check(
        !noBench || benchThreads.isEmpty(), "--no-bench and --bench-threads exclude each other");
    QuantizeOptions.check(
        seconds >= 0 && seconds <= Duration.ofHours(1).toSeconds(),
        "--min-seconds is from 0 to 3600");
    var studying =
        new Studying(
            model,
            inputs.options(),
            kinds.isEmpty() ? Studying.USUAL : List.copyOf(new LinkedHashSet<>(kinds)),
            calibrate,
            samples,
            data,
            reading.options().withLabels(labels),
            outputName,
            kernels.kernels(),
            threads.count(),
            benchThreads(),
            Duration.ofMillis(Math.round(1000 * seconds)),
            folder);
    for (Mode mode : studying.kinds()) {
      ModelPaths.requireOther(model, studying.file(mode.text()));
    }
    ModelPaths.requireOther(model, studying.file("float"));
    return new StudyOptions(studying, CommandWords.of(spec));
  }

  private List<Integer> benchThreads() {
    if (noBench) {
      return List.of();
    }
    return benchThreads.isEmpty()
        ? Studying.usualThreads()
        : benchThreads.stream().distinct().sorted().toList();
  }
}
