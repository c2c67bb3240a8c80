package dev.octet.cli;

import static dev.octet.cli.Table.Align.LEFT;
import static dev.octet.cli.Table.Align.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAlignAndNothingTrails() {
    var table =
        new Table(LEFT, RIGHT, LEFT)
            .row("model", "bytes", "note")
            .row("a.tflite", 92432, "")
            .row("naïve", 7, "fast");
    assertThat(table)
        .hasToString(
            """
            model     bytes  note
            a.tflite  92432
            naïve         7  fast
            """);
  }

  @Test
  void noNameCanMoveTheCursor() {
    assertThat(new Table(LEFT).row("a\u001b[2Jb\nc")).hasToString("a?[2Jb?c\n");
  }

  @Test
  void anEmptyTableIsEmpty() {
    assertThat(new Table(LEFT, RIGHT)).hasToString("");
  }

  @Test
  void everyRowFillsEveryColumn() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Table(LEFT, RIGHT).row("one"));
  }
}
