package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Batch;
import dev.octet.Conversion;
import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.ReadOptions;
import dev.octet.SourceFormat;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.model.Graph;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Octet's float models of Keras files beside those of the official converter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KerasFixturesTest {
  private static final ReadOptions ONE = ReadOptions.standard();
  private static final ReadOptions ANY = ONE.withBatch(new Batch.Dynamic());

  @TempDir private Path folder;

  @BeforeAll
  void needsTheCollection() {
    Fixtures.shared(".");
  }

  @Test
  void theCollectionHasThreeFilesOfEachNetworkAndTwoOfMlPerf() {
    assertThat(SourceFixture.keras()).hasSizeGreaterThanOrEqualTo(6 * 3 + 2);
  }

  @Test
  void computesWhatTheOfficialModelDoesWithNoMoreOpsAndBytes() {
    new OfficialComparison(folder, ONE, Math::min).check(SourceFixture.keras());
  }

  /**
   * The official converter refuses an LSTM with a dynamic batch: its loop is for a batch of one.
   */
  @Test
  void computesTheSameWithADynamicBatchAsSmall() {
    new OfficialComparison(folder, ANY, Math::max).check(SourceFixture.keras());
  }

  /** Why {@link SourceFixture#CLIPS} is compared with another form. */
  @Test
  void theOfficialLstmOfKeras2ClipsItsCells() {
    Path official = Fixtures.shared("models/" + SourceFixture.CLIPS + "/float_k2.tflite");
    assertThat(Text.print(VerifiedModel.read(official).model())).contains("cell_clip: 10.0");
  }

  @Test
  void hasTheInputsAndOutputsOfTheKerasModel() {
    var soft = new SoftAssertions();
    for (SourceFixture fixture : SourceFixture.keras()) {
      String label = fixture.name() + "/" + fixture.file().getFileName();
      soft.assertThatCode(() -> checkPorts(fixture, soft)).as(label).doesNotThrowAnyException();
    }
    soft.assertAll();
  }

  private static void checkPorts(SourceFixture fixture, SoftAssertions soft) {
    Conversion conversion = Octet.convert(fixture.file(), ONE);
    Graph main = conversion.model().main();
    String in = in(fixture.name());
    String out = out(fixture.name());
    soft.assertThat(conversion.source().format()).isInstanceOf(SourceFormat.Keras.class);
    soft.assertThat(main.inputs()).extracting(Tensor::name).containsExactly(in);
    soft.assertThat(main.outputs()).extracting(Tensor::name).containsExactly(out);
    soft.assertThat(conversion.model().signatures())
        .containsExactly(
            new Signature(
                "serving_default",
                0,
                List.of(new Signature.Port(in, 0)),
                List.of(new Signature.Port(out, 0))));
  }

  /** What the Keras models call their only input. */
  private static String in(String network) {
    return switch (network) {
      case "tiny_ad01", "tiny_resnet" -> "input_1";
      case "fmnist_lstm" -> "rows";
      default -> "image";
    };
  }

  private static String out(String network) {
    return switch (network) {
      case "tiny_ad01" -> "dense_9";
      case "tiny_resnet" -> "dense";
      default -> "probs";
    };
  }

  @Test
  void theSameFileGivesTheSameBytes() throws IOException {
    Path file = Fixtures.shared("models/fmnist_mbv2/model.keras");
    var conversion = new OfficialComparison(folder, ONE, Math::min);
    byte[] first = Files.readAllBytes(conversion.convert(file));
    assertThat(conversion.convert(file)).hasBinaryContent(first);
  }
}
