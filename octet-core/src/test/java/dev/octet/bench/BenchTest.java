package dev.octet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.Fixtures;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of the numbers, however quick the machine is. */
class BenchTest {
  private final BenchOptions brief =
      BenchOptions.standard()
          .withRuns(3, 1)
          .withTime(Duration.ofMillis(1), Duration.ofSeconds(20))
          .withEngines(2);
  private final VerifiedModel fashion = VerifiedModel.read(Fixtures.example("fashion.tflite"));

  @TempDir private Path folder;

  private static Benchmark run(BenchOptions options, VerifiedModel... models) {
    return Bench.run(List.of(models), options, part -> {});
  }

  @Test
  void numbersAreInOrder() {
    for (Measurement m : run(brief, fashion, fashion).measurements()) {
      Latency latency = m.latency();
      assertThat(List.of(latency.min(), latency.median(), latency.p90(), latency.p99()))
          .isSorted()
          .allMatch(x -> x > 0);
      assertThat(latency.runs()).isGreaterThanOrEqualTo(3).isEqualTo(latency.millis().size());
      assertThat(m.load()).isPositive();
      assertThat(m.arenaBytes()).isPositive();
      assertThat(Objects.requireNonNull(m.throughput()).perSecond()).isPositive();
      assertThat(m.bytes()).isEqualTo(fashion.byteSize());
    }
  }

  @Test
  void modelsAreComparedWithTheFirstInTheSameSetting() {
    var options =
        brief.withThreads(List.of(1, 2)).withKernels(List.of(KernelSet.DEFAULT, KernelSet.PLAIN));
    List<Measurement> rows = run(options.withEngines(0), fashion, fashion).measurements();
    assertThat(rows)
        .extracting(m -> m.kernels().text() + m.threads())
        .containsExactly(
            "xnnpack1",
            "xnnpack2",
            "builtin1",
            "builtin2",
            "xnnpack1",
            "xnnpack2",
            "builtin1",
            "builtin2");
    assertThat(rows.subList(0, 4)).allMatch(m -> m.ratio() == null);
    assertThat(rows.subList(4, 8))
        .extracting(m -> Objects.requireNonNull(m.ratio()).to())
        .containsExactly(0, 1, 2, 3);
    assertThat(rows).allMatch(m -> m.throughput() == null);
  }

  @Test
  void oneModelIsComparedWithItsFirstSetting() {
    List<Measurement> rows =
        run(
                brief.withEngines(0).withKernels(List.of(KernelSet.PLAIN, KernelSet.REFERENCE)),
                fashion)
            .measurements();
    assertThat(rows.get(0).ratio()).isNull();
    assertThat(Objects.requireNonNull(rows.get(1).ratio()).to()).isZero();
  }

  @Test
  void aProfileSumsUpToTheRun() {
    for (KernelSet kernels : List.of(KernelSet.DEFAULT, KernelSet.PLAIN)) {
      BenchOptions options = brief.withEngines(0).withKernels(List.of(kernels)).withProfile(true);
      List<OpTime> ops = run(options, fashion).measurements().getFirst().ops();
      assertThat(ops.stream().mapToDouble(OpTime::share).sum()).isCloseTo(1, within(0.02));
      assertThat(OpTime.byKind(ops).stream().mapToDouble(OpTime::millis).sum())
          .isCloseTo(ops.stream().mapToDouble(OpTime::millis).sum(), within(1e-9));
    }
  }

  @Test
  void aProfileNamesTheNodes() {
    BenchOptions options =
        brief.withEngines(0).withKernels(List.of(KernelSet.PLAIN)).withProfile(true);
    List<OpTime> ops = run(options, fashion).measurements().getFirst().ops();
    var nodes = fashion.model().main().nodes();
    assertThat(ops).last().extracting(OpTime::op).isEqualTo(OpTime.BETWEEN);
    assertThat(ops.subList(0, ops.size() - 1))
        .extracting(OpTime::node)
        .doesNotHaveDuplicates()
        .allMatch(n -> n >= 0 && n < nodes.size());
    for (OpTime op : ops.subList(0, ops.size() - 1)) {
      assertThat(op.op()).isEqualTo(nodes.get(op.node()).operation().name());
      assertThat(op.name()).isEqualTo(nodes.get(op.node()).output(0).name());
      assertThat(op.calls()).isEqualTo(1);
    }
  }

  @Test
  void opsOfLoopsAreNotCountedTwice() {
    BenchOptions options = brief.withEngines(0).withProfile(true);
    var lstm = VerifiedModel.read(Fixtures.model("fmnist_lstm"));
    List<OpTime> ops = run(options, lstm).measurements().getFirst().ops();
    assertThat(ops).anyMatch(op -> op.graph() > 0 && op.calls() > 1);
    assertThat(ops).allMatch(op -> op.share() >= 0);
    assertThat(ops.stream().mapToDouble(OpTime::share).sum()).isCloseTo(1, within(0.02));
  }

  @Test
  void samplesAreFedAndSignaturesRun() {
    assertThat(
            run(
                    brief.withData(List.of(Fixtures.example("calib.npz") + ":x"), brief.reading()),
                    fashion)
                .measurements())
        .hasSize(1);
    var signatures = VerifiedModel.read(Fixtures.model("multi_sig"));
    for (var signature : signatures.model().signatures()) {
      assertThat(run(brief.withSignature(signature.key()), signatures).measurements()).hasSize(1);
    }
  }

  @Test
  void whatDoesNotRunIsNamed() {
    Path file = folder.resolve("mine.tflite");
    Tflite.write(
        Text.parse("graph main(%x: f32[2]) -> (%y) { %y: f32[2] = custom:Mine(%x) }"), file);
    assertThatThrownBy(() -> run(brief, fashion, VerifiedModel.read(file)))
        .isInstanceOfSatisfying(
            OctetException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.RUNTIME);
              assertThat(e.where()).contains("mine.tflite");
              assertThat(e.toString()).contains("Mine");
            });
  }

  @Test
  void aSignatureThatIsNotThereIsNamedWithTheModel() {
    assertThatThrownBy(() -> run(brief.withSignature("nothing"), fashion))
        .isInstanceOfSatisfying(
            OctetException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
              assertThat(e.where()).contains("fashion.tflite");
            });
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> brief.withThreads(List.of())).isInstanceOf(OctetException.class);
    assertThatThrownBy(() -> brief.withThreads(List.of(1, 1))).hasMessageContaining("twice");
    assertThatThrownBy(() -> brief.withThreads(List.of(100_000))).hasMessageContaining("100000");
    assertThatThrownBy(() -> brief.withTime(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("below");
  }

  @Test
  void moreThreadsThanCoresAreToldOf() {
    int many = Runtime.getRuntime().availableProcessors() + 1;
    assertThat(run(brief.withEngines(0).withThreads(List.of(many)), fashion).notes())
        .anyMatch(n -> n.startsWith(many + " threads are more than"));
  }

  @Test
  void progressIsTold() {
    var parts = new ArrayList<Double>();
    Bench.run(List.of(fashion, fashion), brief.withEngines(0), parts::add);
    assertThat(parts).isSorted().contains(1.0);
  }
}
