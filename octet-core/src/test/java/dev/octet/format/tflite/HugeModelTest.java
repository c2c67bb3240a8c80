package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Octet;
import dev.octet.Verification;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models past 2 GiB, of holes: they take no space on a disk that knows holes. */
class HugeModelTest {
  private static final int ROWS = 2_100_000;
  private static final int COLUMNS = 256;
  private static final long TABLE = 4L * ROWS * COLUMNS;
  private static final int PAGE = 4096;

  @TempDir private Path folder;
  private Path file;

  /** A look-up in a table of 2.1 GiB, zero but for its last row; the result times a weight. */
  @BeforeEach
  void aHugeModel() throws IOException {
    long space = Files.getFileStore(folder).getUsableSpace();
    RawFile raw = RawFile.start();
    int table = raw.outside(PAGE, TABLE);
    int weights = raw.outside(PAGE + TABLE, 4L * COLUMNS);
    raw.metadata("buffer_location", raw.data((byte) 'o', (byte) 0));
    raw.metadata("min_runtime_version", raw.data((byte) '1', (byte) '.', (byte) '5', (byte) 0));
    int gather = raw.code("GATHER");
    int fullyConnected = raw.code("FULLY_CONNECTED");
    RawFile.Sub graph = raw.graph();
    int i = graph.tensor(new byte[] {'i'}, Attributes.of("Tensor").with("type", "INT32"), 0, 1);
    int t = graph.tensor("table", table, ROWS, COLUMNS);
    int r = graph.tensor("row", 0, 1, COLUMNS);
    int w = graph.tensor("w", weights, 1, COLUMNS);
    int y = graph.tensor("y", 0, 1, 1);
    MemorySegment bytes =
        graph
            .op(gather, Attributes.of("GatherOptions"), new int[] {t, i}, r)
            .op(fullyConnected, Attributes.of("FullyConnectedOptions"), new int[] {r, w, -1}, y)
            .end(new int[] {i}, y)
            .bytes();
    file = folder.resolve("huge.tflite");
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(bytes.asByteBuffer());
      var row = ByteBuffer.wrap(Constant.of(ones()).bytes().toArray(ValueLayout.JAVA_BYTE));
      channel.write(row, PAGE + TABLE - 4L * COLUMNS);
      channel.write(row.rewind(), PAGE + TABLE);
    }
    if (space - Files.getFileStore(folder).getUsableSpace() > TABLE / 2) {
      System.out.println("SKIPPED: the file system knows no holes: " + folder);
      Assumptions.abort("the file system knows no holes");
    }
  }

  private static float[] ones() {
    var ones = new float[COLUMNS];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static float run(Path model, int index) {
    try (Engine engine = Engine.open(Tflite.map(model), EngineOptions.standard())) {
      engine.input(0).set(ValueLayout.JAVA_INT, 0, index);
      engine.run();
      return engine.output(0).get(ValueLayout.JAVA_FLOAT, 0);
    }
  }

  @Test
  void isReadAndWrittenAndRunAsItIs() throws IOException {
    Model model = Tflite.read(file);
    assertThat(table(model).byteSize()).isEqualTo(TABLE);
    assertThat(run(file, ROWS - 1)).isEqualTo(COLUMNS);
    assertThat(run(file, 0)).isZero();
    Path copy = folder.resolve("copy.tflite");
    Tflite.write(model, copy);
    assertThat(Files.size(copy)).isGreaterThan(1L << 31);
    assertThat(run(copy, ROWS - 1)).isEqualTo(COLUMNS);
    assertThat(Tflite.read(copy).metadata())
        .extracting(Model.Metadata::name)
        .containsExactly("min_runtime_version");
  }

  @Test
  void isOfOrdinaryFormWhenItHasShrunk() {
    Path out = folder.resolve("out.tflite");
    var octet = Octet.load(file);
    octet.quantize(Recipe.of(Mode.DYNAMIC), octet.withoutRanges()).write(out, Verification.NONE, 2);
    MemorySegment bytes = Tflite.map(out);
    var flat = new FlatBytes(bytes);
    int buffer = flat.element(flat.root(), Ids.MODEL_BUFFERS, 1);
    assertThat(flat.field(buffer, Ids.BUFFER_DATA)).isPositive();
    MemorySegment table = table(Tflite.read(bytes, "out")).bytes();
    assertThat(table.byteSize()).isEqualTo(TABLE / 4);
    assertThat(table.get(ValueLayout.JAVA_BYTE, TABLE / 4 - 1)).isEqualTo((byte) 127);
    assertThat(table.get(ValueLayout.JAVA_BYTE, 0)).isZero();
  }

  private static Constant table(Model model) {
    return Objects.requireNonNull(
        Objects.requireNonNull(model.main().nodes().getFirst().input(0)).data());
  }
}
