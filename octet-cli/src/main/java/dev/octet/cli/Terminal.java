package dev.octet.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints.
 *
 * @param out standard output: the answer and nothing else
 * @param output what became of the bytes written to {@code out}
 * @param err standard error: errors, warnings, progress
 * @param outIsTerminal whether a person watches {@code out}
 * @param errIsTerminal whether a person watches {@code err}
 * @param colour whether escape codes for colour are welcome where a person watches
 * @param columns the width to lay text out for, at least 40
 */
record Terminal(
    PrintStream out,
    OutputState output,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean colour,
    int columns) {
  private static final int DEFAULT_COLUMNS = 100;

  /** Returns the streams of this process; the launcher tells what Java cannot find out itself. */
  static Terminal ofProcess() {
    return of(System.getenv(), System.getProperties(), new FileOutputStream(FileDescriptor.out));
  }

  static Terminal of(Map<String, String> env, Properties launcher, FileOutputStream stdout) {
    var output = new OutputState(stdout);
    return new Terminal(
        new PrintStream(output, false, StandardCharsets.UTF_8),
        output,
        System.err,
        "true".equals(launcher.getProperty("octet.stdout.terminal")),
        "true".equals(launcher.getProperty("octet.stderr.terminal")),
        env.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(env.get("TERM")),
        columns(launcher.getProperty("octet.columns"), env.get("COLUMNS")));
  }

  private static int columns(@Nullable String measured, @Nullable String exported) {
    for (String candidate :
        new String[] {measured == null ? "" : measured, exported == null ? "" : exported}) {
      if (candidate.matches("[1-9][0-9]{1,3}")) {
        return Math.max(40, Integer.parseInt(candidate));
      }
    }
    return DEFAULT_COLUMNS;
  }
}
