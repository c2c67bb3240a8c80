package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.bench.Benchmark;
import dev.octet.bench.Latency;
import dev.octet.bench.Measurement;
import dev.octet.bench.OpTime;
import dev.octet.bench.Ratio;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatencyBlocksTest {
  private static Measurement measurement(
      String file, int threads, double millis, @Nullable Ratio ratio) {
    List<Double> runs = List.of(millis, 0.9 * millis, 1.1 * millis, 1.2 * millis, 0.8 * millis);
    var latency =
        new Latency(
            5, 0.8 * millis, millis, millis, 1.15 * millis, 1.2 * millis, 1.2 * millis, runs);
    return new Measurement(
        Path.of(file),
        1000,
        threads,
        KernelSet.DEFAULT,
        KernelSet.DEFAULT,
        latency,
        null,
        Duration.ofMillis(3),
        4096,
        null,
        List.of(new OpTime(0, 0, "CONV_2D", "conv", 1, 0.75 * millis, 0.75)),
        ratio);
  }

  private static Report report(Measurement... measurements) {
    var benchmark =
        new Benchmark(List.of(measurements), List.of("a note"), 2, "2.20.0", 1, Duration.ZERO);
    return new BenchReport("title", benchmark).report(Made.PROVENANCE);
  }

  @Test
  void eachMeasurementHasItsBoxAndRow() {
    Report report =
        report(
            measurement("a.tflite", 1, 10, null),
            measurement("b.tflite", 1, 5, new Ratio(0, 0.5, 0.45, 0.55)));
    Made.check(report);
    Boxes boxes = Made.block(report, "latency", Boxes.class);
    assertThat(boxes.boxes()).extracting(Boxes.Box::label).containsExactly("a.tflite", "b.tflite");
    Boxes.Box box = boxes.boxes().getFirst();
    assertThat(List.of(box.min(), box.q1(), box.median(), box.q3(), box.p99()))
        .containsExactly(8.0, 9.0, 10.0, 11.0, 12.0);
    assertThat(boxes.axis().logarithmic()).isFalse();
    assertThat(Made.block(report, "latency", Grid.class).rows()).hasSize(2);
    assertThat(report.verdict().headline())
        .isEqualTo(
            "The quickest, b.tflite, takes 5.00 ms for a run, 0.50 (0.45–0.55) times the first's"
                + " latency.");
    assertThat(report.verdict().points()).containsExactly("a note");
  }

  @Test
  void settingsAreNamedWhereTheyDiffer() {
    Report report =
        report(measurement("a.tflite", 1, 10, null), measurement("a.tflite", 4, 0.1, null));
    Boxes boxes = Made.block(report, "latency", Boxes.class);
    assertThat(boxes.boxes())
        .extracting(Boxes.Box::label)
        .containsExactly("a.tflite, 1 thread", "a.tflite, 4 threads");
    assertThat(boxes.axis().logarithmic()).isTrue();
  }

  @Test
  void theTimeOfOpsIsShown() {
    Report report = report(measurement("a.tflite", 1, 10, null));
    assertThat(Made.block(report, "profile", Bars.class).bars())
        .containsExactly(new Bars.Bar("CONV_2D", 7.5, "", ""));
    assertThat(Made.block(report, "profile", Grid.class).rows().getFirst().cells())
        .extracting(Grid.Cell::text)
        .containsExactly("CONV_2D", "conv", "7.50 ms", "75.00%", "1");
  }
}
