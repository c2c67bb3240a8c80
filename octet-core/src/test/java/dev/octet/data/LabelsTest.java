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
    assertThat(Labels.read(file("samples.npz") + ":" + array)).containsExactly(2, 0, 1);
  }

  @Test
  void readsTheExample() {
    assertThat(IntStream.of(Labels.read(Fixtures.example("test.npz") + ":y")).boxed())
        .hasSize(2000)
        .allMatch(label -> label >= 0 && label < 10);
  }

  @Test
  void refusesWhatIsNoLabel() {
    assertRefused(() -> Labels.read(file("samples.npz") + ":not_one_hot"))
        .hasMessageContaining("array 'not_one_hot': row 1: is not one-hot");
    assertRefused(() -> Labels.read(file("samples.npz") + ":x")).hasMessageContaining("u8[3,2,2]");
    assertRefused(() -> Labels.read(file("samples.npz") + ":no"))
        .hasMessageContaining("has no array 'no'");
    assertRefused(() -> Labels.read(file("samples.npz").toString()))
        .hasMessageEndingWith("pick the labels with PATH:ARRAY");
    assertRefused(() -> Labels.read(file("empty.npy").toString()));
    assertRefused(ErrorCode.USAGE, () -> Labels.read("random:3"));
  }
}
