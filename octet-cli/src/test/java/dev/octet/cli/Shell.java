package dev.octet.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A command line in a test: runs it with jobs that only note what was asked for. */
final class Shell {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Object> asked = new ArrayList<>();
  private final Job<Object> job;
  private final boolean real;

  /** A shell whose jobs do nothing. */
  Shell() {
    this((options, session) -> {});
  }

  /** A shell whose jobs all do the same. */
  Shell(Job<Object> job) {
    this(job, false);
  }

  private Shell(Job<Object> job, boolean real) {
    this.job = job;
    this.real = real;
  }

  /** A shell with the real jobs. */
  static Shell real() {
    return new Shell((options, session) -> {}, true);
  }

  int run(String... args) {
    return new Cli(terminal(), jobs()).run(args);
  }

  private Jobs jobs() {
    return real
        ? Jobs.standard()
        : new Jobs(
            this::note,
            this::note,
            this::note,
            this::note,
            this::note,
            this::note,
            this::note,
            this::note,
            this::note,
            this::note,
            this::note,
            this::note);
  }

  private void note(Object options, Session session) {
    asked.add(options);
    job.run(options, session);
  }

  Terminal terminal() {
    var output = new OutputState(out);
    return new Terminal(
        new PrintStream(output, false, StandardCharsets.UTF_8),
        output,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        false,
        false,
        100);
  }

  /** The options the one job got, once the command line has been accepted. */
  <O> O asked(Class<O> type, String... args) {
    int exitCode = run(args);
    if (exitCode != 0 || asked.size() != 1) {
      throw new AssertionError("exit code %d, jobs %s, %s".formatted(exitCode, asked, err()));
    }
    return type.cast(asked.getFirst());
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
