package dev.octet.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page about ops says what the tests found. With the system property {@code octet.write} it is
 * written anew.
 */
class OpsPageTest {
  private static final Path PAGE = Fixtures.root().resolve("docs/ops.md");

  @Test
  void thePageIsCurrent() throws IOException {
    String page = OpsPage.of(OpTable.standard(), OpCase.all());
    if (Boolean.getBoolean("octet.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/ops.md; -Doctet.write=true writes it anew")
        .isEqualTo(page);
  }
}
