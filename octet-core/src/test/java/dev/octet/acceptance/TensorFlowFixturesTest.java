package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Batch;
import dev.octet.Conversion;
import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.ReadOptions;
import dev.octet.Verification;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.error.OctetException;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.model.Constant;
import dev.octet.model.Footprint;
import dev.octet.model.Shape;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Octet's float models of SavedModels and frozen graphs beside those of the official converter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TensorFlowFixturesTest {
  private static final double TOLERANCE = 1e-5;
  private static final ReadOptions ONE = ReadOptions.standard();
  private static final ReadOptions ANY = ONE.withBatch(new Batch.Dynamic());

  @TempDir private Path folder;

  @BeforeAll
  void needsTheCollection() {
    Fixtures.shared(".");
  }

  @Test
  void theCollectionHasThemInManyForms() {
    assertThat(SourceFixture.tensorFlow()).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void computesWhatTheOfficialModelDoesWithNoMoreOpsAndBytes() {
    new OfficialComparison(folder, ONE, Math::min).check(SourceFixture.tensorFlow());
  }

  /** Some of these have a fixed batch, and are as they were then. */
  @Test
  void computesTheSameWithADynamicBatchAsSmall() {
    List<SourceFixture> open =
        SourceFixture.tensorFlow().stream().filter(TensorFlowFixturesTest::isOpen).toList();
    assertThat(open).hasSizeGreaterThan(15);
    new OfficialComparison(folder, ANY, Math::max).check(open);
  }

  private static boolean isOpen(SourceFixture fixture) {
    Conversion one = Octet.convert(fixture.file(), ONE);
    return !fixture.file().endsWith("saved_model_b1") && takesTwo(fixture.file(), one);
  }

  private static boolean takesTwo(Path file, Conversion one) {
    try {
      Conversion two = Octet.convert(file, ONE.withBatch(new Batch.Of(2)));
      return !shape(two).equals(shape(one));
    } catch (OctetException e) {
      assertThat(e.what()).contains("has another batch than asked for");
      return false;
    }
  }

  private static Shape shape(Conversion conversion) {
    return conversion.model().main().inputs().getFirst().shape();
  }

  @Test
  void severalSignaturesShareTheirWeights() throws IOException {
    Path file = convertSignatures();
    Path official = Fixtures.shared("models/multi_sig/float.tflite");
    VerifiedModel ours = VerifiedModel.read(file);
    assertThat(ours.model().signatures())
        .extracting(Signature::key)
        .containsExactlyInAnyOrder("encode", "decode", "similarity");
    assertThat(Files.size(file)).isLessThanOrEqualTo(Files.size(official));
    List<Constant> large =
        Footprint.constants(ours.model()).stream()
            .filter(t -> t.shape().elements() > 1000)
            .map(Tensor::data)
            .toList();
    List<byte[]> bytes = new ArrayList<>();
    large.stream().distinct().forEach(c -> bytes.add(c.bytes().toArray(ValueLayout.JAVA_BYTE)));
    assertThat(bytes).as("no weight is there twice").doesNotHaveDuplicates().isNotEmpty();
    assertThat(bytes.stream().mapToLong(b -> b.length).sum()).isLessThan(Files.size(file));
  }

  @ParameterizedTest
  @CsvSource({"encode, 1", "decode, 1", "similarity, 2"})
  void eachSignatureComputesWhatTheOfficialOneDoes(String signature, int inputs)
      throws IOException {
    VerifiedModel ours = VerifiedModel.read(convertSignatures());
    VerifiedModel theirs = VerifiedModel.read(Fixtures.shared("models/multi_sig/float.tflite"));
    var options = EngineOptions.standard().withSignature(signature);
    NumpyFile data = NumpyFile.open(Fixtures.shared("data/multi_sig.npz"));
    try (Engine a = ours.engine(options);
        Engine b = theirs.engine(options)) {
      assertThat(a.inputs()).hasSize(inputs);
      for (int sample = 0; sample < 20; sample++) {
        for (Engine engine : List.of(a, b)) {
          for (int i = 0; i < inputs; i++) {
            feed(engine, i, signature, data, sample);
          }
          engine.run();
        }
        assertThat(a.outputs()).hasSameSizeAs(b.outputs());
        for (int o = 0; o < a.outputs().size(); o++) {
          String name = a.outputs().get(o).name();
          int twin = index(b, name);
          assertClose(a.output(o).toArray(Constant.F32), b.output(twin).toArray(Constant.F32));
        }
      }
    }
  }

  private Path convertSignatures() {
    Path target = folder.resolve("signatures.tflite");
    Octet.convert(Fixtures.shared("models/multi_sig/saved_model"), ONE)
        .write(target, Verification.RUN, 2);
    return target;
  }

  private static void feed(Engine engine, int input, String signature, NumpyFile data, int sample) {
    String name = engine.inputs().get(input).name();
    NdArray values = data.read(signature + "_" + name);
    MemorySegment one = values.slice(sample % values.shape()[0]).data();
    MemorySegment.copy(one, 0, engine.input(input), 0, one.byteSize());
  }

  private static int index(Engine engine, String name) {
    for (int i = 0; i < engine.outputs().size(); i++) {
      if (engine.outputs().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError("no output " + name);
  }

  private static void assertClose(float[] have, float[] want) {
    assertThat(have).hasSameSizeAs(want);
    double most = 1e-30;
    for (float w : want) {
      most = Math.max(most, Math.abs(w));
    }
    for (int i = 0; i < have.length; i++) {
      assertThat((double) Math.abs(have[i] - want[i])).isLessThanOrEqualTo(TOLERANCE * most);
    }
  }

  @Test
  void theSameFolderGivesTheSameBytes() throws IOException {
    Path folderOfModel = Fixtures.shared("models/fmnist_mbv2/saved_model");
    var conversion = new OfficialComparison(folder, ONE, Math::min);
    byte[] first = Files.readAllBytes(conversion.convert(folderOfModel));
    assertThat(conversion.convert(folderOfModel)).hasBinaryContent(first);
  }
}
