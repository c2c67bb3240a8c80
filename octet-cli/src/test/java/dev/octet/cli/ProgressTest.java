package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Shell shell = new Shell();
  private long now;

  private Progress start(boolean quiet) {
    return new Progress(shell.terminal(), quiet, () -> now);
  }

  private void after(long seconds) {
    now = Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void aLogGetsALineEveryTenSeconds() {
    try (Progress progress = start(false)) {
      for (int second = 0; second < 25; second++) {
        after(second);
        progress.update("calibrating", second, 25);
      }
    }
    assertThat(shell.err())
        .isEqualToNormalizingNewlines(
            """
            octet: calibrating 10/25, about 15 s left
            octet: calibrating 20/25, about 5 s left
            """);
  }

  @Test
  void aQuickJobSaysNothing() {
    try (Progress progress = start(false)) {
      progress.update("calibrating", 1, 1);
    }
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void quietMeansQuiet() {
    try (Progress progress = start(true)) {
      after(100);
      progress.update("calibrating", 1, 2);
    }
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void aTerminalGetsABarAfterASecondThatVanishesInTheEnd() {
    Terminal plain = shell.terminal();
    var watched =
        new Terminal(plain.out(), plain.output(), plain.err(), false, true, true, plain.columns());
    try (var progress = new Progress(watched, false, () -> now)) {
      progress.update("calibrating", 1, 4);
      assertThat(shell.err()).isEmpty();
      after(2);
      progress.update("calibrating", 2, 4);
    }
    assertThat(shell.err()).contains("calibrating").doesNotContain("\n").endsWith("\r");
    assertThat(shell.out()).isEmpty();
  }
}
