package dev.octet.format.keras;

import dev.octet.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 2000 damaged Keras files, each read and converted by JVMs with little heap: no crash, no hang, no
 * error but the user's, nothing left behind.
 */
class KerasMutantsTest {
  private static final int EACH = 500;

  @TempDir private Path folder;

  @Test
  void everyDamagedFileIsConvertedOrRefused() throws IOException {
    for (String name : List.of("model_k2.h5", "model_k3.h5", "model.keras", "deflated.keras")) {
      ChildJvm.start(
              KerasMutants.class,
              folder.resolve(name + ".log"),
              List.of(
                  folder.resolve("work").toString(),
                  "0",
                  Integer.toString(EACH),
                  KerasArchiveTest.file(name).toString()))
          .check();
    }
  }
}
