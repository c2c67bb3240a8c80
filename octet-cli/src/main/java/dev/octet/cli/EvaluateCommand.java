package dev.octet.cli;

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

/** Compares the accuracy of models. */
@Command(
    name = "evaluate",
    description = "Compares models on the same data: accuracy, bytes, agreement with the first.",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet evaluate float.tflite int8.tflite --data test.npz:x --labels test.npz:y \\",
      "      --normalize 0,255",
      "  octet evaluate float.tflite int8.tflite --data test.npz:x"
    })
final class EvaluateCommand implements Runnable {
  private final Terminal terminal;
  private final Job<EvaluateOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "1..*",
      description =
          "One or more .tflite files, or .keras or .h5 of Keras; the others are compared with the"
              + " first.")
  private List<Path> models = List.of();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH[:ARRAY]",
      description = "The samples; the first axis counts them.")
  private String data;

  @Option(
      names = "--labels",
      paramLabel = "PATH[:ARRAY]",
      description =
          "The right class of each sample: whole numbers from 0, or one-hot rows. Without labels"
              + " outputs are compared with those of the first model.")
  private @Nullable String labels;

  @Mixin private DataChoice reading;

  @Option(
      names = "--top",
      paramLabel = "K",
      converter = Positive.class,
      description = "Also count a sample as right when its class is among the K best. Default: 5.")
  private int top = 5;

  @Option(
      names = "--output-name",
      paramLabel = "NAME",
      description = "The output to look at. Default: the first.")
  private @Nullable String output;

  @Mixin private ShapeChoice shapes;

  @Mixin private KernelChoice choice;

  @Mixin private Threads threads;

  @Mixin private ReportChoice report;

  @Mixin private CommonOptions common;

  EvaluateCommand(Terminal terminal, Job<EvaluateOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    job.run(options(), report.of(common.session(terminal)));
  }

  private EvaluateOptions options() {
    try {
      return new EvaluateOptions(
          models,
          shapes.options(),
          data,
          labels,
          reading.options(),
          top,
          output,
          choice.kernels(),
          threads.count());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
