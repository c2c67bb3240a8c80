package dev.octet.format.tensorflow.bundle;

import dev.octet.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 2500 damaged checkpoints, read by JVMs with little heap: no crash, no hang, no error but the
 * user's. In most of them the checksums of the index are good, so that what is behind is read.
 */
class BundleMutantsTest {
  private static final String EACH = "500";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "types, .index, false",
    "types, .index, true",
    "slices, .index, true",
    "shards, .index, true",
    "types, .data-00000-of-00001, false"
  })
  void everyDamagedCheckpointIsReadOrRefused(String name, String file, String repaired)
      throws IOException {
    BundleFiles.unpack("bundles.zip", folder);
    ChildJvm.start(
            BundleMutants.class,
            folder.resolve("log"),
            List.of(folder.resolve(name).toString(), file, EACH, repaired))
        .check();
  }
}
