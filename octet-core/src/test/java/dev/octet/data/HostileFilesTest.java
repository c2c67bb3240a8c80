package dev.octet.data;

import static dev.octet.data.TestData.file;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.octet.Mutations;
import dev.octet.error.OctetException;
import dev.octet.io.MaskedCrc;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged files of samples: each is read, or refused by an error of Octet's own. */
class HostileFilesTest {
  private static final int MUTANTS = 300;

  @ParameterizedTest
  @CsvSource({
    "plain.tfrecord, x, 4",
    "gzip.tfrecord, x, 4",
    "zlib.tfrecord, x, 4",
    "images.tfrecord, in, 105",
    "t-images-idx3-ubyte, in, 16",
    "t-images-idx3-ubyte.gz, in, 16",
    "f8.idx, in, 6",
    "pcm16.wav, in, 50",
    "extensible.wav, in, 50",
    "float64_stereo.wav, in, 50",
    "rate8000.wav, in, 50",
    "frame.csv, in, 3",
    "names.csv, in, 3",
    "names.csv.gz, in, 3",
    "two.csv, in, 3"
  })
  @Timeout(120)
  void doNoHarm(String name, String input, int size, @TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(file("records").resolve(name));
    var random = new Random(8);
    Path path = folder.resolve(name);
    int step = Math.max(1, whole.length / 150);
    for (int end = 0; end < whole.length; end += step) {
      check(path, Arrays.copyOf(whole, end), input, size);
    }
    for (int i = 0; i < MUTANTS; i++) {
      check(path, Mutations.of(whole, random), input, size);
    }
  }

  /** Records whose checksums hold although what is in them is damaged. */
  @ParameterizedTest
  @CsvSource({"plain.tfrecord, x, 4", "images.tfrecord, in, 105"})
  @Timeout(120)
  void doNoHarmBehindGoodChecksums(String name, String input, int size, @TempDir Path folder)
      throws IOException {
    Path original = file("records").resolve(name);
    byte[] message =
        RecordFile.of(Unpacked.of(original, Unpacked.Packing.NONE))
            .record(0)
            .toArray(ValueLayout.JAVA_BYTE);
    var random = new Random(9);
    for (int i = 0; i < 2 * MUTANTS; i++) {
      check(folder.resolve(name), framed(Mutations.of(message, random)), input, size);
    }
  }

  private static byte[] framed(byte[] message) {
    var file = MemorySegment.ofArray(new byte[message.length + 16]);
    file.set(Constant.I64, 0, message.length);
    file.set(Constant.I32, 8, MaskedCrc.of(file.asSlice(0, 8)));
    MemorySegment.copy(MemorySegment.ofArray(message), 0, file, 12, message.length);
    file.set(Constant.I32, 12L + message.length, MaskedCrc.of(MemorySegment.ofArray(message)));
    return file.toArray(ValueLayout.JAVA_BYTE);
  }

  private static void check(Path path, byte[] bytes, String name, int size) throws IOException {
    Files.write(path, bytes);
    var input = InputSpec.of(name, ElementType.FLOAT32, Shape.of(shape(size)));
    for (boolean skipBad : new boolean[] {false, true}) {
      var options = DataOptions.standard().withSkipBad(skipBad);
      assertThatNoException()
          .isThrownBy(() -> open(path, new ModelInputs(List.of(input), Map.of()), options));
    }
  }

  private static int[] shape(int size) {
    return size == 105
        ? new int[] {1, 5, 7, 3}
        : size == 16 ? new int[] {1, 4, 4} : new int[] {1, size};
  }

  private static void open(Path path, ModelInputs inputs, DataOptions options) {
    try {
      var data = Datasets.open(List.of(path.toString()), inputs, options);
      Samples samples = data.parts().getFirst().samples();
      for (long i = 0; i < Math.min(20, samples.size()); i++) {
        samples.array(i, 0);
      }
    } catch (OctetException e) {
      // as it should be
    }
  }
}
