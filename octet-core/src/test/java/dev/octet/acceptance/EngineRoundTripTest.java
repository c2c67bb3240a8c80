package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.Fixtures;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that is read and written unchanged computes the same, to the bit. */
class EngineRoundTripTest {
  /** The one file of the official converter that the runtime calls invalid, too. */
  @Test
  void theProjectsModelsRunTheSameWhenWrittenAsTheyWereRead() {
    for (Path file : Fixtures.models()) {
      assertThat(runsTheSame(file)).as("%s runs", file).isTrue();
    }
  }

  @Test
  void soDoAllModelsOfTheLargerCollection() {
    List<Path> files = Fixtures.tfliteBelow(Fixtures.shared("."));
    assertThat(files).hasSizeGreaterThan(150);
    List<Path> sound = files.stream().filter(f -> !Fixtures.isMalformed(f)).toList();
    assertThat(sound).hasSize(files.size() - Fixtures.MALFORMED.size());
    List<Path> refused = sound.stream().filter(f -> !runsTheSame(f)).toList();
    System.out.printf(
        "%d models run the same after a round trip; LiteRT runs neither form of %d: %s%n",
        sound.size() - refused.size(),
        refused.size(),
        refused.stream().map(Path::getFileName).toList());
    assertThat(refused).hasSizeLessThan(sound.size() / 10);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void thoseThatLiteRtRefusesAreRefused(Path name) {
    Path file = Fixtures.shared(name.toString());
    assertThatThrownBy(() -> Tflite.read(file))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL));
    for (KernelSet kernels : KernelSet.values()) {
      EngineOptions options = EngineOptions.standard().withKernels(kernels);
      assertThatThrownBy(() -> run(file, options)).isInstanceOf(OctetException.class);
    }
  }

  private static void run(Path file, EngineOptions options) {
    try (Engine engine = Engine.open(Tflite.map(file), options)) {
      engine.run();
    }
  }

  static List<Path> malformed() {
    return Fixtures.MALFORMED;
  }

  /** Whether the runtime runs the model; fails when it runs the written one in another way. */
  private static boolean runsTheSame(Path file) {
    Model model = Tflite.read(file);
    MemorySegment original = Tflite.map(file);
    MemorySegment written = Tflite.bytes(model);
    assertThat(Tflite.bytes(Tflite.read(written, "written")).mismatch(written))
        .as("written twice: %s", file)
        .isEqualTo(-1);
    List<byte[]> expected = outputs(model, original);
    List<byte[]> actual = outputs(model, written);
    assertThat(actual).as("outputs of %s", file).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("output %d of %s", i, file).isEqualTo(expected.get(i));
    }
    return !expected.isEmpty();
  }

  /** The outputs of every way into a model on random samples; none when LiteRT cannot run it. */
  private static List<byte[]> outputs(Model model, MemorySegment bytes) {
    var sources = new ArrayList<String>(List.of("random:2"));
    model.signatures().stream()
        .filter(s -> s.graph() != 0)
        .forEach(s -> sources.add(s.key() + "=random:2"));
    var outputs = new ArrayList<byte[]>();
    for (Part part : Datasets.open(sources, model, DataOptions.standard()).parts()) {
      try (Engine engine =
          Engine.open(bytes, EngineOptions.standard().withSignature(part.signature()))) {
        var feed = new Feed(engine, part.samples());
        for (long i = 0; i < part.samples().size(); i++) {
          feed.run(i);
          for (int o = 0; o < engine.outputs().size(); o++) {
            outputs.add(engine.output(o).toArray(ValueLayout.JAVA_BYTE));
          }
        }
      } catch (OctetException e) {
        assertThat(e.code()).as("%s", e.getMessage()).isEqualTo(ErrorCode.RUNTIME);
        return List.of();
      }
    }
    return outputs;
  }
}
