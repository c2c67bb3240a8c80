package dev.octet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: help and version. */
@Command(
    name = "octet",
    description =
        "Converts Keras models to LiteRT (.tflite) and quantizes them: smaller, faster, without"
            + " Python.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet convert model.keras -o model.tflite",
      "  octet quantize model.tflite -o small.tflite --mode dynamic",
      "  octet quantize model.tflite -o int8.tflite --mode int8 --calibrate samples.npz",
      "  octet inspect int8.tflite",
      "  octet help quantize",
      "",
      "Exit codes: 0 done, 1 the answer is no, 2 usage, 3 bad input, 4 internal error."
    })
final class OctetCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
