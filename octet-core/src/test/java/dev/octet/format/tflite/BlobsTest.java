package dev.octet.format.tflite;

import static dev.octet.format.tflite.Models.f32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.ModelAssert;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies behind the tables: in vectors, or behind the FlatBuffer. */
class BlobsTest {
  private static final Tensor TABLE =
      Tensor.of("c", ElementType.FLOAT32, Shape.of(1000), Constant.of(new float[1000]));

  private static MemorySegment write(Model model, long limit) throws IOException {
    Layout layout = TfliteWriter.layout(model, limit);
    MemorySegment bytes = Arena.ofAuto().allocate(layout.size(), 64);
    new ChunkWriter(layout, 2).to(bytes);
    return bytes;
  }

  private static Model sum() {
    return Models.of(Models.op("ADD", null), List.of(f32("x", 1000), TABLE), f32("y", 1000));
  }

  private static int buffer(FlatBytes flat, int number) {
    return flat.element(flat.root(), Ids.MODEL_BUFFERS, number);
  }

  /** Tools and the runtime look for metadata nowhere else. */
  @Test
  void metadataStaysInTheFlatBuffer() throws IOException {
    Model model = sum().withMetadata("min_runtime_version", Constant.of((byte) '1', (byte) 0));
    MemorySegment bytes = write(model, 0);
    var flat = new FlatBytes(bytes);
    assertThat(flat.field(buffer(flat, 1), Ids.BUFFER_DATA)).as("constant").isZero();
    assertThat(flat.field(buffer(flat, 2), Ids.BUFFER_DATA)).as("metadata").isPositive();
    ModelAssert.assertSameModel(Tflite.read(bytes, "m"), model);
    assertThat(
            dev.octet.format.tflite.schema.Model.getRootAsModel(flat.buffer()).metadata(1).name())
        .isEqualTo("buffer_location");
  }

  @Test
  void bothFormsRunTheSame() throws IOException {
    for (long limit : new long[] {0, Tflite.FLATBUFFER_LIMIT}) {
      try (Engine engine = Engine.open(write(sum(), limit), EngineOptions.standard())) {
        engine.input(0).fill((byte) 0);
        engine.run();
        assertThat(engine.output(0).get(Constant.F32, 0)).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1 << 30})
  void largeOptionsOfCustomOpsAreWrittenOnce(long limit) throws IOException {
    var options = MemorySegment.ofArray(new byte[200_000]);
    options.set(Constant.I32, 0, 42);
    var op = Operation.custom("Mine", options);
    Tensor y = f32("y", 3);
    Tensor x = f32("x", 3);
    var first = new Node(op, List.of(x), List.of(y));
    Tensor z = f32("z", 3);
    var graph =
        new dev.octet.model.Graph(
            "g", List.of(x), List.of(z), List.of(first, new Node(op, List.of(y), List.of(z))));
    Model model = Models.of(graph);
    MemorySegment bytes = write(model, limit);
    assertThat(bytes.byteSize()).isLessThan(210_000);
    ModelAssert.assertSameModel(Tflite.read(bytes, "m"), model);
    assertThat(write(Tflite.read(bytes, "m"), limit).mismatch(bytes)).isEqualTo(-1);
  }

  @Test
  void optionsAndConstantsOutsideOfTheFileAreRefused() {
    RawFile file = RawFile.start();
    int custom = file.code(32, 32, 1, new byte[] {'M'});
    RawFile.Sub graph = file.graph();
    int x = graph.tensor("x", 0, 1);
    int y = graph.tensor("y", 0, 1);
    MemorySegment options =
        graph.op(custom, null, 1L << 40, 10, new int[] {x}, y).end(new int[] {x}, y).bytes();
    refused(options, "custom options: bytes 1099511627776 to +10 lie behind the end of the file");
    RawFile other = RawFile.start();
    int far = other.outside(-4096, 4);
    RawFile.Sub sum = other.graph();
    int c = sum.tensor("c", far, 1);
    refused(sum.end(new int[0], c).bytes(), "buffer 1: bytes 18446744073709547520 to +4 lie");
  }

  private static void refused(MemorySegment bytes, String what) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.read(bytes, "m"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL))
        .withMessageContaining(what);
  }

  @Test
  void chunksOfZerosAreThereAllTheSame() throws IOException {
    var folder = java.nio.file.Files.createTempDirectory("octet");
    var file = folder.resolve("zeros.tflite");
    try {
      var bytes = new byte[20 << 20];
      bytes[10 << 20] = 1;
      Tensor table = Tensor.of("c", ElementType.INT8, Shape.of(bytes.length), Constant.of(bytes));
      Model model =
          Models.of(
              Models.op("GATHER", null),
              List.of(table, Tensor.of("i", ElementType.INT32, Shape.of(1))),
              Tensor.of("y", ElementType.INT8, Shape.of(1)));
      Tflite.write(model, file);
      ModelAssert.assertSameModel(Tflite.read(file), model);
      assertThat(Tflite.map(file).mismatch(Tflite.bytes(model))).isEqualTo(-1);
    } finally {
      java.nio.file.Files.deleteIfExists(file);
      java.nio.file.Files.delete(folder);
    }
  }
}
