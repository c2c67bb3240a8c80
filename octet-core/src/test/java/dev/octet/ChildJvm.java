package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with little heap that does what may end it. */
public record ChildJvm(Process process, Path log) {
  private static final long MINUTES = 5;

  /**
   * Starts a main class of the tests.
   *
   * @param log what it prints; its last line is to start with "accepted"
   */
  public static ChildJvm start(Class<?> main, Path log, List<String> args) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + log + ".crash",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(args);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    return new ChildJvm(builder.start(), log);
  }

  /** Waits for it; it must end well, and in time. */
  public void check() {
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly().waitFor();
      List<String> lines = Files.readAllLines(log);
      String end = String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
      assertThat(ended).as("ends in time:\n%s", end).isTrue();
      assertThat(process.exitValue()).as("the last lines tell what ended it:\n%s", end).isZero();
      assertThat(lines.getLast()).startsWith("accepted ");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
