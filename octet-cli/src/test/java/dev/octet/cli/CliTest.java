package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  private final Shell shell = new Shell();

  @Test
  void theVersionComesFromTheBuild() {
    assertThat(shell.run("--version")).isZero();
    assertThat(shell.out()).matches("octet [0-9][^ ]* \\(LiteRT [0-9.]+, JDK [0-9]+\\)\\R");
    assertThat(shell.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "convert",
        "quantize",
        "quantize-weights",
        "inspect",
        "run",
        "evaluate",
        "bench",
        "debug",
        "tune",
        "completion"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    assertThat(shell.run("help", command)).isZero();
    assertThat(shell.out()).startsWith("Usage: octet " + command).containsPattern("Examples?");
    assertThat(shell.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void helpListsTheCommands() {
    assertThat(shell.run("--help")).isZero();
    assertThat(shell.out())
        .contains(
            "convert",
            "quantize",
            "quantize-weights",
            "inspect",
            "run",
            "evaluate",
            "debug",
            "Exit codes");
  }

  @ParameterizedTest
  @EnumSource
  void theExitCodeTellsWhoseMoveItIs(ErrorCode code) {
    var failing = new Shell((options, session) -> fail(new OctetException(code, "no way")));
    assertThat(failing.run("inspect", "m.tflite")).isEqualTo(code.kind().exitCode());
    assertThat(failing.err()).startsWith("octet: error: ").contains("no way").hasLineCount(1);
    assertThat(failing.out()).isEmpty();
  }

  @Test
  void anErrorSaysWhereWhatAndWhatNext() {
    var failing =
        new Shell(
            (options, session) ->
                fail(
                    new OctetException(ErrorCode.MALFORMED_MODEL, "vector\nends early")
                        .in("byte 12")
                        .in("m.tflite")
                        .advise("fetch it again")));
    failing.run("inspect", "m.tflite");
    assertThat(failing.err())
        .isEqualToIgnoringNewLines(
            "octet: error: m.tflite: byte 12: vector ends early; fetch it again");
  }

  @Test
  void aBugIsOneLineAndAsksForAReport() {
    var failing = new Shell((options, session) -> fail(new IllegalStateException("oops")));
    assertThat(failing.run("inspect", "m.tflite")).isEqualTo(4);
    assertThat(failing.err()).contains("oops", "report").hasLineCount(1);
  }

  @Test
  void verboseAddsTheStackTrace() {
    var failing = new Shell((options, session) -> fail(new IllegalStateException("oops")));
    assertThat(failing.run("inspect", "m.tflite", "--verbose")).isEqualTo(4);
    assertThat(failing.err()).contains("\tat dev.octet.cli.CliTest");
  }

  @Test
  void runningOutOfMemoryIsOneLineThatSaysHowToGetMore() {
    var failing =
        new Shell(
            (options, session) -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertThat(failing.run("inspect", "m.tflite")).isEqualTo(4);
    assertThat(failing.err()).contains("Java heap space", "OCTET_JAVA_OPTS").hasLineCount(1);
  }

  @Test
  void anIoFailureIsBadInput() {
    var failing =
        new Shell(
            (options, session) ->
                fail(new UncheckedIOException(new AccessDeniedException("secret.tflite"))));
    assertThat(failing.run("inspect", "m.tflite")).isEqualTo(3);
    assertThat(failing.err()).contains("secret.tflite").hasLineCount(1);
  }

  @Test
  void typosGetASuggestion() {
    assertThat(shell.run("quantzie", "m.tflite")).isEqualTo(2);
    assertThat(shell.run("quantize", "m.tflite", "--mod", "int8")).isEqualTo(2);
    assertThat(shell.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("did you mean quantize"))
        .anyMatch(line -> line.contains("--mode"));
  }

  @Test
  void noCommandAtAllIsAUsageError() {
    assertThat(shell.run()).isEqualTo(2);
    assertThat(shell.err()).contains("octet --help").hasLineCount(1);
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAFailure() {
    assertThat(runInto(new IOException("No space left on device"))).isEqualTo(3);
    assertThat(shell.err()).contains("standard output", "No space left").hasLineCount(1);
  }

  @Test
  void aReaderThatHasSeenEnoughIsNone() {
    assertThat(runInto(new IOException("Broken pipe"))).isZero();
    assertThat(shell.err()).isEmpty();
  }

  private int runInto(IOException failure) {
    var output =
        new OutputState(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw failure;
              }
            });
    var full =
        new Terminal(
            new PrintStream(output, false, StandardCharsets.UTF_8),
            output,
            shell.terminal().err(),
            false,
            false,
            false,
            80);
    return new Cli(full, Jobs.standard()).run("--version");
  }

  @Test
  void completionIsAShellScript() {
    assertThat(shell.run("completion")).isZero();
    assertThat(shell.out()).startsWith("#!").contains("--calibrate", "int8-only");
  }

  private static void fail(RuntimeException failure) {
    throw failure;
  }
}
