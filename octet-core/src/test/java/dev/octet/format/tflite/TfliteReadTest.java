package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.Fixtures;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.schema.SubGraph;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfliteReadTest {
  @TempDir Path folder;

  @Test
  void refusesWhatIsNoFile() throws IOException {
    refuses(folder.resolve("none.tflite"), ErrorCode.NOT_READABLE, "no such file");
    refuses(folder, ErrorCode.NOT_READABLE, "is a folder");
  }

  @Test
  void refusesWhatIsNoTflite() throws IOException {
    Path file = folder.resolve("file");
    Files.write(file, new byte[0]);
    refuses(file, ErrorCode.UNKNOWN_FORMAT, "is empty");
    Files.writeString(file, "A text, of some length.");
    refuses(file, ErrorCode.UNKNOWN_FORMAT, "TFL3");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    Path file = folder.resolve("half.tflite");
    byte[] whole = Files.readAllBytes(Fixtures.model("fmnist_cnn"));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refuses(file, ErrorCode.MALFORMED_MODEL, "outside of the file");
  }

  @Test
  void refusesAFileWhoseBiasTheConverterCutInHalf() {
    Path file = Fixtures.shared("golden/multi_sig/tf-int16x8_fallback.tflite");
    refuses(file, ErrorCode.MALFORMED_MODEL, "f32[784] has 1568 bytes of data, not 3136");
  }

  @Test
  void saysWhereItWentWrong() {
    byte[] bytes = bytes("fmnist_cnn");
    var flat = new FlatBytes(MemorySegment.ofArray(bytes));
    int op = flat.element(flat.element(flat.root(), 2, 0), 3, 2);
    int inputs = flat.follow(flat.field(op, 1));
    MemorySegment.ofArray(bytes).set(Constant.I32, inputs + 4, 9999);
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.read(MemorySegment.ofArray(bytes), "m.tflite"))
        .withMessageMatching(
            "m.tflite: subgraph 0: op 2 [A-Z_0-9]+ at byte \\d+: input is tensor.*");
  }

  @Test
  void refusesOptionsOfAKindItWouldLose() {
    byte[] bytes = bytes("fmnist_cnn");
    var flat = new FlatBytes(MemorySegment.ofArray(bytes));
    int op = flat.element(flat.element(flat.root(), 2, 0), 3, 0);
    bytes[flat.field(op, 3)] = 127;
    refuses(bytes, ErrorCode.UNSUPPORTED_MODEL, "newer than Octet knows");
  }

  @Test
  void refusesFieldsItWouldLose() {
    var builder = new FlatBufferBuilder();
    builder.startTable(30);
    builder.addInt(0, 3, 0);
    builder.addInt(29, 1, 0);
    builder.finish(builder.endTable(), "TFL3");
    refuses(builder.sizedByteArray(), ErrorCode.UNSUPPORTED_MODEL, "Model has field number 29");
  }

  @Test
  void refusesFieldsSoFarThatTheGeneratedClassesWouldReadElsewhere() {
    byte[] bytes = bytes("fmnist_cnn");
    MemorySegment file = MemorySegment.ofArray(bytes);
    var flat = new FlatBytes(file);
    int vtable = flat.root() - flat.int32(flat.root());
    file.set(ValueLayout.JAVA_SHORT_UNALIGNED, vtable + 4L, (short) 0x8004);
    refuses(bytes, ErrorCode.MALFORMED_MODEL, "Model has field number 0 32772 bytes away");
  }

  @Test
  void refusesTablesSharedUntilTheyFillTheMemory() {
    var builder = new FlatBufferBuilder();
    int shape =
        dev.octet.format.tflite.schema.Tensor.createShapeVector(
            builder, IntStream.generate(() -> 1).limit(60).toArray());
    int name = builder.createString("x".repeat(100_000));
    dev.octet.format.tflite.schema.Tensor.startTensor(builder);
    dev.octet.format.tflite.schema.Tensor.addShape(builder, shape);
    dev.octet.format.tflite.schema.Tensor.addName(builder, name);
    int tensor = dev.octet.format.tflite.schema.Tensor.endTensor(builder);
    int tensors =
        builder.createVectorOfTables(IntStream.generate(() -> tensor).limit(100_000).toArray());
    SubGraph.startSubGraph(builder);
    SubGraph.addTensors(builder, tensors);
    int graph = SubGraph.endSubGraph(builder);
    int graphs = builder.createVectorOfTables(new int[] {graph});
    dev.octet.format.tflite.schema.Model.startModel(builder);
    dev.octet.format.tflite.schema.Model.addVersion(builder, 3);
    dev.octet.format.tflite.schema.Model.addSubgraphs(builder, graphs);
    dev.octet.format.tflite.schema.Model.finishModelBuffer(
        builder, dev.octet.format.tflite.schema.Model.endModel(builder));
    refuses(builder.sizedByteArray(), ErrorCode.MODEL_TOO_LARGE, "share too much");
  }

  @Test
  void readsOptionsByTheNamesOfTheFormat() {
    Node conv = Tflite.read(Fixtures.model("fmnist_cnn")).main().nodes().getFirst();
    assertThat(conv.op()).isEqualTo("CONV_2D");
    Attributes options = Objects.requireNonNull(conv.operation().options());
    assertThat(options.type()).isEqualTo("Conv2DOptions");
    assertThat(options.integer("stride_w", 0)).isPositive();
    assertThat(options.name("fused_activation_function", "NONE")).isEqualTo("RELU");
  }

  @Test
  void keepsWeightsInTheFile() {
    Model model = Tflite.read(Fixtures.model("fmnist_cnn"));
    Tensor weight = Objects.requireNonNull(model.main().nodes().getFirst().input(1));
    assertThat(weight.data())
        .isInstanceOfSatisfying(
            Constant.Stored.class, c -> assertThat(c.bytes().isMapped()).isTrue());
  }

  @Test
  void tensorsOfOneBufferShareTheirConstant() {
    Model model = Tflite.read(Fixtures.model("multi_sig"));
    long constants =
        model.graphs().stream()
            .flatMap(g -> g.tensors().stream())
            .filter(t -> t.data() != null && t.data().byteSize() > 1000)
            .count();
    long buffers =
        model.graphs().stream()
            .flatMap(g -> g.tensors().stream())
            .map(Tensor::data)
            .filter(d -> d != null && d.byteSize() > 1000)
            .distinct()
            .count();
    assertThat(buffers).isLessThan(constants);
  }

  @Test
  void takesTheFirstBytesOfABufferThatIsTooLong() {
    Tensor five = Tensor.of("c", ElementType.FLOAT32, Shape.of(5), Constant.of(1f, 2f, 3f, 4f, 5f));
    MemorySegment bytes =
        Tflite.bytes(
            Models.of(
                Models.op("ADD", null), List.of(Models.f32("x", 1), five), Models.f32("y", 2, 2)));
    var flat = new FlatBytes(bytes);
    int tensor = flat.element(flat.element(flat.root(), 2, 0), 0, 1);
    bytes.set(Constant.I32, flat.follow(flat.field(tensor, 0)) + 4, 4);
    Tensor four =
        Objects.requireNonNull(Tflite.read(bytes, "m").main().nodes().getFirst().input(1));
    assertThat(
            Objects.requireNonNull(four.data())
                .bytes()
                .mismatch(Constant.of(1f, 2f, 3f, 4f).bytes()))
        .isEqualTo(-1);
  }

  private static byte[] bytes(String model) {
    try {
      return Files.readAllBytes(Fixtures.model(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuses(byte[] bytes, ErrorCode code, String what) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.read(MemorySegment.ofArray(bytes), "bytes"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageContaining(what);
  }

  private static void refuses(Path file, ErrorCode code, String what) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.read(file))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(what);
  }
}
