package dev.octet.format.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.octet.Fixtures;
import dev.octet.format.hdf5.Hdf5Dataset;
import dev.octet.format.hdf5.Hdf5Group;
import dev.octet.model.Constant;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same small network in each format: see {@code make_keras.py}. */
class KerasArchiveTest {
  static Path file(String name) {
    return Fixtures.root().resolve("octet-core/src/test/resources/keras/bad").resolve(name);
  }

  private static KerasArchive open(String name) {
    return KerasArchive.open(KerasArchive.map(file(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "model_k2.h5,H5,2.",
    "model_k3.h5,H5,3.",
    "model.keras,ZIP,3.",
    "deflated.keras,ZIP,3.",
    "zip64.keras,ZIP,3."
  })
  void theArchitectureAndTheVersion(String name, KerasArchive.Form form, String version) {
    KerasArchive archive = open(name);
    assertThat(archive.form()).isEqualTo(form);
    assertThat(archive.kerasVersion()).startsWith(version);
    assertThat(archive.config().get("class_name").getAsString()).isEqualTo("Sequential");
    List<String> layers =
        archive.config().getAsJsonObject("config").getAsJsonArray("layers").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .map(l -> l.getAsJsonObject("config").get("name").getAsString())
            .toList();
    assertThat(layers).contains("conv", "dense");
  }

  @ParameterizedTest
  @CsvSource({
    "model_k2.h5,dense/dense/bias:0",
    "model_k3.h5,dense/net/dense/bias",
    "model.keras,layers/dense/vars/1",
    "deflated.keras,layers/dense/vars/1",
    "zip64.keras,layers/dense/vars/1"
  })
  void theWeights(String name, String path) {
    Hdf5Dataset bias = open(name).weightGroup().dataset(path).orElseThrow();
    assertThat(bias.shape()).containsExactly(3);
    assertThat(bias.data().bytes().toArray(Constant.F32)).containsExactly(0.25f, 0.5f, 0.75f);
  }

  @Test
  void listsOfLayersAndOfTheirWeights() {
    Hdf5Group weights = open("model_k2.h5").weightGroup();
    assertThat(weights.texts("layer_names")).contains("conv", "flatten", "dense");
    assertThat(weights.group("dense").orElseThrow().texts("weight_names"))
        .containsExactly("dense/kernel:0", "dense/bias:0");
    assertThat(weights.group("flatten").orElseThrow().texts("weight_names")).isEmpty();
  }

  @Test
  void storedWeightsAreViewsOnTheFile() throws IOException {
    var bytes = MemorySegment.ofArray(Files.readAllBytes(file("model.keras")));
    var archive = KerasArchive.open(bytes);
    Hdf5Dataset bias = archive.weightGroup().dataset("layers/dense/vars/1").orElseThrow();
    assertThat(bytes.asReadOnly().asOverlappingSlice(bias.data().bytes())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model_k2.h5", "model.keras"})
  void filesAreRecognisedByTheirContent(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(file(name));
    assertThat(KerasArchive.recognises(MemorySegment.ofArray(bytes))).isTrue();
  }

  @Test
  void aTfliteFileIsNotTakenForOne() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.example("fashion.tflite"));
    assertThat(KerasArchive.recognises(MemorySegment.ofArray(bytes))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model_k2.h5", "model_k3.h5", "model.keras"})
  void everyWeightOfTheLargerCollection(String name) throws IOException {
    try (var folders = Files.list(Fixtures.shared("models"))) {
      List<Path> files = folders.map(f -> f.resolve(name)).filter(Files::exists).sorted().toList();
      assertThat(files).hasSizeGreaterThan(4);
      for (Path file : files) {
        assertThat(bytesBelow(KerasArchive.open(KerasArchive.map(file)).weightGroup()))
            .as(file.toString())
            .isGreaterThan(10_000);
      }
    }
  }

  static long bytesBelow(Hdf5Group group) {
    long bytes = 0;
    for (String name : group.names()) {
      bytes += group.dataset(name).map(d -> d.data().byteSize()).orElse(0L);
      bytes += group.group(name).map(KerasArchiveTest::bytesBelow).orElse(0L);
    }
    return bytes;
  }
}
