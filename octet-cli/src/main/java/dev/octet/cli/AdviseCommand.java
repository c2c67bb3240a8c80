package dev.octet.cli;

import dev.octet.advise.Target;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which kind of quantization suits a model. */
@Command(
    name = "advise",
    description =
        "Says which kind of quantization suits a model and what it is to run on, why, and what to"
            + " run next.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet advise model.keras --target cpu --data-available",
      "  octet advise model.tflite --target edgetpu",
      "  octet advise model.tflite --target microcontroller --json | jq -r .next[0].command"
    })
final class AdviseCommand implements Runnable {
  private final Terminal terminal;
  private final Job<AdviseOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "The model: a .tflite file, or one of Keras or TensorFlow.")
  private Path model;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      converter = Words.Targets.class,
      completionCandidates = Words.Targets.class,
      description = "What it is to run on: ${COMPLETION-CANDIDATES}. Default: cpu.")
  private Target target = Target.CPU;

  @Option(
      names = "--data-available",
      description = "There are representative samples to calibrate with.")
  private boolean dataAvailable;

  @Mixin private InputChoice inputs;

  @Mixin private CommonOptions common;

  AdviseCommand(Terminal terminal, Job<AdviseOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    try {
      job.run(
          new AdviseOptions(model, inputs.options(), target, dataAvailable),
          common.session(terminal));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
