package dev.octet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a command also writes a report for a browser. */
final class ReportChoice {
  /** The option's name. */
  static final String OPTION = "--html";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description =
          "Also write a report here: one file for any browser, with charts, tables and the"
              + " reasons.")
  private @Nullable Path file;

  /**
   * A session that knows of the report that was asked for.
   *
   * @throws ParameterException if it would take the place of a file that the command reads or
   *     writes
   */
  Session of(Session session) {
    Path report = file;
    if (report == null) {
      return session;
    }
    Path folder = report.toAbsolutePath().getParent();
    check(!Files.isDirectory(report), "%s %s is a folder".formatted(OPTION, report));
    check(
        folder != null && Files.isDirectory(folder),
        "%s %s: there is no such folder".formatted(OPTION, report));
    GivenFiles given = GivenFiles.of(command.commandLine().getParseResult(), OPTION);
    given
        .conflicting(report)
        .ifPresent(other -> check(false, "%s would overwrite %s".formatted(OPTION, other)));
    return session.with(new ReportOrder(report, CommandWords.of(command), given));
  }

  private void check(boolean condition, String problem) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), problem);
    }
  }
}
