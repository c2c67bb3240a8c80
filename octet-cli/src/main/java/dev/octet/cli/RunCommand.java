package dev.octet.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a model on arrays. */
@Command(
    name = "run",
    description = "Runs a model on arrays and keeps its outputs.",
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  octet run model.tflite --input image=picture.npy -o outputs.npz")
final class RunCommand implements Runnable {
  private final Terminal terminal;
  private final Job<RunOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "A .tflite, .keras or .h5 file, a SavedModel, or a frozen graph.")
  private Path model;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "[NAME=]FILE[:ARRAY]",
      converter = InputSource.Converter.class,
      description =
          "The values of one input: an .npy file, or one array of an .npz. NAME may be left out"
              + " when the model has one input. Give it once for each input.")
  private List<InputSource> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT.npz",
      description =
          "Where the outputs go, each as an array of its name. Quantized ones stay integers.")
  private Path output;

  @Mixin private InputChoice reading;

  @Mixin private KernelChoice choice;

  @Mixin private Threads threads;

  @Mixin private CommonOptions common;

  RunCommand(Terminal terminal, Job<RunOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    job.run(options(), common.session(terminal));
  }

  private RunOptions options() {
    try {
      return new RunOptions(
          model,
          reading.optionsForAllSignatures(),
          inputs,
          output,
          reading.signature(),
          choice.kernels(),
          threads.count());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
