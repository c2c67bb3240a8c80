package dev.octet.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows where two models differ. */
@Command(
    name = "compare",
    description =
        "Shows where two models differ, and by how much: sizes, inputs and outputs, ops, layers,"
            + " weights.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet compare float.tflite int8.tflite",
      "  octet compare model.keras model.tflite --all",
      "  octet compare old.tflite new.tflite --exit-code --quiet"
    })
final class CompareCommand implements Runnable {
  private final Terminal terminal;
  private final Job<CompareOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A model of any format that Octet reads; others than .tflite as converted.")
  private Path before;

  @Parameters(index = "1", paramLabel = "B", description = "The model to compare it with.")
  private Path after;

  @Option(
      names = "--all",
      description =
          "List every layer and every op. Default: those that differ, of layers the 20 with most"
              + " bytes saved.")
  private boolean all;

  @Option(
      names = "--exit-code",
      description = "Exit with 1 when the models differ, with 0 when they are the same.")
  private boolean exitCode;

  @Mixin private ReportChoice report;

  @Mixin private ExplorerChoice explorer;

  @Mixin private ShapeChoice shapes;

  @Mixin private CommonOptions common;

  CompareCommand(Terminal terminal, Job<CompareOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    job.run(options(), explorer.of(report.of(common.session(terminal))));
  }

  private CompareOptions options() {
    try {
      return new CompareOptions(before, after, shapes.options(), all, exitCode);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
