package dev.octet.cli;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final String BUG =
      "this is a bug in Octet: please report it with what the same command says with --verbose";

  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    ParameterException cause = rootCause(failure);
    return line(ErrorCode.USAGE, cause.getMessage() + "; " + advice(cause));
  }

  /** A mistyped option looks to picocli like another one missing first; tell of the typo. */
  private static ParameterException rootCause(ParameterException failure) {
    List<String> unmatched = failure.getCommandLine().getUnmatchedArguments();
    return failure instanceof MissingParameterException && !unmatched.isEmpty()
        ? new UnmatchedArgumentException(failure.getCommandLine(), unmatched)
        : failure;
  }

  private static String advice(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      List<String> similar = unmatched.getSuggestions();
      if (!similar.isEmpty()) {
        return "did you mean " + String.join(" or ", similar) + "?";
      }
    }
    return "see '%s --help'".formatted(failure.getCommandLine().getCommandSpec().qualifiedName());
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return handle(failure, parsed.originalArgs());
  }

  /**
   * Tells of a failure; with {@code --verbose} among the arguments, its stack trace too.
   *
   * @return the exit code
   */
  int handle(Throwable failure, List<String> args) {
    int exitCode = line(failure);
    if (args.contains("--verbose")) {
      failure.printStackTrace(terminal.err());
    }
    return exitCode;
  }

  private int line(Throwable failure) {
    return switch (failure) {
      case OctetException e when e.code() != ErrorCode.INTERNAL -> line(e.code(), e.getMessage());
      case UncheckedIOException e -> line(ErrorCode.NOT_READABLE, String.valueOf(e.getCause()));
      case IOException e -> line(ErrorCode.NOT_READABLE, e.toString());
      case OutOfMemoryError e ->
          line(
              ErrorCode.INTERNAL,
              "out of memory (%s); give Java more with OCTET_JAVA_OPTS=-Xmx4g"
                  .formatted(e.getMessage()));
      default -> line(ErrorCode.INTERNAL, failure + "; " + BUG);
    };
  }

  /** Returns the exit code once all output is flushed: an answer that is lost is a failure too. */
  int afterOutput(int exitCode) {
    terminal.out().flush();
    IOException lost = terminal.output().failure();
    if (lost == null || terminal.output().readerIsGone()) {
      return exitCode;
    }
    return line(ErrorCode.NOT_WRITABLE, "standard output: " + lost.getMessage());
  }

  private int line(ErrorCode code, @Nullable String message) {
    terminal.out().flush();
    String line = String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
    terminal.err().println("octet: error: " + line);
    terminal.err().flush();
    return code.kind().exitCode();
  }
}
