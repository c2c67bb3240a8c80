package dev.octet.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page about TensorFlow's ops says what the cases found. With the system property {@code
 * octet.write} it is written anew.
 */
class TensorFlowPageTest {
  private static final Path PAGE = Fixtures.docs("tensorflow-ops.md");

  @TempDir static Path folder;

  @Test
  void thePageIsCurrent() throws IOException {
    String page = TensorFlowPage.of(TriedOp.all(folder));
    if (Boolean.getBoolean("octet.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/tensorflow-ops.md; -Doctet.write=true writes it anew")
        .isEqualTo(page);
  }
}
