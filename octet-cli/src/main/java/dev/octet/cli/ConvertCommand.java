package dev.octet.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a {@code .tflite} of a model without quantizing it. */
@Command(
    name = "convert",
    description =
        "Makes a LiteRT model of a Keras or TensorFlow one; tidies up one that is of LiteRT"
            + " already.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet convert model.keras -o model.tflite",
      "  octet convert model.h5 -o model.tflite --dynamic-batch",
      "  octet convert model.keras -o model.tflite --input-shape image=1x224x224x3",
      "  octet convert saved_model/ -o model.tflite --signature serving_default",
      "  octet convert frozen.pb -o model.tflite --inputs image=1x224x224x3 --outputs probs",
      "",
      "Layers and what becomes of them: docs/keras.md; ops of TensorFlow: docs/tensorflow-ops.md.",
      "To quantize as well, give the model to octet quantize."
    })
final class ConvertCommand implements Runnable {
  private final Terminal terminal;
  private final Job<ConvertOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description =
          "The model: a .keras or .h5 file with architecture and weights, the folder of a"
              + " SavedModel, a frozen graph (.pb, .pbtxt), or a .tflite.")
  private Path model;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "Where to write the model; an older file there is replaced once all went well.")
  private Path output;

  @Mixin private InputChoice inputs;

  @Mixin private Threads threads;

  @Mixin private VerificationChoice verification;

  @Mixin private CommonOptions common;

  ConvertCommand(Terminal terminal, Job<ConvertOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    job.run(options(), common.session(terminal));
  }

  private ConvertOptions options() {
    try {
      return new ConvertOptions(
          model, output, inputs.options(), threads.count(), verification.chosen());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
