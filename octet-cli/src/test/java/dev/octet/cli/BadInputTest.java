package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake gets one line, its exit code, and leaves the older output as it was. */
class BadInputTest {
  private static final Path MODEL = Fixtures.example("fashion.tflite");

  @TempDir private Path folder;
  private final Shell shell = Shell.real();
  private Path output;

  @BeforeEach
  void anOlderOutputIsThere() throws IOException {
    output = Files.writeString(Files.createDirectory(folder.resolve("o")).resolve("m"), "older");
  }

  /** Runs a command that must fail; returns its one line. */
  private String refuse(int exitCode, Object... args) throws IOException {
    assertThat(shell.run(Arrays.stream(args).map(Object::toString).toArray(String[]::new)))
        .as(shell.err())
        .isEqualTo(exitCode);
    assertThat(shell.err()).startsWith("octet: error: ").hasLineCount(1);
    assertThat(shell.out()).isEmpty();
    assertThat(output).hasContent("older");
    try (Stream<Path> files = Files.list(output.getParent())) {
      assertThat(files).as("no other file").containsExactly(output);
    }
    return shell.err().strip().replace("octet: error: ", "");
  }

  private String refuseModel(Path model) throws IOException {
    return refuse(3, "quantize", model, "-o", output);
  }

  private Path file(String name, byte... bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  @Test
  void aMissingModel() throws IOException {
    assertThat(refuseModel(Path.of("nowhere.tflite"))).isEqualTo("nowhere.tflite: no such file");
  }

  @Test
  void anEmptyModel() throws IOException {
    assertThat(refuseModel(file("m.tflite"))).contains("m.tflite: is empty");
  }

  @Test
  void aTextFile() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "buy milk, quantize model");
    assertThat(refuseModel(text)).contains("notes.txt: is no Keras model").contains("TFL3");
  }

  @Test
  void aFolder() throws IOException {
    assertThat(refuseModel(folder))
        .endsWith("is a folder without saved_model.pb; give the folder of a SavedModel, or a file");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0001, 0.1, 0.5, 0.9, 0.999})
  void aTruncatedModel(double part) throws IOException {
    byte[] whole = Files.readAllBytes(MODEL);
    Path half = file("half.tflite", Arrays.copyOf(whole, (int) (part * whole.length)));
    assertThat(refuseModel(half)).contains("half.tflite: ");
  }

  @Test
  void anHdf5FileThatEndsAtItsStart() throws IOException {
    byte[] hdf5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0};
    assertThat(refuseModel(file("model.h5", hdf5))).contains("model.h5: ");
  }

  @Test
  void aZipThatEndsAtItsStart() throws IOException {
    byte[] zip = {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0};
    assertThat(refuse(3, "inspect", file("model.keras", zip))).contains("model.keras: ");
  }

  @Test
  void anEmptySavedModel() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    Files.createFile(saved.resolve("saved_model.pb"));
    assertThat(refuseModel(saved)).contains("the SavedModel has no graph; the file is damaged");
  }

  @Test
  void anOnnxModel() throws IOException {
    assertThat(refuseModel(file("m.onnx", new byte[] {8, 7, 18, 3, 'a', 'b', 'c', 0, 0, 0})))
        .contains("is an ONNX model; Octet reads .tflite");
  }

  static Stream<Map.Entry<String, NdArray>> badArrays() {
    float[] zeros = new float[784];
    float[] nan = zeros.clone();
    nan[100] = Float.NaN;
    float[] infinite = zeros.clone();
    infinite[5] = Float.POSITIVE_INFINITY;
    var bad = new LinkedHashMap<String, NdArray>();
    bad.put("NaN", NdArray.of(new long[] {1, 28, 28, 1}, nan));
    bad.put("Infinity", NdArray.of(new long[] {1, 28, 28, 1}, infinite));
    bad.put("samples are [7,112,1]", NdArray.of(new long[] {1, 7, 112, 1}, zeros));
    bad.put("no samples", NdArray.of(new long[] {0, 28, 28, 1}, new float[0]));
    return bad.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("badArrays")
  void samplesThatDoNotFit(Map.Entry<String, NdArray> bad) throws IOException {
    Path data = folder.resolve("calib.npz");
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put("image", bad.getValue());
    NumpyWriter.npz(data, arrays);
    assertThat(calibrateWith(data.toString()))
        .contains("calib.npz", "'image'")
        .containsIgnoringCase(bad.getKey());
  }

  private String calibrateWith(String source) throws IOException {
    return refuse(3, "quantize", MODEL, "-o", output, "--mode=int8", "--calibrate", source);
  }

  @Test
  void samplesOfATypeThatHasNoNumbers() throws IOException {
    Path data = folder.resolve("text.npy");
    String header = "{'descr': '<U4', 'fortran_order': False, 'shape': (2,), }";
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (header.length() + 1), 0};
    try (var out = Files.newOutputStream(data)) {
      out.write(start);
      out.write((header + "\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(new byte[32]);
    }
    assertThat(calibrateWith(data.toString())).contains("text.npy", "<U4");
  }

  private Path imagesOneOfWhichIsBad() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (String name : List.of("a.png", "b.png", "d.png")) {
      var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
      ImageIO.write(image, "png", images.resolve(name).toFile());
    }
    byte[] good = Files.readAllBytes(images.resolve("a.png"));
    Files.write(images.resolve("c.png"), Arrays.copyOf(good, good.length / 2));
    return images;
  }

  @Test
  void aBadImageAmongGoodOnes() throws IOException {
    assertThat(calibrateWith(imagesOneOfWhichIsBad().toString()))
        .contains("c.png: is damaged", "--skip-bad");
  }

  @Test
  void aBadImageThatIsLeftOut() throws IOException {
    Path images = imagesOneOfWhichIsBad();
    String target = folder.resolve("made.tflite").toString();
    assertThat(
            shell.run(
                "quantize",
                MODEL.toString(),
                "-o",
                target,
                "--mode=int8",
                "--calibrate=" + images,
                "--preprocess=-1-1",
                "--skip-bad"))
        .as(shell.err())
        .isZero();
    assertThat(shell.err()).contains("left out 1 of 4 samples that cannot be read", "c.png");
  }

  @Test
  void nothingButBadImages() throws IOException {
    Path images = Files.createDirectory(folder.resolve("bad"));
    Files.writeString(images.resolve("a.png"), "no image");
    assertThat(
            refuse(
                3,
                "quantize",
                MODEL,
                "-o",
                output,
                "--mode=int8",
                "--calibrate",
                images,
                "--skip-bad"))
        .contains("none of the 1 samples can be read", "a.png");
  }

  private String evaluateWith(String labels) throws IOException {
    Path file = Files.writeString(folder.resolve("labels.txt"), labels);
    return refuse(3, "evaluate", MODEL, "--data=random:3", "--labels", file);
  }

  @ParameterizedTest
  @CsvSource({
    "1 2, 2 labels for 3 samples",
    "1 2 3 4, 4 labels for 3 samples",
    "1 10 3, 'has 10 classes, label 1 is 10'",
    "1 -1 3, label 1: is -1",
    "1 0.5 3, not classes",
  })
  void labelsThatDoNotFit(String labels, String mention) throws IOException {
    assertThat(evaluateWith(labels.replace(' ', '\n'))).contains(mention);
  }

  @Test
  void aLabelThatIsNoneOfTheClasses() throws IOException {
    Files.writeString(folder.resolve("classes.txt"), "bag\nboot\n");
    assertThat(evaluateWith("bag\nhat\nboot\n"))
        .contains("label 1: 'hat' is none of the 2 classes");
  }

  @Test
  void aPresetThatIsNone() throws IOException {
    assertThat(refuse(2, "evaluate", MODEL, "--data=random:3", "--preprocess=imagenet"))
        .contains("imagenet", "caffe");
  }

  @Test
  void aPresetAndANormalization() throws IOException {
    assertThat(
            refuse(2, "evaluate", MODEL, "--data=random:3", "--preprocess=tf", "--normalize=0,255"))
        .contains("--preprocess and --normalize exclude each other");
  }

  @Test
  void samplesOfAnotherName() throws IOException {
    assertThat(calibrateWith(Fixtures.example("calib.npz") + ":z"))
        .contains("calib.npz", "'z'", "x", "y");
  }

  @Test
  void samplesThatAreNotThere() throws IOException {
    assertThat(calibrateWith("nowhere.npz:x")).contains("nowhere.npz:x: no such file");
  }

  @Test
  void rangesOfAnotherModel() throws IOException {
    Path ranges = folder.resolve("ranges.json");
    Path other = Fixtures.model("fmnist_cnn");
    assertThat(
            Shell.real()
                .run(
                    "quantize",
                    other.toString(),
                    "-o",
                    folder.resolve("other.tflite").toString(),
                    "--mode=int8",
                    "--calibrate=random:1",
                    "--save-ranges=" + ranges))
        .isZero();
    assertThat(refuse(3, "quantize", MODEL, "-o", output, "--mode=int8", "--ranges", ranges))
        .contains("ranges.json", "model");
  }

  static List<String> unwritable() {
    var places = new ArrayList<>(List.of("FOLDER/missing/out", "FOLDER/o/m/out", "FOLDER"));
    Stream.of("/proc/out.tflite", "/sys/out.tflite", "/dev/null", "/dev/full")
        .filter(place -> Files.exists(Path.of(place).getParent()))
        .forEach(places::add);
    return places;
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void anOutputThatCannotBeWritten(String place) throws IOException {
    String target = place.replace("FOLDER", folder.toString());
    assertThat(refuse(3, "quantize", MODEL, "-o", target)).contains(target + ": cannot be written");
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void rangesThatCannotBeWritten(String place) throws IOException {
    String target = place.replace("FOLDER", folder.toString());
    assertThat(
            refuse(
                3,
                "quantize",
                MODEL,
                "-o",
                output,
                "--mode=int8",
                "--calibrate=random:1",
                "--save-ranges",
                target))
        .contains(target + ": cannot be written");
  }

  @Test
  void noModelAtAll() throws IOException {
    assertThat(refuse(2, "quantize", "-o", output)).contains("MODEL");
  }

  @Test
  void twoModels() throws IOException {
    assertThat(refuse(2, "quantize", MODEL, "b.tflite", "-o", output)).contains("b.tflite");
  }

  @Test
  void aModeThatIsNone() throws IOException {
    assertThat(refuse(2, "quantize", MODEL, "-o", output, "--mode=int-8"))
        .contains("did you mean int8?", "float16");
  }

  @Test
  void halfANormalization() throws IOException {
    assertThat(
            refuse(
                2,
                "quantize",
                MODEL,
                "-o",
                output,
                "--mode=int8",
                "--calibrate=random:1",
                "--normalize=255"))
        .contains("MEAN,STD", "255");
  }

  @Test
  void theModelAsItsOwnOutput() throws IOException {
    Path copy = Files.copy(MODEL, folder.resolve("copy.tflite"));
    assertThat(refuse(2, "quantize", copy, "-o", copy)).contains("overwrite");
    assertThat(copy).hasSameBinaryContentAs(MODEL);
  }
}
