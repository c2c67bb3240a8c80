package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupTest {
  @Test
  void deletesWhatIsLeftAndToleratesWhatIsNot(@TempDir Path folder) throws IOException {
    Path left = Files.createFile(folder.resolve("left"));
    Path other = Files.createFile(folder.resolve("other"));
    try (var cleanup = new Cleanup()) {
      cleanup.add(left);
      cleanup.add(folder.resolve("moved away"));
      cleanup.deleteAll();
    }
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }
}
