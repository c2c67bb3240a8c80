package dev.octet.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is in a model. */
@Command(
    name = "inspect",
    description = "Shows a model: its graphs, tensors, quantization and sizes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  octet inspect model.tflite", "  octet inspect model.tflite --json | jq .bytes"})
final class InspectCommand implements Runnable {
  private final Terminal terminal;
  private final Job<InspectOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "A .tflite file; a Keras one is shown as it is converted.")
  private Path model;

  @Option(names = "--text", description = "Print the model in Octet's text form, op by op.")
  private boolean text;

  @Option(names = "--tensors", description = "List every tensor of every graph.")
  private boolean tensors;

  @Mixin private InputChoice inputs;

  @Mixin private CommonOptions common;

  InspectCommand(Terminal terminal, Job<InspectOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    if (text && common.json()) {
      throw new ParameterException(spec.commandLine(), "--text and --json exclude each other");
    }
    if (text && tensors) {
      throw new ParameterException(spec.commandLine(), "--text and --tensors exclude each other");
    }
    try {
      job.run(new InspectOptions(model, inputs.options(), text, tensors), common.session(terminal));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
