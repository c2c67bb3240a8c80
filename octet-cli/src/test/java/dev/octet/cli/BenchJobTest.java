package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import dev.octet.ReadOptions;
import dev.octet.bench.BenchOptions;
import dev.octet.data.DataOptions;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code octet bench}, on the example. */
class BenchJobTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();

  private final Shell shell = new Shell();
  private final Shell real = Shell.real();

  @Test
  void everyOptionArrives() {
    assertThat(
            shell.asked(
                BenchmarkOptions.class,
                "bench",
                "a.tflite",
                "b.tflite",
                "--threads=1,4",
                "--kernels=builtin,reference",
                "--runs=9",
                "--warmup=2",
                "--min-seconds=0.25",
                "--max-seconds=7",
                "--engines=3",
                "--profile",
                "--signature=s",
                "--data=t.npz:x",
                "--normalize=0,255"))
        .isEqualTo(
            new BenchmarkOptions(
                List.of(Path.of("a.tflite"), Path.of("b.tflite")),
                ReadOptions.standard(),
                BenchOptions.standard()
                    .withThreads(List.of(1, 4))
                    .withKernels(List.of(KernelSet.PLAIN, KernelSet.REFERENCE))
                    .withRuns(9, 2)
                    .withTime(Duration.ofMillis(250), Duration.ofSeconds(7))
                    .withEngines(3)
                    .withProfile(true)
                    .withSignature("s")
                    .withData(List.of("t.npz:x"), DataOptions.normalized(0, 255))));
  }

  @Test
  void whatDoesNotParseIsRefused() {
    for (String bad :
        List.of(
            "--threads=1,two",
            "--threads=0",
            "--threads=1,1",
            "--kernels=xnpack",
            "--runs=0",
            "--min-seconds=-1",
            "--min-seconds=NaN",
            "--max-seconds=0.5",
            "--engines=-1")) {
      var fresh = new Shell();
      assertThat(fresh.run("bench", "a.tflite", bad)).as(bad).isEqualTo(2);
      assertThat(fresh.err()).as(bad).isNotEmpty();
    }
  }

  @Test
  void modelsStandSideBySide() {
    assertThat(real.run("bench", MODEL, MODEL, "--runs=2", "--min-seconds=0.01", "--profile"))
        .as(real.err())
        .isZero();
    assertThat(real.out())
        .containsPattern(
            "model +size +threads +kernels +median +p90 +p99 +throughput +load +arena +memory"
                + " +×first")
        .containsPattern("fashion.tflite +92.4 KB +1 +xnnpack .*\\(.*–.*\\)\\R")
        .containsPattern("kind of op +calls +time +share");
  }

  @Test
  void programsGetTheSame() {
    assertThat(
            real.run(
                "bench",
                MODEL,
                "--runs=2",
                "--min-seconds=0.01",
                "--kernels=xnnpack,builtin",
                "--json"))
        .as(real.err())
        .isZero();
    var rows = JsonParser.parseString(real.out()).getAsJsonObject().getAsJsonArray("measurements");
    assertThat(rows).hasSize(2);
    JsonObject second = rows.get(1).getAsJsonObject();
    assertThat(second.get("kernels").getAsString()).isEqualTo("builtin");
    assertThat(second.getAsJsonObject("ratio").get("to").getAsInt()).isZero();
    assertThat(second.getAsJsonObject("latency_ms").get("median").getAsDouble()).isPositive();
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    assertThat(real.run("bench", MODEL, "nowhere.tflite")).isNotZero();
    assertThat(real.err()).contains("nowhere.tflite").hasLineCount(1);
  }
}
