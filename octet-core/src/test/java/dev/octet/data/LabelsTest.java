package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.error.ErrorCode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @ParameterizedTest
  @ValueSource(strings = {"y", "column", "one_hot"})
  void readsEachForm(String array) {
    assertThat(LabelsFile.read(file("samples.npz") + ":" + array, null).requireClasses())
        .containsExactly(2, 0, 1);
  }

  @Test
  void readsTheExample() {
    assertThat(
            IntStream.of(
                    LabelsFile.read(Fixtures.example("test.npz") + ":y", null).requireClasses())
                .boxed())
        .hasSize(2000)
        .allMatch(label -> label >= 0 && label < 10);
  }

  @Test
  void refusesWhatIsNoLabel() {
    assertRefused(
            () -> LabelsFile.read(file("samples.npz") + ":not_one_hot", null).requireClasses())
        .hasMessageContaining("the labels are f32[3,2], not classes: row 1 is not one-hot");
    assertRefused(() -> LabelsFile.read(file("samples.npz") + ":x", null).requireClasses())
        .hasMessageContaining("u8[3,2,2]");
    assertRefused(() -> LabelsFile.read(file("samples.npz") + ":no", null).requireClasses())
        .hasMessageContaining("has no array 'no'");
    assertRefused(() -> LabelsFile.read(file("samples.npz").toString(), null).requireClasses())
        .hasMessageEndingWith("pick the labels with PATH:ARRAY");
    assertRefused(() -> LabelsFile.read(file("empty.npy").toString(), null).requireClasses());
    assertRefused(ErrorCode.USAGE, () -> LabelsFile.read("random:3", null).requireClasses());
  }
}
