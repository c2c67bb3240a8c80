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
      description = "Say more: every op that stayed float; after an error, the stack trace.")
  private boolean verbose;

  boolean json() {
    return json;
  }

  Session session(Terminal terminal) {
    return new Session(terminal, json, quiet, verbose, null, null);
  }
}
