package dev.octet.cli;

import dev.octet.ChildJvm;
import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 2000 damaged models, each quantized in two modes, by JVMs with little heap: no crash, no hang, no
 * error but the user's, nothing left behind.
 */
class MutantsIT {
  private static final int EACH = 667;

  /** What went wrong once is tried again. */
  private static final List<Range> ONCE_BROKEN =
      List.of(
          new Range(Fixtures.model("fmnist_cnn"), 1115, 1116),
          new Range(Fixtures.model("fmnist_cnn"), 1153, 1154),
          new Range(Fixtures.model("fmnist_lstm_k2"), 1414, 1415));

  @TempDir private Path folder;

  /** Seeds of mutants of a model. */
  private record Range(Path model, int first, int end) {}

  @Test
  void everyDamagedModelIsQuantizedOrRefused() throws IOException, InterruptedException {
    var ranges = new ArrayList<>(ONCE_BROKEN);
    for (Path model :
        List.of(
            Fixtures.example("fashion.tflite"),
            Fixtures.model("fmnist_lstm"),
            Fixtures.model("fmnist_vit"))) {
      ranges.add(new Range(model, 0, EACH / 2));
      ranges.add(new Range(model, EACH / 2, EACH));
    }
    try (var children = new Children()) {
      for (Range range : ranges) {
        children.start(range);
      }
    }
  }

  /** Two processes at a time. */
  private final class Children implements AutoCloseable {
    private final List<ChildJvm> running = new ArrayList<>();
    private int started;

    void start(Range range) throws IOException, InterruptedException {
      if (running.size() == 2) {
        running.removeFirst().check();
      }
      Path work = Files.createDirectory(folder.resolve("work" + started++));
      running.add(
          ChildJvm.start(
              Mutants.class,
              folder.resolve(work.getFileName() + ".log"),
              List.of(
                  work.toString(),
                  Integer.toString(range.first()),
                  Integer.toString(range.end()),
                  range.model().toString())));
    }

    @Override
    public void close() {
      while (!running.isEmpty()) {
        running.removeFirst().check();
      }
    }
  }
}
