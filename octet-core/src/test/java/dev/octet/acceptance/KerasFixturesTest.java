package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Batch;
import dev.octet.Conversion;
import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.ReadOptions;
import dev.octet.SourceFormat;
import dev.octet.Verification;
import dev.octet.data.Samples;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.KernelSet;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Octet's float models of Keras files beside those of the official converter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KerasFixturesTest {
  private static final double TOLERANCE = 1e-5;
  private static final ReadOptions ONE = ReadOptions.standard();
  private static final ReadOptions ANY = ONE.withBatch(new Batch.Dynamic());

  @TempDir private Path folder;

  @BeforeAll
  void needsTheCollection() {
    Fixtures.shared(".");
  }

  @Test
  void theCollectionHasThreeFilesOfEachNetworkAndTwoOfMlPerf() {
    assertThat(KerasFixture.all()).hasSizeGreaterThanOrEqualTo(6 * 3 + 2);
  }

  @Test
  void computesWhatTheOfficialModelDoesWithNoMoreOpsAndBytes() {
    compare(ONE, Math::min);
  }

  /**
   * The official converter refuses an LSTM with a dynamic batch: its loop is for a batch of one.
   */
  @Test
  void computesTheSameWithADynamicBatchAsSmall() {
    compare(ANY, Math::max);
  }

  private void compare(ReadOptions options, LongBinaryOperator official) {
    var soft = new SoftAssertions();
    var table =
        new StringBuilder("\nKeras files beside the official converter, " + options.batch());
    table.append(
        "\n  %-40s %5s %8s %9s %9s %12s %12s%n"
            .formatted("", "ops", "official", "bytes", "official", "reference", "default"));
    for (KerasFixture fixture : KerasFixture.all()) {
      String label = fixture.name() + "/" + fixture.file().getFileName();
      soft.assertThatCode(() -> table.append(row(fixture, label, options, official, soft)))
          .as(label)
          .doesNotThrowAnyException();
    }
    System.out.println(table);
    soft.assertAll();
  }

  private String row(
      KerasFixture fixture,
      String label,
      ReadOptions options,
      LongBinaryOperator limit,
      SoftAssertions soft) {
    VerifiedModel ours = VerifiedModel.read(convert(fixture.file(), options));
    var theirs = fixture.officials().stream().map(VerifiedModel::read).toList();
    long ops = theirs.stream().mapToLong(m -> ops(m.model())).reduce(limit).orElseThrow();
    long bytes = theirs.stream().mapToLong(VerifiedModel::byteSize).reduce(limit).orElseThrow();
    VerifiedModel same = theirs.getFirst();
    double reference = difference(fixture, ours, same, KernelSet.REFERENCE);
    double standard = difference(fixture, ours, same, KernelSet.DEFAULT);
    soft.assertThat(ops(ours.model())).as("ops of " + label).isLessThanOrEqualTo(ops);
    soft.assertThat(ours.byteSize()).as("bytes of " + label).isLessThan(bytes);
    soft.assertThat(reference).as("reference kernels, " + label).isLessThanOrEqualTo(TOLERANCE);
    soft.assertThat(standard).as("default kernels, " + label).isLessThanOrEqualTo(TOLERANCE);
    return "  %-40s %5d %8d %9d %9d %12.2e %12.2e%n"
        .formatted(label, ops(ours.model()), ops, ours.byteSize(), bytes, reference, standard);
  }

  private Path convert(Path file, ReadOptions options) {
    Path target = folder.resolve("converted.tflite");
    Octet.convert(file, options).write(target, Verification.RUN, 2);
    return target;
  }

  private static long ops(Model model) {
    return model.graphs().stream().mapToLong(g -> g.nodes().size()).sum();
  }

  /** The largest difference of the only outputs over all samples, as a part of their range. */
  private static double difference(
      KerasFixture fixture, VerifiedModel ours, VerifiedModel theirs, KernelSet kernels) {
    List<float[]> a = outputs(fixture, ours, kernels);
    List<float[]> b = outputs(fixture, theirs, kernels);
    assertThat(a).hasSameSizeAs(b).hasSizeGreaterThan(50);
    double difference = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.get(i)).hasSameSizeAs(b.get(i));
      for (int k = 0; k < a.get(i).length; k++) {
        difference = Math.max(difference, Math.abs(a.get(i)[k] - (double) b.get(i)[k]));
        min = Math.min(min, b.get(i)[k]);
        max = Math.max(max, b.get(i)[k]);
      }
    }
    assertThat(max).as("the official outputs differ").isGreaterThan(min);
    return difference / (max - min);
  }

  private static List<float[]> outputs(
      KerasFixture fixture, VerifiedModel model, KernelSet kernels) {
    var outputs = new ArrayList<float[]>();
    try (Engine engine = model.engine(EngineOptions.standard().withKernels(kernels))) {
      for (Samples samples : fixture.samples(model.model())) {
        var feed = new Feed(engine, samples);
        for (long i = 0; i < samples.size(); i++) {
          feed.run(i);
          MemorySegment values = engine.output(0);
          outputs.add(values.toArray(Constant.F32));
        }
      }
    }
    return outputs;
  }

  /** Why {@link KerasFixture#CLIPS} is compared with another form. */
  @Test
  void theOfficialLstmOfKeras2ClipsItsCells() {
    Path official = Fixtures.shared("models/" + KerasFixture.CLIPS + "/float_k2.tflite");
    assertThat(Text.print(VerifiedModel.read(official).model())).contains("cell_clip: 10.0");
  }

  @Test
  void hasTheInputsAndOutputsOfTheKerasModel() {
    var soft = new SoftAssertions();
    for (KerasFixture fixture : KerasFixture.all()) {
      String label = fixture.name() + "/" + fixture.file().getFileName();
      soft.assertThatCode(() -> checkPorts(fixture, soft)).as(label).doesNotThrowAnyException();
    }
    soft.assertAll();
  }

  private static void checkPorts(KerasFixture fixture, SoftAssertions soft) {
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
    byte[] first = Files.readAllBytes(convert(file, ONE));
    assertThat(convert(file, ONE)).hasBinaryContent(first);
  }
}
