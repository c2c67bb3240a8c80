package dev.octet.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that teaches a shell to complete {@code octet}. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh.",
    mixinStandardHelpOptions = true,
    footerHeading =
        "%nExample, for the running shell (zsh: after 'autoload -U bashcompinit; bashcompinit'):%n",
    footer = "  source <(octet completion)")
final class CompletionCommand implements Runnable {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    terminal.out().print(AutoComplete.bash("octet", spec.root().commandLine()));
  }
}
