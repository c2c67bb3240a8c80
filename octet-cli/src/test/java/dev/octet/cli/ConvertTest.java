package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.data.NumpyWriter;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code octet convert}, and Keras files given to the other commands. */
class ConvertTest {
  @TempDir private Path folder;
  private Path output;

  @BeforeEach
  void anOlderOutputIsThere() throws IOException {
    output = Files.writeString(Files.createDirectory(folder.resolve("o")).resolve("m"), "older");
  }

  private static Path keras(String name) {
    return Fixtures.root().resolve("octet-cli/src/test/resources/keras").resolve(name);
  }

  private static String run(Object... args) {
    Shell shell = Shell.real();
    assertThat(shell.run(words(args))).as(shell.err()).isZero();
    assertThat(shell.err()).isEmpty();
    return shell.out();
  }

  private static String[] words(Object... args) {
    return Arrays.stream(args).map(Object::toString).toArray(String[]::new);
  }

  /** Runs a command that must fail and leave everything as it was; returns its one line. */
  private String refuse(int exitCode, Object... args) throws IOException {
    Shell shell = Shell.real();
    assertThat(shell.run(words(args))).as(shell.err()).isEqualTo(exitCode);
    assertThat(shell.err()).startsWith("octet: error: ").hasLineCount(1);
    assertThat(shell.out()).isEmpty();
    assertThat(output).hasContent("older");
    try (Stream<Path> files = Files.list(output.getParent())) {
      assertThat(files).as("no other file").containsExactly(output);
    }
    return shell.err();
  }

  private String refuseModel(Path model) throws IOException {
    return refuse(3, "convert", model, "-o", output);
  }

  private static List<String> ops(Model model) {
    return model.main().nodes().stream().map(Node::op).toList();
  }

  private static List<String> ports(List<Tensor> tensors) {
    return tensors.stream().map(t -> t.name() + t.shape()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"small.keras", "small.h5"})
  void aKerasFileReplacesTheOlderOutput(String name) {
    String summary = run("convert", keras(name), "-o", output, "--verify=run");
    assertThat(summary)
        .contains("Keras ", "image f32[1,8,8,3]", "scores f32[1,5]")
        .containsPattern("ops +4: 1 CONV_2D, 1 FULLY_CONNECTED, 1 MEAN, 1 SOFTMAX\\R")
        .containsPattern("merged +3: 1 ADD, 1 MUL, 1 RELU\\R");
    Model model = Tflite.read(output);
    assertThat(ops(model)).containsExactly("CONV_2D", "MEAN", "FULLY_CONNECTED", "SOFTMAX");
    assertThat(model.signatures()).extracting(s -> s.key()).containsExactly("serving_default");
    assertThat(model.metadata()).extracting(m -> m.name()).containsExactly("min_runtime_version");
    assertThat(model.description()).isEqualTo("Converted by Octet");
  }

  @Test
  void aSavedModelGoesInWithAllItsSignatures() {
    Path saved = Fixtures.root().resolve("octet-cli/src/test/resources/tensorflow/small");
    assertThat(run("convert", saved, "-o", output, "--verify=run"))
        .contains("SavedModel of TensorFlow 2.", "serving_default: ", "serve: ")
        .contains("f32[1,8,8,3] → output_0 f32[1,5]");
    Model model = Tflite.read(output);
    assertThat(ops(model)).containsExactly("CONV_2D", "MEAN", "FULLY_CONNECTED", "SOFTMAX");
    assertThat(model.graphs()).as("both signatures run it").hasSize(1);
    assertThat(run("convert", saved, "-o", output, "--signature=serve", "--dynamic-batch"))
        .contains("f32[1?,8,8,3]");
    assertThat(Tflite.read(output).signatures()).hasSize(1);
  }

  @Test
  void runPicksASignatureOfEveryFormat() throws IOException {
    Path saved = Fixtures.root().resolve("octet-cli/src/test/resources/tensorflow/small");
    Path image = folder.resolve("image.npy");
    NumpyWriter.npy(image, NdArray.of(new long[] {1, 8, 8, 3}, new float[8 * 8 * 3]));
    run("convert", saved, "-o", output);
    for (Path model : List.of(saved, output)) {
      Path out = folder.resolve("out.npz");
      run("run", model, "--signature=serve", "--input=" + image, "-o", out);
      assertThat(NumpyFile.open(out).names()).containsExactly("output_0");
    }
  }

  @Test
  void aFrozenGraphSaysWhatWasTakenForItsEnds() {
    Path graph = Fixtures.root().resolve("examples/fashion/fashion.pb");
    assertThat(run("convert", graph, "-o", output, "--verify=run"))
        .contains("frozen graph of TensorFlow", "image f32[1,28,28,1]", "Identity f32[1,10]")
        .contains("took 'Identity' for the output", "took 'image' for the input");
    assertThat(ports(Tflite.read(output).main().outputs())).containsExactly("Identity[1,10]");
  }

  @Test
  void aFrozenGraphIsCutWhereItIsToldTo() {
    Path graph = Fixtures.root().resolve("examples/fashion/fashion.pb");
    String summary =
        run("convert", graph, "-o", output, "--inputs=image=1,28,28,1", "--outputs=Identity:0");
    assertThat(summary).contains("image f32[1,28,28,1]").doesNotContain("took");
  }

  @Test
  void whatATensorFlowModelHasNotIsAUsageError() throws IOException {
    Path graph = Fixtures.root().resolve("examples/fashion/fashion.pb");
    assertThat(refuse(2, "convert", graph, "-o", output, "--outputs=Identit"))
        .contains("there is no node 'Identit'; there is Identity");
    assertThat(refuse(2, "convert", graph, "-o", output, "--dynamic-batch"))
        .contains("its first size is fixed");
    assertThat(refuse(2, "convert", graph, "-o", output, "--inputs=img"))
        .contains("there is no node 'img'");
    assertThat(refuse(2, "convert", keras("small.keras"), "-o", output, "--tags=serve"))
        .contains("is no model of TensorFlow");
  }

  @Test
  void constantsAreCalledByTheirLayers() {
    run("convert", keras("small.keras"), "-o", output);
    assertThat(Tflite.read(output).main().tensors())
        .extracting(Tensor::name)
        .contains("conv/kernel", "scores/kernel", "scores/bias");
  }

  @Test
  void theAnswerIsThereForPrograms() {
    JsonObject json =
        JsonParser.parseString(run("convert", keras("small.h5"), "-o", output, "--json"))
            .getAsJsonObject();
    assertThat(json.get("format").getAsString()).startsWith("Keras 2.").endsWith("(HDF5)");
    assertThat(json.get("bytes_after").getAsLong()).isEqualTo(output.toFile().length());
    assertThat(json.get("ops").toString())
        .isEqualTo("{\"CONV_2D\":1,\"FULLY_CONNECTED\":1,\"MEAN\":1,\"SOFTMAX\":1}");
    assertThat(json.get("inputs").toString())
        .isEqualTo("[{\"name\":\"image\",\"type\":\"f32\",\"shape\":[1,8,8,3]}]");
  }

  @Test
  void theBatchIsAsAskedFor() {
    run("convert", keras("small.keras"), "-o", output, "--batch=4");
    assertThat(ports(Tflite.read(output).main().inputs())).containsExactly("image[4,8,8,3]");
    assertThat(ports(Tflite.read(output).main().outputs())).containsExactly("scores[4,5]");
    run("convert", keras("small.h5"), "-o", output, "--dynamic-batch");
    assertThat(ports(Tflite.read(output).main().inputs())).containsExactly("image[1?,8,8,3]");
    assertThat(ports(Tflite.read(output).main().outputs())).containsExactly("scores[1?,5]");
  }

  @Test
  void twoBatchesCannotBeMeant() throws IOException {
    Path model = keras("small.keras");
    assertThat(refuse(2, "convert", model, "-o", output, "--batch=4", "--dynamic-batch"))
        .contains("--batch and --dynamic-batch exclude each other");
    assertThat(refuse(2, "convert", model, "-o", output, "--batch=0")).contains("at least 1");
    assertThat(refuse(2, "convert", model, "-o", output, "--batch=4", "--input-shape=1x8x8x3"))
        .contains("another batch");
  }

  @Test
  void openSizesAreAskedForAndGiven() throws IOException {
    Path model = keras("any_size.keras");
    assertThat(refuse(2, "convert", model, "-o", output))
        .contains("input image", "leaves sizes open", "--input-shape image=1x224x224x3");
    run("convert", model, "-o", output, "--input-shape", "image=1x12x10x3");
    assertThat(ports(Tflite.read(output).main().inputs())).containsExactly("image[1,12,10,3]");
    run("convert", model, "-o", output, "--input-shape=1,12,10,3", "--dynamic-batch");
    assertThat(ports(Tflite.read(output).main().inputs())).containsExactly("image[1?,12,10,3]");
  }

  @Test
  void shapesThatDoNotFitAreRefused() throws IOException {
    Path model = keras("small.keras");
    assertThat(refuse(2, "convert", model, "-o", output, "--input-shape=image=1x9x9x3"))
        .contains("input image has shape (?, 8, 8, 3), not [1,9,9,3]");
    assertThat(refuse(2, "convert", model, "-o", output, "--input-shape=other=1x8x8x3"))
        .contains("there is no input other", "image");
    assertThat(refuse(2, "convert", model, "-o", output, "--input-shape=image=8xy"))
        .contains("SIZES");
    assertThat(
            refuse(
                2,
                "convert",
                model,
                "-o",
                output,
                "--input-shape=image=1x8x8x3",
                "--input-shape=image=1x8x8x3"))
        .contains("twice");
  }

  @Test
  void everyLayerThatCannotBeConvertedIsNamed() throws IOException {
    assertThat(refuseModel(keras("unsupported.keras")))
        .contains("2 layers cannot be converted", "twist (mine>Twist)", "twice (Lambda)");
  }

  @Test
  void weightsAloneAreNoModel() throws IOException {
    assertThat(refuseModel(keras("small.weights.h5"))).contains("weights only", "model.save(...)");
  }

  @Test
  void aFolderAndATextAndAPickleAreNone() throws IOException {
    assertThat(refuseModel(folder)).contains("is a folder");
    Path text = Files.writeString(folder.resolve("notes.txt"), "buy milk, convert model");
    assertThat(refuseModel(text)).contains("notes.txt: is no Keras model", "Octet reads");
    Path pickle = Files.write(folder.resolve("model.pkl"), new byte[] {(byte) 0x80, 4, 0x2e});
    assertThat(refuseModel(pickle)).contains("is a Python pickle");
    assertThat(refuseModel(Path.of("nowhere.keras"))).contains("nowhere.keras: no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"small.keras", "small.h5"})
  void aTruncatedFileIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(keras(name));
    for (double part : List.of(0.001, 0.3, 0.7, 0.999)) {
      Path half = folder.resolve("half");
      Files.write(half, Arrays.copyOf(whole, (int) (part * whole.length)));
      assertThat(refuseModel(half)).contains("half: ");
    }
  }

  @Test
  void theModelIsNotItsOwnOutput() throws IOException {
    Path copy = Files.copy(keras("small.keras"), folder.resolve("copy.keras"));
    assertThat(refuse(2, "convert", copy, "-o", copy)).contains("overwrite");
    assertThat(copy).hasSameBinaryContentAs(keras("small.keras"));
    assertThat(refuse(2, "convert", copy)).contains("--output");
  }

  @Test
  void aLiteRtFileIsTidiedUp() {
    Path model = Fixtures.example("fashion.tflite");
    assertThat(run("convert", model, "-o", output)).contains("LiteRT (.tflite)");
    assertThat(ops(Tflite.read(output))).isNotEmpty();
    assertThat(output.toFile().length()).isLessThanOrEqualTo(model.toFile().length());
  }

  @Test
  void whatIsQuantizedStaysSo() {
    Path int8 = folder.resolve("int8.tflite");
    Path model = Fixtures.example("fashion.tflite");
    assertThat(
            Shell.real()
                .run(words("quantize", model, "-o", int8, "--mode=int8", "--calibrate=random:2")))
        .isZero();
    run("convert", int8, "-o", output);
    assertThat(ops(Tflite.read(output))).isEqualTo(ops(Tflite.read(int8)));
  }

  @Test
  void theOtherCommandsTakeKerasFilesAsWell() throws IOException {
    Path converted = folder.resolve("converted.tflite");
    Path model = keras("small.keras");
    run("convert", model, "-o", converted);
    assertThat(run("inspect", model)).contains("Keras 3.", "CONV_2D", "as .tflite, which is shown");
    Path image = folder.resolve("image.npy");
    var values = new float[8 * 8 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 / 7f;
    }
    NumpyWriter.npy(image, NdArray.of(new long[] {1, 8, 8, 3}, values));
    var outputs = new ArrayList<double[]>();
    for (Path each : List.of(model, converted)) {
      Path out = folder.resolve("out.npz");
      run("run", each, "--input=" + image, "-o", out);
      outputs.add(NumpyFile.open(out).read("scores").toDoubles());
    }
    assertThat(outputs.getFirst()).hasSize(5).isEqualTo(outputs.getLast());
    assertThat(run("evaluate", model, converted, "--data=" + image))
        .contains("small.keras", "100.00%", "equal");
  }

  @Test
  void quantizesKerasFilesByRangesOfTheFile() throws IOException {
    Path ranges = folder.resolve("ranges.json");
    Path model = keras("small.h5");
    run(
        "quantize",
        model,
        "-o",
        output,
        "--mode=int8",
        "--calibrate=random:4",
        "--save-ranges=" + ranges);
    byte[] first = Files.readAllBytes(output);
    run("quantize", model, "-o", output, "--mode=int8", "--ranges=" + ranges);
    assertThat(output).hasBinaryContent(first);
    Files.writeString(output, "older");
    assertThat(
            refuse(
                3,
                "quantize",
                keras("small.keras"),
                "-o",
                output,
                "--mode=int8",
                "--ranges=" + ranges))
        .contains("belongs to another model");
  }
}
