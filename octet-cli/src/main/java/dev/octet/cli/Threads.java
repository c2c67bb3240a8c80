package dev.octet.cli;

import picocli.CommandLine.Option;

/** How much of the machine a command may use. */
final class Threads {
  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Positive.class,
      description = "Threads to use. Default: one for each core.")
  private int count = Runtime.getRuntime().availableProcessors();

  int count() {
    return count;
  }
}
