package dev.octet.cli;

import dev.octet.error.ErrorCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** One command line, from words to an exit code. */
final class Cli {
  private final Terminal terminal;
  private final Jobs jobs;
  private final Failures failures;

  Cli(Terminal terminal, Jobs jobs) {
    this.terminal = terminal;
    this.jobs = jobs;
    this.failures = new Failures(terminal);
  }

  /**
   * Runs one command line.
   *
   * @return 0 when done, else {@link ErrorCode.Kind#exitCode()}
   */
  int run(String... args) {
    return failures.afterOutput(execute(args));
  }

  private int execute(String... args) {
    try {
      return commandLine().execute(args);
    } catch (
        Error e) { // picocli handles exceptions only; an OutOfMemoryError deserves its line too
      return failures.handle(e, List.of(args));
    }
  }

  CommandLine commandLine() {
    return new CommandLine(new OctetCommand())
        .addSubcommand(new ConvertCommand(terminal, jobs.convert()))
        .addSubcommand(new QuantizeCommand(terminal, jobs.quantize()))
        .addSubcommand(new QuantizeWeightsCommand(terminal, jobs.quantizeWeights()))
        .addSubcommand(new InspectCommand(terminal, jobs.inspect()))
        .addSubcommand(new RunCommand(terminal, jobs.run()))
        .addSubcommand(new EvaluateCommand(terminal, jobs.evaluate()))
        .addSubcommand(new DebugCommand(terminal, jobs.debug()))
        .addSubcommand(new TuneCommand(terminal, jobs.tune()))
        .addSubcommand(new CompletionCommand(terminal))
        .addSubcommand(new CommandLine.HelpCommand())
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            Help.defaultColorScheme(
                terminal.outIsTerminal() && terminal.colour() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 100))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }
}
