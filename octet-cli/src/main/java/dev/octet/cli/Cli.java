package dev.octet.cli;

import dev.octet.error.ErrorCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** One command line, from words to an exit code. */
final class Cli {
  private static final Set<String> READS_OTHERS = Set.of("completion", "help");

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
      return commandLine(args).execute(args);
    } catch (
        Error e) { // picocli handles exceptions only; an OutOfMemoryError deserves its line too
      return failures.handle(e, List.of(args));
    }
  }

  /** With the subcommands that the words may need: reading all of them takes as long as Java. */
  private CommandLine commandLine(String... args) {
    var line = new CommandLine(new OctetCommand());
    Map<String, Supplier<Object>> commands = commands();
    String first = args.length == 0 ? "" : args[0];
    if (commands.containsKey(first) && !READS_OTHERS.contains(first)) {
      commands.keySet().retainAll(Set.of(first));
    } else if (List.of(args).equals(List.of("--version"))) {
      commands.clear();
    }
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            Help.defaultColorScheme(
                terminal.outIsTerminal() && terminal.colour() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 100))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  private Map<String, Supplier<Object>> commands() {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("convert", () -> new ConvertCommand(terminal, jobs.convert()));
    commands.put("quantize", () -> new QuantizeCommand(terminal, jobs.quantize()));
    commands.put(
        "quantize-weights", () -> new QuantizeWeightsCommand(terminal, jobs.quantizeWeights()));
    commands.put("inspect", () -> new InspectCommand(terminal, jobs.inspect()));
    commands.put("run", () -> new RunCommand(terminal, jobs.run()));
    commands.put("evaluate", () -> new EvaluateCommand(terminal, jobs.evaluate()));
    commands.put("bench", () -> new BenchCommand(terminal, jobs.bench()));
    commands.put("debug", () -> new DebugCommand(terminal, jobs.debug()));
    commands.put("tune", () -> new TuneCommand(terminal, jobs.tune()));
    commands.put("compare", () -> new CompareCommand(terminal, jobs.compare()));
    commands.put("advise", () -> new AdviseCommand(terminal, jobs.advise()));
    commands.put("study", () -> new StudyCommand(terminal, jobs.study()));
    commands.put("completion", () -> new CompletionCommand(terminal));
    commands.put("help", CommandLine.HelpCommand::new);
    return commands;
  }
}
