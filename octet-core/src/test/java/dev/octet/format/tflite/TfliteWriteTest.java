package dev.octet.format.tflite;

import static dev.octet.format.tflite.Models.f32;
import static dev.octet.format.tflite.Models.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.Fixtures;
import dev.octet.ModelAssert;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Operation;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfliteWriteTest {
  @TempDir Path folder;

  @Test
  void putsConstantsOfAHugeModelBehindTheFlatBuffer() throws IOException {
    Model model = Tflite.read(Fixtures.model("fmnist_cnn"));
    Layout layout = TfliteWriter.layout(model, 0);
    MemorySegment bytes = Arena.ofAuto().allocate(layout.size(), 64);
    new ChunkWriter(layout, 2).to(bytes);
    var flat = new FlatBytes(bytes);
    int buffer = flat.element(flat.root(), 4, 1);
    assertThat(flat.field(buffer, 0)).isZero();
    assertThat(flat.int64(flat.field(buffer, 1))).isGreaterThan(1);
    ModelAssert.assertSameModel(Tflite.read(bytes, "memory"), model);
  }

  @Test
  void readsAFilePast2GiB() throws IOException {
    Model model = Tflite.read(Fixtures.model("fmnist_cnn"));
    Path file = folder.resolve("huge.tflite");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      new ChunkWriter(TfliteWriter.layout(model, 0), 2).to(channel);
      // a hole, which takes no space
      channel.write(ByteBuffer.allocate(1), 5L << 30);
    }
    ModelAssert.assertSameModel(Tflite.read(file), model);
  }

  @Test
  void givesTheSameBytesWithAnyNumberOfThreads() throws IOException {
    int rows = 3000;
    Constant derived =
        Constant.derived(
            rows * 1024L * 4L,
            (offset, target) -> {
              for (long i = 0; i < target.byteSize(); i += 4) {
                target.set(Constant.I32, i, (int) ((offset + i) * 31));
              }
            });
    Tensor weight = Tensor.of("w", ElementType.FLOAT32, Shape.of(rows, 1024), derived);
    Model model =
        Models.of(
            op("FULLY_CONNECTED", Attributes.of("FullyConnectedOptions")),
            List.of(f32("x", 1, 1024), weight),
            f32("y", 1, rows));
    Path one = folder.resolve("one");
    Path four = folder.resolve("four");
    Tflite.write(model, one, 1);
    Tflite.write(model, four, 4);
    assertThat(Files.mismatch(one, four)).isEqualTo(-1);
    assertThat(MemorySegment.ofArray(Files.readAllBytes(one)).mismatch(Tflite.bytes(model)))
        .isEqualTo(-1);
    ModelAssert.assertSameModel(Tflite.read(four), model);
  }

  @Test
  void writesEqualConstantsOnce() {
    Tensor a = Tensor.of("a", ElementType.FLOAT32, Shape.of(1000), Constant.of(new float[1000]));
    Tensor b = Tensor.of("b", ElementType.FLOAT32, Shape.of(1000), Constant.of(new float[1000]));
    Model model = Models.of(op("ADD", Attributes.of("AddOptions")), List.of(a, b), f32("y", 1000));
    assertThat(Tflite.bytes(model).byteSize()).isBetween(4000L, 4700L);
  }

  @Test
  void carriesWhatItDoesNotKnow() {
    var custom =
        new Operation("Mystery", true, 7, null, MemorySegment.ofArray(new byte[] {1, 2, 3}), null);
    var unnamed = new Operation("BUILTIN_5000", false, 2, null, null, null);
    var odd =
        Operation.builtin(
            "CONV_2D",
            Models.conv().with("fused_activation_function", 77L).with("padding", "VALID"));
    Tensor weight = Tensor.of("w", ElementType.FLOAT32, Shape.of(1, 1, 1, 1), Constant.of(2f));
    for (Model model :
        List.of(
            Models.of(custom, List.of(f32("x", 3)), f32("y", 3)),
            Models.of(unnamed, List.of(f32("x", 3)), f32("y", 3)),
            Models.of(odd, List.of(f32("x", 1, 2, 2, 1), weight), f32("y", 1, 2, 2, 1)))) {
      ModelAssert.assertSameModel(Tflite.read(Tflite.bytes(model), "memory"), model);
    }
  }

  @Test
  void carriesWhichInputsAnOpWritesTo() {
    var extras =
        Attributes.of("Operator").with("mutating_variable_inputs", List.of(false, true, false));
    var op = new Operation("Recurrent", true, 1, null, MemorySegment.ofArray(new byte[0]), extras);
    Model model =
        Models.of(op, List.of(f32("x", 3), f32("state", 3).asVariable(), f32("z")), f32("y", 3));
    ModelAssert.assertSameModel(Tflite.read(Tflite.bytes(model), "memory"), model);
    assertThat(op.withVersion(2).withOptions(null).extras()).isEqualTo(extras);
  }

  @Test
  void carriesEveryKindOfValue() {
    var scatter =
        new Attributes(
            "StablehloScatterOptions",
            Map.of(
                "indices_are_sorted",
                true,
                "update_window_dims",
                List.of(1L, -2L),
                "inserted_window_dims",
                List.of(),
                "index_vector_dim",
                1L << 40));
    var bucketize = new Attributes("BucketizeOptions", Map.of("boundaries", List.of(0.5, 1e30)));
    var handle = new Attributes("VarHandleOptions", Map.of("shared_name", "größe"));
    for (Attributes options : List.of(scatter, bucketize, handle)) {
      Model model =
          Models.of(
              Operation.builtin("STABLEHLO_NEGATE", options), List.of(f32("x", 3)), f32("y", 3));
      Model read = Tflite.read(Tflite.bytes(model.withGraphs(withSelf(model, options))), "memory");
      assertThat(read.main().nodes().getFirst().operation().options()).isEqualTo(rounded(options));
    }
  }

  /** A scatter needs a second graph to refer to. */
  private static List<dev.octet.model.Graph> withSelf(Model model, Attributes options) {
    if (!options.type().equals("StablehloScatterOptions")) {
      return model.graphs();
    }
    var node = model.main().nodes().getFirst();
    var main =
        new dev.octet.model.Graph(
            "main",
            model.main().inputs(),
            model.main().outputs(),
            List.of(
                new dev.octet.model.Node(
                    node.operation()
                        .withOptions(options.with("update_computation_subgraph_index", 1)),
                    node.inputs(),
                    node.outputs())));
    Tensor z = f32("z");
    return List.of(main, new dev.octet.model.Graph("body", List.of(z), List.of(z), List.of()));
  }

  private static Attributes rounded(Attributes options) {
    return switch (options.type()) {
      case "BucketizeOptions" -> options.with("boundaries", List.of(0.5, (double) 1e30f));
      case "StablehloScatterOptions" -> options.with("update_computation_subgraph_index", 1);
      default -> options;
    };
  }

  @Test
  void carriesQuantizationOfEveryKind() {
    Tensor scales = Tensor.of("s", ElementType.FLOAT16, Shape.of(2, 1), Constant.of(new byte[4]));
    for (Quantization quantization :
        List.of(
            new Quantization.PerTensor(0.5f, -3),
            new Quantization.PerChannel(new float[] {1, 2}, new long[] {0, 5}, 0),
            new Quantization.Opaque(
                new Attributes(
                    "QuantizationParameters",
                    Map.of("scale", List.of(0.0), "zero_point", List.of(4L)))),
            new Quantization.Blockwise(scales, 32, 0))) {
      Tensor weight =
          f32("w", 2, 32)
              .withData(ElementType.INT8, quantization, Constant.of(new byte[64]))
              .withExtras(null);
      Model model =
          Models.of(
              op("FULLY_CONNECTED", Attributes.of("FullyConnectedOptions")),
              List.of(f32("x", 1, 32), weight),
              f32("y", 1, 2));
      ModelAssert.assertSameModel(Tflite.read(Tflite.bytes(model), "memory"), model);
    }
  }

  @Test
  void keepsRecordedRangesAndDynamicShapes() {
    Tensor x =
        Tensor.of("x", ElementType.FLOAT32, Shape.of(new int[] {1, 3}, new int[] {-1, 3}))
            .withExtras(
                new Attributes(
                    "Tensor",
                    Map.of(
                        "quantization",
                        new Attributes(
                            "QuantizationParameters",
                            Map.of("min", List.of(-1.5), "max", List.of(2.0))))));
    Model model = Models.of(op("ABS", null), List.of(x), f32("y", 1, 3));
    ModelAssert.assertSameModel(Tflite.read(Tflite.bytes(model), "memory"), model);
  }

  @Test
  void carriesSparseConstantsAndChecksThem() {
    // [0 5; 7 0], rows dense, columns compressed
    Model good = sparse(List.of(0L, 1L, 2L));
    ModelAssert.assertSameModel(Tflite.read(Tflite.bytes(good), "memory"), good);
    for (var segments : List.of(List.of(0L, 1L), List.of(0L, 9L, 2L), List.of(0L, 1L, 3L))) {
      assertThatExceptionOfType(OctetException.class)
          .isThrownBy(() -> Tflite.bytes(sparse(segments)))
          .withMessageContaining("its description does not fit: segments");
    }
  }

  private static Model sparse(List<Long> segments) {
    var columns =
        new Attributes(
            "DimensionMetadata",
            Map.of(
                "format", "SPARSE_CSR",
                "array_segments", new Attributes("Uint8Vector", Map.of("values", segments)),
                "array_indices", new Attributes("Int32Vector", Map.of("values", List.of(1L, 0L)))));
    var sparsity =
        new Attributes(
            "SparsityParameters",
            Map.of(
                "traversal_order",
                List.of(0L, 1L),
                "dim_metadata",
                List.of(Attributes.of("DimensionMetadata").with("dense_size", 2), columns)));
    Tensor weight =
        f32("w", 2, 2)
            .withExtras(new Attributes("Tensor", Map.of("sparsity", sparsity)))
            .withData(ElementType.FLOAT32, null, Constant.of(5f, 7f));
    return Models.of(op("DENSIFY", null), List.of(weight), f32("y", 2, 2));
  }

  @Test
  void leavesTheOldFileAndNothingElseWhenItFails() throws IOException {
    Path file = folder.resolve("model.tflite");
    Files.writeString(file, "old");
    Constant broken =
        Constant.derived(
            100_000,
            (_, _) -> {
              throw new IllegalStateException("no bytes");
            });
    Tensor weight = Tensor.of("w", ElementType.FLOAT32, Shape.of(25_000), broken);
    Model model = Models.of(op("ADD", null), List.of(weight, f32("x", 1)), f32("y", 25_000));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Tflite.write(model, file));
    assertThat(Files.readString(file)).isEqualTo("old");
    assertThat(folder.toFile().list()).containsExactly("model.tflite");
  }

  @Test
  void saysWhyItCannotWrite() {
    Model model = Tflite.read(Fixtures.model("fmnist_cnn"));
    refusesToWrite(model, folder.resolve("none/model.tflite"), "no such folder");
    refusesToWrite(model, folder, "not a regular file");
  }

  @Test
  void replacesWhatALinkPointsTo() throws IOException {
    Model model = Tflite.read(Fixtures.model("fmnist_cnn"));
    Path real = Files.createFile(folder.resolve("real.tflite"));
    Path link = Files.createSymbolicLink(folder.resolve("link.tflite"), real);
    Tflite.write(model, link);
    assertThat(link).isSymbolicLink();
    assertThat(real).hasSize(Files.size(link));
    assertThat(Tflite.isTflite(MemorySegment.ofArray(Files.readAllBytes(real)))).isTrue();
  }

  @Test
  void alignsConstantsTo16Bytes() {
    MemorySegment bytes = Tflite.bytes(Tflite.read(Fixtures.model("fmnist_cnn")));
    var flat = new FlatBytes(bytes);
    int buffers = flat.int32(flat.follow(flat.field(flat.root(), 4)));
    for (int i = 1; i < buffers; i++) {
      int vector = flat.follow(flat.field(flat.element(flat.root(), 4, i), 0));
      assertThat((vector + 4) % 16).isZero();
    }
    assertThat(bytes.get(ValueLayout.JAVA_BYTE, 4)).isEqualTo((byte) 'T');
  }

  private static void refusesToWrite(Model model, Path file, String why) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.write(model, file))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_WRITABLE))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(why);
  }
}
