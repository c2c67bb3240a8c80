package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.open;
import static dev.octet.data.TestData.reals;
import static dev.octet.data.TestData.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.data.Unpacked.Packing;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IDX files, such as those of MNIST. */
class IdxFileTest {
  private static NdArray read(Path path) {
    return IdxFile.read(Unpacked.of(path, FileKind.of(path).packing())).array();
  }

  @ParameterizedTest
  @CsvSource({"u1, u8", "i1, i8", "i2, i16", "i4, i32", "f4, f32", "f8, f64"})
  void readsEveryType(String name, String type) {
    NdArray array = read(file("records/" + name + ".idx"));
    assertThat(array).hasToString(type + "[4,2,3]");
    assertThat(reals(array)).containsExactly(IntStream.range(0, 24).asDoubleStream().toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"t-images-idx3-ubyte", "t-images-idx3-ubyte.gz"})
  void feedsDigits(String name) {
    Samples digits =
        samples(file("records").resolve(name).toString(), input(ElementType.FLOAT32, 1, 4, 4, 1));
    double[] expected = reals(TestData.read("records/expected.npz", "digits"));
    assertThat(digits.size()).isEqualTo(5);
    assertThat(reals(digits.array(4, 0))).containsExactly(Arrays.copyOfRange(expected, 64, 80));
  }

  @Test
  void areLabelsAsWell() {
    String labels = file("records/t-labels-idx1-ubyte.gz").toString();
    assertThat(LabelsFile.read(labels, null)).isEqualTo(Labels.of(3, 0, 1, 2, 3));
    var data =
        open(
            file("records/t-images-idx3-ubyte").toString(),
            DataOptions.standard().withLabels(labels),
            input(ElementType.UINT8, 1, 4, 4));
    assertThat(data.parts().getFirst().labels()).isEqualTo(Labels.of(3, 0, 1, 2, 3));
  }

  @Test
  void namesWhatIsWrong(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(file("records/u1.idx"));
    for (int size = 4; size < whole.length; size++) {
      Path cut = Files.write(folder.resolve("cut.idx"), Arrays.copyOf(whole, size));
      assertRefused(() -> read(cut)).hasMessageContaining("cut.idx: byte ");
    }
    byte[] huge = whole.clone();
    Arrays.fill(huge, 4, 16, (byte) 0xFF);
    Path lie = Files.write(folder.resolve("lie.idx"), huge);
    assertRefused(() -> IdxFile.read(Unpacked.of(lie, Packing.NONE)))
        .hasMessageContaining("is larger than any file");
  }

  @Test
  void refusesAGzipThatIsCutOff(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(file("records/t-images-idx3-ubyte.gz"));
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 9));
    assertRefused(() -> read(cut)).hasMessageContaining("cannot be unpacked further");
  }
}
