package dev.octet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 1000 damaged frozen graphs, each quantized, rounded and converted by JVMs with little heap, and
 * graphs made to do harm: no crash, no hang, no error but the user's, nothing left behind.
 */
class GraphMutantsTest {
  private static final Path RESOURCES =
      Fixtures.root().resolve("octet-core/src/test/resources/tensorflow");
  private static final int EACH = 200;

  @TempDir private Path folder;

  @Test
  void everyDamagedGraphIsConvertedOrRefused() throws IOException {
    for (String name :
        List.of(
            "weights/functions.pb",
            "weights/loop.pb",
            "weights/listed.pb",
            "text/graph.pb",
            "text/graph.pbtxt")) {
      ChildJvm.start(
              GraphMutants.class,
              folder.resolve("log"),
              List.of(
                  folder.resolve("work").toString(),
                  "0",
                  Integer.toString(EACH),
                  RESOURCES.resolve(name).toString()))
          .check();
    }
  }

  @Test
  void graphsMadeToDoHarmDoNone() throws IOException {
    ChildJvm.start(
            HostileGraphs.class,
            folder.resolve("hostile.log"),
            List.of(folder.resolve("hostile").toString()))
        .check();
  }
}
