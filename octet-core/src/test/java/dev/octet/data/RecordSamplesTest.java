package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.open;
import static dev.octet.data.TestData.reals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.error.ErrorCode;
import dev.octet.io.MaskedCrc;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TFRecord files of {@code tf.train.Example}, as TensorFlow writes them. */
class RecordSamplesTest {
  private static final InputSpec X =
      InputSpec.of("x", ElementType.FLOAT32, Shape.of(new int[] {1, 2, 2}, new int[] {-1, 2, 2}));
  private static final int[] LABELS = ints(expected("label"));

  private static double[] expected(String name) {
    return reals(TestData.read("records/expected.npz", name));
  }

  private static int[] ints(double[] values) {
    return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
  }

  private static String path(String name) {
    return file("records").resolve(name).toString();
  }

  private static Part part(String source, @Nullable String features, InputSpec... inputs) {
    var options = DataOptions.standard().withFeatures(features);
    return open(source, options, inputs).parts().getFirst();
  }

  private static NdArray targets(Part part) {
    return ((TargetLabels) Objects.requireNonNull(part.labels())).targets();
  }

  private static double[] all(Part part, int input) {
    return IntStream.range(0, (int) part.samples().size())
        .parallel()
        .mapToObj(i -> reals(part.samples().array(i, input)))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.tfrecord", "gzip.tfrecord", "zlib.tfrecord", "parts"})
  void readsWhatTensorFlowWrote(String file) {
    Part part = open(path(file), DataOptions.standard(), X).parts().getFirst();
    assertThat(part.samples().dims(5, 0)).containsExactly(1, 2, 2);
    assertThat(all(part, 0)).containsExactly(expected("x"));
    assertThat(part.labels()).isEqualTo(Labels.of(LABELS));
  }

  @ParameterizedTest
  @CsvSource({
    "in=x, x",
    "in=floats, x",
    "in=floats:raw-float32, x",
    "in=tensor, x",
    "floats:raw-float32, x",
    "in=mask, mask"
  })
  void readsNumbersInTheWaysTheyAreStored(String features, String wanted) {
    Part part = part(path("plain.tfrecord"), features, input(ElementType.FLOAT32, 1, 2, 2, 1));
    assertThat(all(part, 0)).containsExactly(expected(wanted));
  }

  @Test
  void takesAsManyBytesAsElementsForPixels() {
    Part part = part(path("plain.tfrecord"), "in=bytes", input(ElementType.FLOAT32, 1, 2, 2, 3));
    assertThat(all(part, 0)).containsExactly(expected("pixels"));
    var quantized =
        new InputSpec(
            List.of("in"), ElementType.INT8, Shape.of(1, 2, 2, 3), new PerTensor(1, -128));
    double[] shifted = Arrays.stream(expected("pixels")).map(v -> v - 128).toArray();
    assertThat(all(part(path("plain.tfrecord"), "in=bytes", quantized), 0))
        .containsExactly(shifted);
  }

  @Test
  void givesFeaturesToSeveralInputsByNameOrAsPicked() {
    var ids = InputSpec.of("ids", ElementType.INT32, Shape.of(1, 3));
    Part named = part(path("plain.tfrecord"), null, ids, X);
    assertThat(all(named, 0)).containsExactly(expected("ids"));
    assertThat(all(named, 1)).containsExactly(expected("x"));
    var a = InputSpec.of("a", ElementType.INT64, Shape.of(3));
    var b = InputSpec.of("b", ElementType.FLOAT32, Shape.of(4));
    assertThat(all(part(path("plain.tfrecord") + ":ids,x", null, a, b), 1))
        .containsExactly(expected("x"));
  }

  @Test
  void givesFreeDimensionsTheSizeOfTheRecord() {
    var free =
        InputSpec.of("ids", ElementType.INT64, Shape.of(new int[] {1, 1}, new int[] {-1, -1}));
    assertThat(part(path("plain.tfrecord"), null, free).samples().dims(0, 0)).containsExactly(1, 3);
  }

  @Test
  void readsLabelsOfEveryKind() {
    String source = path("plain.tfrecord");
    assertThat(part(source, "x=x,label=word", X).labels())
        .isEqualTo(Labels.of(new int[] {1, 2, 0, 2, 1, 2}, List.of("ape", "cat", "dog")));
    var mask = targets(part(source, "x=x,label=mask", X));
    assertThat(mask).hasToString("i64[6,4]");
    assertThat(reals(mask)).containsExactly(expected("mask"));
    var real = targets(part(source, "x=x,label=size", X));
    assertThat(reals(real)).containsExactly(0, 0.5, 1, 1.5, 2, 2.5);
    var raw = targets(part(source, "x=x,label=bytes:raw-uint8", X));
    assertThat(reals(raw)).containsExactly(expected("pixels"));
    var tensor = targets(part(source, "x=x,label=tensor", X));
    assertThat(tensor).hasToString("f32[6,2,2]");
  }

  @Test
  void givesLabelsToOtherData() {
    String records = path("parts/*-of-*");
    assertThat(LabelsFile.read(records, null)).isEqualTo(Labels.of(LABELS));
    assertThat(LabelsFile.read(records + ":word", null).requireClasses())
        .containsExactly(1, 2, 0, 2, 1, 2);
    assertRefused(() -> LabelsFile.read(path("jpeg.tfrecord"), null))
        .hasMessageContaining("has no feature for labels; it has image; pick one");
  }

  @Test
  void readsAGlobOfParts() {
    Part part = open(path("parts/data*-of-00003"), DataOptions.standard(), X).parts().getFirst();
    assertThat(all(part, 0)).containsExactly(expected("x"));
    assertRefused(ErrorCode.NOT_READABLE, () -> open(path("parts/no*"), DataOptions.standard(), X))
        .hasMessageContaining("no such file");
  }

  @Test
  void mixesNoDataSets() {
    assertRefused(() -> open(path("splits"), DataOptions.standard(), X))
        .hasMessageContaining("has parts of set-test.tfrecord and set-train.tfrecord");
    assertThat(open(path("splits/*train*"), DataOptions.standard(), X).size()).isEqualTo(2);
  }

  @Test
  void saysWhatThereIsWhenNothingFits() {
    assertRefused(
            () ->
                open(path("plain.tfrecord"), DataOptions.standard(), input(ElementType.FLOAT32, 4)))
        .hasMessageContaining("record 0 (byte 0): has the features ")
        .hasMessageContaining("none is for input 'in' f32[4]")
        .hasMessageEndingWith("say which: --features 'in=…,label=…'");
    assertRefused(() -> part(path("plain.tfrecord"), "x=y", X))
        .hasMessageContaining("has no feature 'y'; it has ");
    assertRefused(ErrorCode.USAGE, () -> part(path("plain.tfrecord"), "z=x", X))
        .hasMessageContaining("the model has no input 'z'");
    assertRefused(() -> part(path("plain.tfrecord"), "x=ids", X))
        .hasMessageContaining("feature 'ids': has 3 values, input 'x' f32[1?,2,2] does not");
    assertRefused(() -> part(path("plain.tfrecord"), "x=bytes", X))
        .hasMessageContaining("feature 'bytes': is 12 bytes of unknown meaning; say what they are");
  }

  @Test
  void decodesImages() {
    Part part = part(path("images.tfrecord"), null, input(ElementType.FLOAT32, 1, 5, 7, 3));
    assertThat(all(part, 0)).containsExactly(expected("images"));
    assertThat(part.labels()).isEqualTo(Labels.of(1, 2, 3));
    var free =
        InputSpec.of(
            "in", ElementType.FLOAT32, Shape.of(new int[] {1, 1, 1, 3}, new int[] {-1, -1, -1, 3}));
    assertThat(part(path("images.tfrecord"), null, free).samples().dims(0, 0))
        .containsExactly(1, 5, 7, 3);
    Part small = part(path("images.tfrecord"), null, input(ElementType.UINT8, 4, 4, 1));
    assertThat(all(small, 0)).hasSize(48);
    double[] jpeg =
        all(part(path("jpeg.tfrecord"), null, input(ElementType.FLOAT32, 1, 16, 24, 3)), 0);
    double[] wanted = expected("jpeg");
    for (int i = 0; i < jpeg.length; i++) {
      assertThat(jpeg[i]).isCloseTo(wanted[i], within(12.0));
    }
    assertRefused(() -> part(path("images.tfrecord"), null, input(ElementType.FLOAT32, 1, 105)))
        .hasMessageContaining(
            "feature 'image/encoded': input 'in' f32[1,105] takes no single image");
  }

  @Test
  void takesImagesForMasks() {
    var input = input(ElementType.FLOAT32, 1, 5, 7, 3);
    NdArray masks = targets(part(path("images.tfrecord"), "in=image/encoded,label=mask", input));
    assertThat(masks).hasToString("u8[3,5,7]");
    double[] images = expected("images");
    assertThat(reals(masks))
        .containsExactly(IntStream.range(0, 105).mapToDouble(i -> images[3 * i]).toArray());
  }

  @Test
  void refusesSequencesAndOtherMessages() {
    assertRefused(() -> open(path("sequence.tfrecord"), DataOptions.standard(), X))
        .hasMessageContaining("is a tf.train.SequenceExample");
    assertRefused(() -> open(path("other.tfrecord"), DataOptions.standard(), X))
        .hasMessageContaining("is no tf.train.Example");
  }

  @Test
  void namesTheByteAtWhichAFileIsCutOff(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(file("records/plain.tfrecord"));
    var starts = RecordFile.of(plain()).starts();
    for (int size = 12; size < whole.length; size++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, size));
      int end = size;
      long sound = Arrays.stream(starts).skip(1).filter(start -> start <= end).count();
      if (Arrays.stream(starts).anyMatch(start -> start == end)) {
        assertThat(open(cut.toString(), DataOptions.standard(), X).size()).isEqualTo(sound);
        continue;
      }
      assertRefused(() -> open(cut.toString(), DataOptions.standard(), X))
          .hasMessageContaining(
              "cut: record %d (byte %d): is cut off".formatted(sound, starts[(int) sound]));
      if (sound > 0) {
        var skipping = open(cut.toString(), DataOptions.standard().withSkipBad(true), X);
        assertThat(skipping.size()).isEqualTo(sound);
      }
    }
  }

  private static Unpacked plain() {
    return Unpacked.of(file("records/plain.tfrecord"), Unpacked.Packing.NONE);
  }

  private static byte[] damaged(byte[] file, int at) {
    byte[] copy = file.clone();
    copy[at] ^= 1;
    return copy;
  }

  @Test
  void leavesOutARecordThatIsDamaged(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(file("records/plain.tfrecord"));
    RecordFile file = RecordFile.of(plain());
    int second = (int) file.starts()[1];
    Path bad = Files.write(folder.resolve("bad"), damaged(whole, second + 40));
    assertRefused(() -> open(bad.toString(), DataOptions.standard(), X))
        .hasMessageContaining(
            "bad: record 1 (byte %d): is damaged: its checksum is wrong".formatted(second));
    var data = open(bad.toString(), DataOptions.standard().withSkipBad(true), X);
    assertThat(data.notes().getFirst())
        .startsWith("left out 1 of 6 samples that cannot be read: " + bad + ": record 1 (byte ");
    assertThat(data.parts().getFirst().labels())
        .isEqualTo(Labels.of(LABELS).select(new long[] {0, 2, 3, 4, 5}));
    assertThat(reals(data.parts().getFirst().samples().array(1, 0)))
        .containsExactly(Arrays.copyOfRange(expected("x"), 8, 12));
  }

  @Test
  void leavesOutTheRestBehindADamagedLength(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(file("records/plain.tfrecord"));
    RecordFile file = RecordFile.of(plain());
    int third = (int) file.starts()[2];
    Path bad = Files.write(folder.resolve("bad"), damaged(whole, third));
    assertRefused(() -> open(bad.toString(), DataOptions.standard(), X))
        .hasMessageContaining(
            "record 2 (byte " + third + "): is damaged: the checksum of its length");
    var data = open(bad.toString(), DataOptions.standard().withSkipBad(true), X);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.notes().getFirst())
        .startsWith("left out the rest of " + bad + " behind 2 records");
  }

  @Test
  void believesNoLengthThatTheFileCannotHold(@TempDir Path folder) throws IOException {
    byte[] lie = new byte[64];
    MemorySegment bytes = MemorySegment.ofArray(lie);
    bytes.set(Constant.I64, 0, 1L << 60);
    bytes.set(Constant.I32, 8, MaskedCrc.of(bytes.asSlice(0, 8)));
    Path file = Files.write(folder.resolve("lie.tfrecord"), lie);
    assertRefused(() -> open(file.toString(), DataOptions.standard(), X))
        .hasMessageContaining("it should have 1152921504606846976 bytes, and 48 are left");
  }
}
