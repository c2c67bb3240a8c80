package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.ModelAssert;
import dev.octet.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model is written as it was read: the same, no larger, twice the same bytes. */
class TfliteRoundTripTest {
  @TempDir Path folder;

  static Stream<Path> models() {
    return Stream.concat(Fixtures.models().stream(), Stream.of(Fixtures.example("fashion.tflite")));
  }

  @ParameterizedTest
  @MethodSource("models")
  void writesWhatItRead(Path file) throws IOException {
    roundTrip(file);
  }

  @Test
  void writesWhatItReadFromTheLargerCollection() throws IOException {
    List<Path> files =
        Fixtures.tfliteBelow(Fixtures.shared(".")).stream()
            .filter(f -> !Fixtures.isMalformed(f))
            .toList();
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      roundTrip(file);
    }
  }

  private void roundTrip(Path file) throws IOException {
    Model model = Tflite.read(file);
    Path written = folder.resolve("written.tflite");
    Tflite.write(model, written);
    Model again = Tflite.read(written);
    ModelAssert.assertSameModel(again, model);
    assertThat(Files.size(written)).as("%s", file).isLessThanOrEqualTo(Files.size(file));
    Path twice = folder.resolve("twice.tflite");
    Tflite.write(again, twice, 1);
    assertThat(Files.mismatch(written, twice)).isEqualTo(-1);
    assertThat(Tflite.bytes(model).mismatch(Tflite.bytes(again))).isEqualTo(-1);
  }
}
