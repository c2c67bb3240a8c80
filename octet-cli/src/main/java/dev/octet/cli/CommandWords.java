package dev.octet.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The words of a command line as they were typed. */
final class CommandWords {
  private CommandWords() {}

  /** From {@code octet} on. */
  static List<String> of(CommandSpec command) {
    var words = new ArrayList<String>();
    words.add("octet");
    words.addAll(command.root().commandLine().getParseResult().originalArgs());
    return words;
  }
}
