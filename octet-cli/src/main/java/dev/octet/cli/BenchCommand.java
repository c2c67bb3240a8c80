package dev.octet.cli;

import dev.octet.bench.BenchOptions;
import dev.octet.runtime.KernelSet;
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

/** Measures how quick models are. */
@Command(
    name = "bench",
    description =
        "Measures models beside one another: latency, throughput, time to load, memory, and each"
            + " op.",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet bench float.tflite int8.tflite --threads 1,4",
      "  octet bench model.tflite --kernels xnnpack,builtin --profile",
      "  octet bench float.tflite int8.tflite --data test.npz:x --normalize 0,255 --json"
    })
final class BenchCommand implements Runnable {
  private static final BenchOptions STANDARD = BenchOptions.standard();

  private final Terminal terminal;
  private final Job<BenchmarkOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "1..*",
      description =
          "One or more models: .tflite files, or of Keras or TensorFlow. They run in turns; the"
              + " others are compared with the first.")
  private List<Path> models = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N[,N...]",
      split = ",",
      converter = Positive.class,
      description = "How many threads a run may use: each is measured. Default: 1.")
  private List<Integer> threads = STANDARD.threads();

  @Option(
      names = "--kernels",
      paramLabel = "KERNELS",
      split = ",",
      converter = Words.Kernels.class,
      completionCandidates = Words.Kernels.class,
      description =
          "Which implementations of the ops: ${COMPLETION-CANDIDATES}, each is measured. Default:"
              + " xnnpack.")
  private List<KernelSet> kernels = STANDARD.kernels();

  @Option(
      names = "--runs",
      paramLabel = "N",
      converter = Positive.class,
      description = "Time at least so many runs of each. Default: 50.")
  private int runs = STANDARD.runs();

  @Option(
      names = "--warmup",
      paramLabel = "N",
      converter = Positive.class,
      description =
          "Run at least so often before; more follow until it gets no quicker. Default: 5.")
  private int warmup = STANDARD.warmup();

  @Option(
      names = "--min-seconds",
      paramLabel = "S",
      converter = Seconds.class,
      description = "Time runs of each for at least so long. Default: 1.")
  private Duration least = STANDARD.least();

  @Option(
      names = "--max-seconds",
      paramLabel = "S",
      converter = Seconds.class,
      description =
          "End after so long for each, even with fewer runs. Default: 30, or --min-seconds if that"
              + " is more.")
  private @Nullable Duration most;

  @Option(
      names = "--engines",
      paramLabel = "N",
      description =
          "Measure throughput with so many engines of one thread each; 0: not at all. Default: one"
              + " for each core.")
  private int engines = STANDARD.engines();

  @Option(names = "--profile", description = "Measure each op as well, in runs of their own.")
  private boolean profile;

  @Option(
      names = "--signature",
      paramLabel = "KEY",
      description = "The signature to run. Default: the main graph.")
  private @Nullable String signature;

  @Option(
      names = "--data",
      paramLabel = "PATH[:ARRAY]",
      description =
          "Samples to run on, taken in turns. May be given more than once. Default: random ones.")
  private List<String> data = List.of();

  @Mixin private DataChoice reading;

  @Mixin private ShapeChoice shapes;

  @Mixin private ReportChoice report;

  @Mixin private ExplorerChoice explorer;

  @Mixin private CommonOptions common;

  BenchCommand(Terminal terminal, Job<BenchmarkOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    job.run(options(), explorer.of(report.of(common.session(terminal))));
  }

  private BenchmarkOptions options() {
    if (explorer.isAsked() && !profile) {
      throw new ParameterException(
          spec.commandLine(), "--model-explorer shows the time of ops: it needs --profile");
    }
    try {
      return new BenchmarkOptions(models, shapes.options(), how());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private BenchOptions how() {
    Duration longest = STANDARD.most().compareTo(least) < 0 ? least : STANDARD.most();
    return STANDARD
        .withThreads(threads)
        .withKernels(kernels)
        .withRuns(runs, warmup)
        .withTime(least, most == null ? longest : most)
        .withEngines(engines)
        .withProfile(profile)
        .withSignature(signature)
        .withData(data, reading.options());
  }
}
