package dev.octet.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class CommonOptions {
  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no warnings on standard error.")
  private boolean quiet;

  @Option(
      names = "--verbose",
      description = "Say more on standard error; after an error, the stack trace.")
  private boolean verbose;

  Session session(Terminal terminal) {
    return new Session(terminal, json, quiet, verbose);
  }
}
