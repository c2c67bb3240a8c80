package dev.octet.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a command also writes figures of nodes for Model Explorer. */
final class ExplorerChoice {
  private static final String OPTION = "--model-explorer";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description =
          "Also write figures of each op here, as node data for Google's Model Explorer. Where"
              + " there are several figures, each further one goes to a file beside it.")
  private @Nullable Path file;

  /** Whether the command line asks for them. */
  boolean isAsked() {
    return file != null;
  }

  /**
   * A session that knows of the file that was asked for.
   *
   * @throws ParameterException if it would take the place of a file that the command reads or
   *     writes
   */
  Session of(Session session) {
    Path wanted = file;
    if (wanted == null) {
      return session;
    }
    GivenFiles.of(command.commandLine().getParseResult(), OPTION)
        .conflicting(wanted)
        .ifPresent(
            other -> {
              throw new ParameterException(
                  command.commandLine(), "%s would overwrite %s".formatted(OPTION, other));
            });
    return session.with(wanted);
  }
}
