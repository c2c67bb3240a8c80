package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.open;
import static dev.octet.data.TestData.reals;
import static dev.octet.data.TestData.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.Fixtures;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.error.ErrorCode;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private static final InputSpec IMAGE = input(ElementType.FLOAT32, 1, 2, 2, 1);
  private static final String FILE = file("samples.npz").toString();

  @Test
  void readsTheArrayThatIsPicked() {
    Samples samples = samples(FILE + ":x", IMAGE);
    assertThat(samples.size()).isEqualTo(3);
    assertThat(samples.dims(0, 0)).containsExactly(1, 2, 2, 1);
    assertThat(reals(samples.array(1, 0))).containsExactly(80, 100, 120, 140);
  }

  @Test
  void normalizesAsFloat32() {
    Samples samples = part(open(FILE + ":x", DataOptions.normalized(10, 255), IMAGE));
    assertThat(reals(samples.array(0, 0))[2]).isEqualTo((40f - 10f) / 255f);
  }

  @Test
  void readsTheExample() {
    var image = input(ElementType.FLOAT32, 1, 28, 28, 1);
    String calib = Fixtures.example("calib.npz") + ":x";
    Samples samples =
        part(
            open(
                calib,
                DataOptions.standard().withPreprocessing(Preprocessing.parse("0,255")),
                image));
    assertThat(samples.size()).isEqualTo(200);
    assertThat(DoubleStream.of(reals(samples.array(199, 0))).boxed())
        .hasSize(784)
        .allMatch(v -> v >= 0 && v <= 1);
  }

  @Test
  void givesArraysToTheInputsOfTheSameName() {
    var y = InputSpec.of("y", ElementType.INT32, Shape.of(1));
    var x = new InputSpec(List.of("image", "x"), ElementType.FLOAT32, Shape.of(1, 2, 2), null);
    Samples samples = samples(FILE, y, x);
    assertThat(reals(samples.array(0, 0))).containsExactly(2);
    assertThat(reals(samples.array(0, 1))).containsExactly(0, 20, 40, 60);
  }

  @Test
  void givesPickedArraysToTheInputsInOrder() {
    var label = InputSpec.of("l", ElementType.INT64, Shape.of(1, 1));
    Samples samples = samples(FILE + ":column,x", label, IMAGE);
    assertThat(reals(samples.array(2, 0))).containsExactly(1);
    assertThat(reals(samples.array(2, 1))).containsExactly(160, 180, 200, 220);
  }

  @Test
  void givesArraysByPositionWhenNoNameFits(@TempDir Path folder) {
    Path two = folder.resolve("two.npz");
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put("arr_0", NdArray.of(new long[] {2, 1}, 1f, 2f));
    arrays.put("arr_1", NdArray.of(new long[] {2, 1}, 3f, 4f));
    NumpyWriter.npz(two, arrays);
    var a = InputSpec.of("a", ElementType.FLOAT32, Shape.of(1, 1));
    var b = InputSpec.of("b", ElementType.FLOAT32, Shape.of(1, 1));
    assertThat(reals(samples(two.toString(), a, b).array(1, 1))).containsExactly(4);
    var c = InputSpec.of("arr_1", ElementType.FLOAT32, Shape.of(1, 1));
    assertRefused(() -> samples(two.toString(), a, c))
        .hasMessageContaining("two.npz: has arr_0, arr_1; the model wants a, arr_1; name the");
  }

  @Test
  void namesWhatThereIsAndWhatIsWanted() {
    assertRefused(() -> samples(FILE, IMAGE))
        .hasMessageEndingWith(
            "samples.npz: has x, y, column, one_hot, not_one_hot, nan, big; the model wants in;"
                + " pick an array with PATH:ARRAY");
    assertRefused(() -> samples(FILE + ":z", IMAGE)).hasMessageContaining("has no array 'z'");
    assertRefused(() -> samples(FILE + ":x,y", IMAGE))
        .hasMessageContaining("2 arrays are picked for the inputs in");
  }

  @Test
  void saysBothShapesWhenTheyDoNotFit() {
    assertRefused(() -> samples(FILE + ":x", input(ElementType.FLOAT32, 1, 3, 2)))
        .hasMessageContaining("array 'x': its samples are [2,2], input 'in' f32[1,3,2] is not");
  }

  @Test
  void wantsTheSameNumberOfSamplesInEachArray(@TempDir Path folder) {
    Path uneven = folder.resolve("uneven.npz");
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put("a", NdArray.of(new long[] {2}, 1f, 2f));
    arrays.put("b", NdArray.of(new long[] {1}, 3f));
    NumpyWriter.npz(uneven, arrays);
    var a = InputSpec.of("a", ElementType.FLOAT32, Shape.of(1));
    var b = InputSpec.of("b", ElementType.FLOAT32, Shape.of(1));
    assertRefused(() -> samples(uneven.toString(), a, b))
        .hasMessageContaining("array 'b': has 1 samples, ")
        .hasMessageEndingWith("array 'a' has 2");
  }

  @Test
  void refusesEmptyAndScalarArrays() {
    var three = input(ElementType.FLOAT32, 3);
    assertRefused(() -> samples(file("empty.npy").toString(), three))
        .hasMessageContaining("array 'empty': has no samples");
    assertRefused(() -> samples(file("scalar.npy").toString(), three))
        .hasMessageContaining("array 'scalar': is a scalar");
  }

  @Test
  void namesTheSampleThatHoldsNan() {
    var two = input(ElementType.FLOAT32, 1, 2);
    Samples samples = samples(FILE + ":nan", two);
    assertThat(reals(samples.array(0, 0))).containsExactly(1, 2);
    assertRefused(() -> samples.array(1, 0))
        .hasMessageEndingWith("samples.npz: array 'nan': sample 1: element 1 is NaN");
  }

  @Test
  void namesTheSampleThatIsOutOfRange() {
    Samples bytes = samples(FILE + ":big", input(ElementType.UINT8, 2));
    assertThat(reals(bytes.array(2, 0))).containsExactly(5, 6);
    assertRefused(() -> bytes.array(1, 0))
        .hasMessageEndingWith("sample 1: element 1 is 300, out of range of u8");
  }

  @Test
  void refusesRealsForPlainIntegers() {
    assertRefused(() -> samples(FILE + ":nan", input(ElementType.INT32, 2)))
        .hasMessageContaining("f32 values cannot go to the integer input 'in' i32[2]");
  }

  @Test
  void quantizesForAQuantizedInput() {
    var scale = new PerTensor(1 / 255f, -128);
    var input = new InputSpec(List.of("q"), ElementType.INT8, Shape.of(1, 2, 2), scale);
    Samples samples = part(open(FILE + ":x", DataOptions.normalized(0, 255), input));
    assertThat(reals(samples.array(0, 0))).containsExactly(-128, -108, -88, -68);
  }

  @Test
  void takesTheOwnTypeOfAQuantizedInputAsQuantizedAlready() {
    var scale = new PerTensor(1 / 255f, 0);
    var input = new InputSpec(List.of("q"), ElementType.UINT8, Shape.of(1, 2, 2), scale);
    assertThat(reals(samples(FILE + ":x", input).array(0, 0))).containsExactly(0, 20, 40, 60);
  }

  @Test
  void openSignaturesAndTheMainGraphSeparately() {
    var inputs =
        new ModelInputs(
            List.of(IMAGE), Map.of("encode", List.of(input(ElementType.FLOAT32, 4, 1))));
    String x = file("version1.npy").toString();
    var dataset =
        Datasets.open(
            List.of(FILE + ":x", "encode=random:5", "encode=random:2", FILE + ":x"),
            inputs,
            DataOptions.standard());
    assertThat(dataset.parts()).extracting(Part::signature).containsExactly(null, "encode");
    assertThat(dataset.parts()).extracting(p -> p.samples().size()).containsExactly(6L, 7L);
    assertThat(dataset.size()).isEqualTo(13);
    assertRefused(
            ErrorCode.NOT_READABLE,
            () -> Datasets.open(List.of("decode=" + x), inputs, DataOptions.standard()))
        .hasMessageContaining("'decode' is no signature of the model either (it has encode)");
  }

  @Test
  void takesFileNamesWithColonsAndEqualSigns(@TempDir Path folder) throws IOException {
    Path odd = Files.copy(file("samples.npz"), folder.resolve("C:a=b.npz"));
    assertThat(samples(odd + ":x", IMAGE).size()).isEqualTo(3);
  }

  @Test
  void takesArrayNamesWithColons(@TempDir Path folder) {
    Path file = folder.resolve("a.npz");
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put("serving_default_x:0", NdArray.of(new long[] {2, 1}, 1f, 2f));
    NumpyWriter.npz(file, arrays);
    var one = input(ElementType.FLOAT32, 1);
    assertThat(samples(file + ":serving_default_x:0", one).size()).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNotThere() {
    assertRefused(ErrorCode.NOT_READABLE, () -> samples("no/such.npz:x", IMAGE))
        .hasMessage("no/such.npz:x: no such file or folder");
    assertRefused(ErrorCode.USAGE, () -> samples("random:0", IMAGE));
    assertRefused(ErrorCode.USAGE, () -> samples("random:many", IMAGE));
    assertRefused(ErrorCode.USAGE, () -> Preprocessing.parse("0;255"));
    assertRefused(ErrorCode.USAGE, () -> Preprocessing.parse("0,0"));
  }

  @Test
  void makesTheSameRandomSamplesEachTime() {
    Samples one = samples("random:3", IMAGE);
    Samples two = samples("random:3", IMAGE);
    assertThat(reals(one.array(2, 0)))
        .containsExactly(reals(two.array(2, 0)))
        .isNotEqualTo(reals(one.array(1, 0)));
    assertThat(DoubleStream.of(reals(one.array(2, 0))).boxed()).allMatch(v -> v >= 0 && v < 1);
    Samples ids = samples("random:1", input(ElementType.INT32, 1, 50));
    assertThat(reals(ids.array(0, 0))).containsOnly(0, 1);
  }

  @Test
  void randomSamplesAreTheSameForModelsWithRealAndWithIntegerInputs() {
    InputSpec real = input(ElementType.FLOAT32, 1, 40);
    var half =
        new InputSpec(real.names(), ElementType.INT8, real.shape(), new PerTensor(0.004f, -128));
    double[] reals = reals(samples("random:1", real).array(0, 0));
    double[] steps = reals(samples("random:1", half).array(0, 0));
    for (int i = 0; i < reals.length; i++) {
      assertThat((steps[i] + 128) * 0.004).isCloseTo(reals[i], within(0.0021));
    }
  }

  @Test
  void takesArraysInMemoryByName() {
    var x = NdArray.of(new long[] {1, 4}, (byte) 1, (byte) 2, (byte) 3, (byte) 255);
    Samples samples =
        Datasets.of(
            List.of(input(ElementType.FLOAT32, 4)), Map.of("in", x), DataOptions.standard());
    assertThat(reals(samples.array(0, 0))).containsExactly(1, 2, 3, 255);
    assertRefused(() -> Datasets.of(List.of(IMAGE), Map.of("x", x), DataOptions.standard()))
        .hasMessageContaining("has x; the model wants in");
  }

  private static Samples part(RepresentativeDataset dataset) {
    return dataset.parts().getFirst().samples();
  }

  @Test
  void drawsOtherRandomSamplesWithAnotherSeed() {
    var seeded = DataOptions.standard().withSeed(7);
    double[] first = reals(samples("random:2", IMAGE).array(0, 0));
    double[] seven = reals(samples("random:2:7", IMAGE).array(0, 0));
    assertThat(seven).isNotEqualTo(first);
    assertThat(reals(part(open("random:2", seeded, IMAGE)).array(0, 0))).isEqualTo(seven);
    assertThat(reals(part(open("random:2:0", seeded, IMAGE)).array(0, 0))).isEqualTo(first);
    assertRefused(ErrorCode.USAGE, () -> samples("random:2:x", IMAGE))
        .hasMessageContaining("is not random:N or random:N:SEED");
  }

  @Test
  void joinsTheFilesOfAPattern(@TempDir Path folder) {
    for (int i = 0; i < 3; i++) {
      var arrays = new LinkedHashMap<String, NdArray>();
      arrays.put("x", NdArray.of(new long[] {1, 2}, i, i + 0.5f));
      NumpyWriter.npz(folder.resolve("part-" + i + ".npz"), arrays);
    }
    var input = InputSpec.of("in", ElementType.FLOAT32, Shape.of(1, 2));
    Samples samples = samples(folder.resolve("part-?.npz") + ":x", input);
    assertThat(samples.size()).isEqualTo(3);
    assertThat(reals(samples.array(2, 0))).containsExactly(2, 2.5);
  }
}
