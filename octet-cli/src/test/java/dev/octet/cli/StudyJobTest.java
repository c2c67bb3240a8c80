package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code octet study}, on the example. */
class StudyJobTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();
  private static final String CALIBRATE = "--calibrate=" + Fixtures.example("calib.npz") + ":x";
  private static final String DATA = "--data=" + Fixtures.example("calib.npz") + ":x";
  private static final String LABELS = "--labels=" + Fixtures.example("calib.npz") + ":y";

  @TempDir private Path folder;
  private final Shell shell = Shell.real();

  private int study(String... more) {
    var args =
        new ArrayList<>(
            List.of("study", MODEL, "-o", output().toString(), DATA, "--normalize=0,255"));
    args.addAll(List.of(more));
    return shell.run(args.toArray(String[]::new));
  }

  private Path output() {
    return folder.resolve("study");
  }

  private JsonObject json() throws IOException {
    return JsonParser.parseString(Files.readString(output().resolve("study.json")))
        .getAsJsonObject();
  }

  private JsonObject kind(String name) throws IOException {
    return Objects.requireNonNull(kinds().get(name));
  }

  private Map<String, JsonObject> kinds() throws IOException {
    var kinds = new TreeMap<String, JsonObject>();
    for (JsonElement kind : json().getAsJsonArray("kinds")) {
      kinds.put(kind.getAsJsonObject().get("kind").getAsString(), kind.getAsJsonObject());
    }
    return kinds;
  }

  @Test
  void everyKindIsMadeMeasuredAndWritten() throws IOException {
    assertThat(study(CALIBRATE, LABELS, "--min-seconds=0.01", "--bench-threads=1"))
        .as(shell.err())
        .isZero();
    Map<String, JsonObject> kinds = kinds();
    assertThat(kinds)
        .containsOnlyKeys(
            "float",
            "dynamic",
            "weights8",
            "float16",
            "int8",
            "int8-only",
            "int16x8",
            "int16x8-only");
    kinds.forEach(
        (name, kind) -> {
          Path file = output().resolve("fashion-%s.tflite".formatted(name));
          assertThat(file).hasSize(kind.get("bytes").getAsLong());
          assertThat(kind.getAsJsonObject("score").get("top1").getAsDouble()).isGreaterThan(0.85);
          assertThat(kind.getAsJsonArray("latency")).hasSize(1);
        });
    assertThat(kind("int8").get("integerOps")).isEqualTo(kind("int8").get("ops"));
    assertThat(Files.mismatch(Path.of(MODEL), output().resolve("fashion-float.tflite")))
        .isEqualTo(-1);
    assertThat(output().resolve("report.html")).content().contains("int16x8-only");
    assertThat(json().get("version").getAsInt()).isEqualTo(1);
    assertThat(json().getAsJsonArray("command").get(1).getAsString()).isEqualTo("study");
    assertThat(shell.out())
        .containsPattern("kind +size +smaller +top-1 +difference")
        .containsPattern("int8-only +\\S+ KB +\\d\\.\\d× ");
  }

  @Test
  void withoutSamplesToCalibrateKindsThatNeedThemSaySo() throws IOException {
    assertThat(study("--no-bench", "--kinds=int8,dynamic,weights4")).as(shell.err()).isZero();
    assertThat(kind("int8").get("failure").getAsString())
        .isEqualTo("needs samples: give some with --calibrate");
    assertThat(kind("weights4").get("failure").isJsonNull()).isTrue();
    assertThat(json().get("metric").getAsString()).isEqualTo("agreement");
    assertThat(output().resolve("fashion-int8.tflite")).doesNotExist();
    assertThat(shell.out()).contains("int8: needs samples").doesNotContain("top-1");
  }

  @Test
  void aModelOfAnotherFormatIsConverted() throws IOException {
    String keras = Fixtures.example("fashion.keras").toString();
    assertThat(
            shell.run(
                "study",
                keras,
                "-o",
                output().toString(),
                DATA,
                LABELS,
                "--normalize=0,255",
                "--no-bench",
                "--kinds=float16"))
        .as(shell.err())
        .isZero();
    assertThat(kinds()).containsOnlyKeys("float", "float16");
    assertThat(kind("float").getAsJsonObject("score").get("top1").getAsDouble())
        .isGreaterThan(0.85);
  }

  @Test
  void otherFilesInTheFolderAreLeftAlone() throws IOException {
    Files.createDirectories(output());
    Files.writeString(output().resolve("mine.txt"), "mine");
    assertThat(study("--no-bench", "--kinds=dynamic")).as(shell.err()).isZero();
    assertThat(study("--no-bench", "--kinds=dynamic")).as(shell.err()).isZero();
    assertThat(output().resolve("mine.txt")).hasContent("mine");
    try (var files = Files.list(output())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "mine.txt",
              "fashion-float.tflite",
              "fashion-dynamic.tflite",
              "study.json",
              "report.html");
    }
  }

  @Test
  void whatIsNoFolderIsRefused() throws IOException {
    Files.writeString(output(), "a file");
    assertThat(study("--no-bench", "--kinds=dynamic")).isNotZero();
    assertThat(shell.err()).contains("is a file, not a folder");
    assertThat(output()).hasContent("a file");
  }

  @Test
  void badInputIsAClearError() {
    assertThat(study("--no-bench", "--kinds=int9")).isEqualTo(2);
    assertThat(shell.err()).contains("'int9' is none of");
    assertThat(study("--no-bench", "--bench-threads=1")).isEqualTo(2);
    assertThat(study("--samples=3")).isEqualTo(2);
    assertThat(study("--no-bench", "--labels=" + Fixtures.example("test.npz") + ":y")).isEqualTo(3);
    assertThat(shell.err()).contains("2000 labels for 200 samples");
  }
}
