package dev.octet.cli;

import dev.octet.data.DataOptions;
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
    description =
        "Compares models on the same data: accuracy and other metrics, bytes, likeness to the"
            + " first.",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet evaluate float.tflite int8.tflite --data test.npz:x --labels test.npz:y \\",
      "      --normalize 0,255",
      "  octet evaluate float.tflite int8.tflite --data test.npz:x",
      "  octet evaluate float.tflite int8.tflite --data test.npz:x --labels test.npz:y \\",
      "      --metric top1,f1,confusion --gate 'top1.drop<=1%' --gate 'bytes.ratio<=0.3'"
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
      paramLabel = "[SIGNATURE=]PATH[:ARRAY]",
      description =
          "The samples; the first axis of an array counts them. May be repeated: then they follow"
              + " one another.")
  private List<String> data = List.of();

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "Call the models by this signature. Default: the one of --data, or none.")
  private @Nullable String signature;

  @Option(
      names = "--labels",
      paramLabel = "PATH[:ARRAY]",
      description =
          "What is right for each sample: its class (whole numbers from 0, or one-hot rows), a mask"
              + " of classes, or numbers like the output's. Default: what the data says, such as"
              + " the folders of images; else outputs are compared with those of the first model.")
  private @Nullable String labels;

  @Mixin private DataChoice reading;

  @Mixin private MetricChoice metrics;

  @Option(
      names = "--gate",
      paramLabel = "GATE",
      description =
          "End with exit code 1 unless this holds, such as 'top1.drop<=1%%', 'agreement>=0.99' or"
              + " 'bytes.ratio<=0.3': METRIC[.drop|.ratio][@MODEL], then <=, <, >=, > or ==, then a"
              + " number; drop and ratio are relative to the first model. May be repeated.")
  private List<String> gates = List.of();

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
      DataOptions reads = reading.options();
      return new EvaluateOptions(
          models,
          shapes.options(),
          new EvaluateOptions.Data(
              data, signature, labels == null ? reads : reads.withLabels(labels)),
          metrics.options(),
          gates,
          output,
          choice.kernels(),
          threads.count());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
