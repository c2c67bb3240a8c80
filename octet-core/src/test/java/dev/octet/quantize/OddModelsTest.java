package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.EveryMode;
import dev.octet.format.metadata.Cards;
import dev.octet.format.metadata.ModelCard;
import dev.octet.format.tflite.RawFile;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models as other tools leave them: odd names, shared constants, tensors with several roles, fields
 * that mean nothing. Each is written as it is, quantized in every mode, and run.
 */
class OddModelsTest {
  private static final Attributes FULLY_CONNECTED = Attributes.of("FullyConnectedOptions");
  private static final Attributes PLAIN = Attributes.of("Tensor");

  @TempDir private Path folder;

  private static float[] random(int n) {
    var random = new SplittableRandom(n);
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextInt(-1000, 1000) / 1000f;
    }
    return values;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static MemorySegment text(String model) {
    return Tflite.bytes(Text.parse(model));
  }

  // ---- names ----

  /** Two fully connected ops, one on the other, with tensors called like this. */
  private static MemorySegment named(byte[] x, byte[] w, byte[] a, byte[] b, byte[] y) {
    RawFile file = RawFile.start();
    int weights = file.floats(random(16));
    int bias = file.floats(random(4));
    int fc = file.code("FULLY_CONNECTED");
    RawFile.Sub graph = file.graph();
    int tx = graph.tensor(x, PLAIN, 0, 1, 4);
    int tw = graph.tensor(w, PLAIN, weights, 4, 4);
    int tb = graph.tensor(b, PLAIN, bias, 4);
    int ta = graph.tensor(a, PLAIN, 0, 1, 4);
    int ty = graph.tensor(y, PLAIN, 0, 1, 4);
    return graph
        .op(fc, FULLY_CONNECTED, new int[] {tx, tw, tb}, ta)
        .op(fc, FULLY_CONNECTED, new int[] {ta, tw, tb}, ty)
        .end(new int[] {tx}, ty)
        .bytes();
  }

  @Test
  void oneNameForAllTensors() {
    byte[] same = ascii("t");
    EveryMode.check(named(same, same, same, same, same), folder);
  }

  @Test
  void noNames() {
    byte[] none = {};
    EveryMode.check(named(none, none, none, none, none), folder);
  }

  @Test
  void namesOfSeveralParts() {
    byte[] joined = ascii("a/MatMul;a/BiasAdd;b");
    EveryMode.check(named(joined, ascii(";"), ascii(";;"), ascii("b;"), joined), folder);
  }

  @Test
  void namesThatAreNoText() {
    byte[] y = bytes('y', 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0);
    EveryMode.check(
        named(bytes(0xFF), bytes(0xFE), bytes(0xC0, 0x80), bytes(0xF8), y),
        folder,
        (_, result) ->
            assertThat(result.main().inputs().getFirst().name())
                .isEqualTo(
                    Tflite.read(named(bytes(0xFF), y, y, y, y), "m")
                        .main()
                        .inputs()
                        .getFirst()
                        .name()));
  }

  @Test
  void aVeryLongName() {
    EveryMode.check(
        named(ascii("x".repeat(100_000)), ascii("w"), ascii("a"), ascii("b"), ascii("y")), folder);
  }

  @Test
  void namesThatAreAddedAreNew() {
    EveryMode.check(
        named(
            ascii("quantized"),
            ascii("dequantized"),
            ascii("y_i"),
            ascii("quantized1"),
            ascii("y")),
        folder,
        (_, result) -> {
          List<String> names = result.main().tensors().stream().map(Tensor::name).toList();
          assertThat(new HashSet<>(names)).hasSameSizeAs(names);
        });
  }

  // ---- sharing ----

  @Test
  void aWeightThatAlsoIsATableAndATerm() {
    EveryMode.check(
        text(
            """
            graph main(%x: f32[1,4], %i: i32[2]) -> (%y, %g, %s) {
              const %w: f32[4,4] = {0.5, -1, 2, 1.5, -0.25, 1, 0.75, -2, 1, 1, -1, 0.125, 2, -0.5, 0.3, 1}
              %y: f32[1,4] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
              %g: f32[2,4] = GATHER(%w, %i) GatherOptions{}
              %s: f32[4,4] = ADD(%x, %w) AddOptions{}
            }
            """),
        folder);
  }

  @Test
  void aBiasThatAlsoIsAWeight() {
    RawFile file = RawFile.start();
    int shared = file.floats(random(4));
    int fc = file.code("FULLY_CONNECTED");
    RawFile.Sub graph = file.graph();
    int x = graph.tensor("x", 0, 1, 4);
    int w = graph.tensor("w", shared, 1, 4);
    int a = graph.tensor("a", 0, 1, 1);
    int v = graph.tensor("v", shared, 4, 1);
    int b = graph.tensor("b", shared, 4);
    int y = graph.tensor("y", 0, 1, 4);
    EveryMode.check(
        graph
            .op(fc, FULLY_CONNECTED, new int[] {x, w, -1}, a)
            .op(fc, FULLY_CONNECTED, new int[] {a, v, b}, y)
            .end(new int[] {x}, y)
            .bytes(),
        folder);
  }

  @Test
  void aWeightAndABiasOfTwoConvolutionsOnInputsOfDifferentScales() {
    EveryMode.check(
        text(
            """
            graph main(%x: f32[1,2,2,2]) -> (%y, %z) {
              const %k: f32[] = {40}
              %big: f32[1,2,2,2] = MUL(%x, %k) MulOptions{}
              const %w: f32[2,1,1,2] = {0.5, -1, 2, 1.5}
              const %b: f32[2] = {0.5, -3}
              %y: f32[1,2,2,2] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: VALID, stride_h: 1, stride_w: 1}
              %z: f32[1,2,2,2] = CONV_2D(%big, %w, %b) Conv2DOptions{padding: VALID, stride_h: 1, stride_w: 1}
            }
            """),
        folder,
        (recipe, result) -> {
          if (recipe.needsRanges()) {
            var biases = new HashSet<Constant>();
            result.main().nodes().stream()
                .filter(n -> n.op().equals("CONV_2D"))
                .forEach(
                    n ->
                        biases.add(
                            Objects.requireNonNull(Objects.requireNonNull(n.input(2)).data())));
            assertThat(biases).as("each its own").hasSize(2);
          }
        });
  }

  @Test
  void oneBufferForTensorsOfTwoGraphs() {
    RawFile file = RawFile.start();
    int weights = file.floats(random(16));
    int fc = file.code("FULLY_CONNECTED");
    for (int g = 0; g < 2; g++) {
      RawFile.Sub graph = file.graph();
      int x = graph.tensor("x", 0, 1, 4);
      int w = graph.tensor("w" + g, weights, 4, 4);
      int y = graph.tensor("y", 0, 1, 4);
      graph.op(fc, FULLY_CONNECTED, new int[] {x, w, -1}, y).end(new int[] {x}, y);
    }
    file.signature("one", 0, Map.of("in", 0), Map.of("out", 2));
    file.signature("two", 1, Map.of("in", 0), Map.of("out", 2));
    EveryMode.check(
        file.bytes(),
        folder,
        (_, result) ->
            assertThat(
                    result.graphs().stream()
                        .flatMap(g -> g.tensors().stream())
                        .filter(t -> t.name().startsWith("w"))
                        .map(Tensor::data)
                        .distinct())
                .as("still one")
                .hasSize(1));
  }

  // ---- roles ----

  @Test
  void aConstantThatIsAnOutput() {
    EveryMode.check(
        text(
            """
            graph main(%x: f32[1,4]) -> (%c, %y) {
              const %c: f32[4] = {0.5, -1, 2, 1.5}
              %y: f32[1,4] = MUL(%x, %c) MulOptions{}
            }
            """),
        folder);
  }

  @Test
  void aConstantThatIsAnOutputAndAWeight() {
    EveryMode.check(
        text(
            """
            graph main(%x: f32[1,4]) -> (%w, %y) {
              const %w: f32[2,4] = {0.5, -1, 2, 1.5, 1, 2, 3, 4}
              %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
            }
            """),
        folder);
  }

  @Test
  void anInputThatIsAnOutput() {
    EveryMode.check(
        text(
            """
            graph main(%x: f32[1,4], %z: f32[4]) -> (%x, %y) {
              %y: f32[1,4] = MUL(%x, %z) MulOptions{}
            }
            """),
        folder);
  }

  @Test
  void anOutputListedTwiceAndUsedInside() {
    EveryMode.check(
        text(
            """
            graph main(%x: f32[1,4]) -> (%a, %y, %a) {
              %a: f32[1,4] = MUL(%x, %x) MulOptions{}
              %y: f32[1,4] = ADD(%a, %x) AddOptions{}
            }
            """),
        folder);
  }

  @Test
  void anOutputOfTwoSignaturesUnderTwoNames() {
    RawFile file = RawFile.start();
    int mul = file.code("MUL");
    RawFile.Sub graph = file.graph();
    int x = graph.tensor("x", 0, 1, 4);
    int y = graph.tensor("y", 0, 1, 4);
    graph.op(mul, Attributes.of("MulOptions"), new int[] {x, x}, y).end(new int[] {x}, y);
    file.signature("one", 0, Map.of("in", x), Map.of("out", y));
    file.signature("two", 0, Map.of("data", x), Map.of("product", y, "again", y));
    EveryMode.check(
        file.bytes(),
        folder,
        (_, result) ->
            assertThat(result.signatures().get(1).outputs())
                .extracting(p -> p.name())
                .containsExactly("again", "product"));
  }

  @Test
  void inputsAndTensorsThatNobodyUses() {
    RawFile file = RawFile.start();
    int unused = file.floats(random(4));
    int mul = file.code("MUL");
    file.code("CONV_2D");
    RawFile.Sub graph = file.graph();
    int idle = graph.tensor("idle", 0, 2);
    graph.tensor("forgotten", unused, 4);
    graph.tensor("never made", 0, 4);
    int x = graph.tensor("x", 0, 1, 4);
    int y = graph.tensor("y", 0, 1, 4);
    EveryMode.check(
        graph
            .op(mul, Attributes.of("MulOptions"), new int[] {x, x}, y)
            .end(new int[] {idle, x}, y)
            .bytes(),
        folder);
  }

  @Test
  void noNodesAtAll() {
    EveryMode.check(text("graph main(%x: f32[1,4]) -> (%x) {\n}\n"), folder);
  }

  @Test
  void nothingAtAll() {
    Model model = Text.parse("graph main() -> () {\n}\n");
    Path file = folder.resolve("empty.tflite");
    Tflite.write(model, file);
    Graph read = Tflite.read(file).main();
    assertThat(read.tensors()).isEmpty();
  }

  // ---- fields that mean nothing, or little ----

  private static Attributes quantization(Object... fields) {
    Attributes quantization = Attributes.of("QuantizationParameters");
    for (int i = 0; i < fields.length; i += 2) {
      quantization = quantization.with((String) fields[i], fields[i + 1]);
    }
    return PLAIN.with("quantization", quantization);
  }

  private static MemorySegment withFields(Attributes activation, Attributes constant) {
    RawFile file = RawFile.start();
    int weights = file.floats(random(16));
    int fc = file.code("FULLY_CONNECTED");
    RawFile.Sub graph = file.graph();
    int x = graph.tensor(ascii("x"), activation, 0, 1, 4);
    int w = graph.tensor(ascii("w"), constant, weights, 4, 4);
    int y = graph.tensor(ascii("y"), activation, 0, 1, 4);
    return graph.op(fc, FULLY_CONNECTED, new int[] {x, w, -1}, y).end(new int[] {x}, y).bytes();
  }

  private void check(Attributes fields) {
    EveryMode.check(withFields(fields, fields), folder);
  }

  @Test
  void recordedRangesOfFloatTensors() {
    check(quantization("min", List.of(-6.0), "max", List.of(6.0)));
  }

  @Test
  void anEmptyTableOfQuantization() {
    check(quantization());
  }

  @Test
  void aZeroPointWithoutAScale() {
    check(quantization("zero_point", List.of(0L)));
  }

  @Test
  void anAxisThatDoesNotExist() {
    check(quantization("quantized_dimension", 7));
    check(quantization("quantized_dimension", -1));
  }

  @Test
  void aScaleOfAFloatTensor() {
    check(quantization("scale", List.of(0.5), "zero_point", List.of(3L)));
    check(quantization("scale", List.of(0.0), "zero_point", List.of(0L)));
  }

  @Test
  void rankAndSignature() {
    check(PLAIN.with("has_rank", true));
    check(PLAIN.with("shape_signature", List.of(1L)));
  }

  @Test
  void aBufferZeroWithData() {
    RawFile file = RawFile.bare();
    file.floats(1, 2, 3, 4);
    EveryMode.check(twoTerms(file, file.code("ADD")), folder);
  }

  @Test
  void anEmptyBufferThatIsNotBufferZero() {
    RawFile file = RawFile.start();
    int none = file.noData();
    int add = file.code("ADD");
    RawFile.Sub graph = file.graph();
    int x = graph.tensor("x", none, 1, 4);
    int y = graph.tensor("y", none, 1, 4);
    EveryMode.check(
        graph
            .op(add, Attributes.of("AddOptions"), new int[] {x, x}, y)
            .end(new int[] {x}, y)
            .bytes(),
        folder);
  }

  @Test
  void noBuffers() {
    RawFile file = RawFile.bare();
    EveryMode.check(twoTerms(file, file.code("ADD")), folder);
  }

  @Test
  void anOldOperatorCode() {
    RawFile file = RawFile.start();
    EveryMode.check(twoTerms(file, file.code(0, 0, 1, null)), folder);
  }

  @Test
  void operatorCodesThatAreTheSame() {
    RawFile file = RawFile.start();
    file.code("ADD");
    file.code("ADD");
    EveryMode.check(
        twoTerms(file, file.code("ADD")),
        folder,
        (_, result) -> assertThat(result.main().nodes()).isNotEmpty());
  }

  // ---- metadata ----

  @Test
  void metadataTellsOfTheInterfaceThatThereIs() {
    Constant card = Cards.classifier();
    Model model =
        Text.parse(
                """
                graph main(%x: f32[1,3]) -> (%y) {
                  %y: f32[1,3] = SOFTMAX(%x) SoftmaxOptions{beta: 1.0}
                }
                """)
            .withMetadata("TFLITE_METADATA", card);
    EveryMode.check(
        Tflite.bytes(model),
        folder,
        (recipe, result) -> {
          boolean isFloat =
              recipe.inputType() == ElementType.FLOAT32
                  && recipe.outputType() == ElementType.FLOAT32;
          Constant now =
              result.metadata().stream()
                  .filter(m -> m.name().equals("TFLITE_METADATA"))
                  .findFirst()
                  .orElseThrow()
                  .data();
          assertThat(now.bytes().mismatch(card.bytes()) == -1).isEqualTo(isFloat);
          assertThat(ModelCard.of(result)).isEqualTo(ModelCard.of(model));
        });
  }

  private static MemorySegment twoTerms(RawFile file, int add) {
    RawFile.Sub graph = file.graph();
    int x = graph.tensor("x", 0, 1, 4);
    int y = graph.tensor("y", 0, 1, 4);
    return graph
        .op(add, Attributes.of("AddOptions"), new int[] {x, x}, y)
        .end(new int[] {x}, y)
        .bytes();
  }
}
