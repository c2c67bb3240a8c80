package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code octet evaluate}, on the example. */
class EvaluateJobTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();
  private static final String DATA = "--data=" + Fixtures.example("calib.npz") + ":x";
  private static final String LABELS = "--labels=" + Fixtures.example("calib.npz") + ":y";
  private static final String NORMALIZE = "--normalize=0,255";

  @TempDir private Path folder;
  private final Shell shell = Shell.real();

  private String quantized() {
    String file = folder.resolve("dynamic.tflite").toString();
    assertThat(Shell.real().run("quantize", MODEL, "-o", file)).isZero();
    return file;
  }

  private JsonArray models(String... args) {
    assertThat(shell.run(args)).as(shell.err()).isZero();
    return JsonParser.parseString(shell.out()).getAsJsonObject().getAsJsonArray("models");
  }

  @Test
  void modelsStandSideBySide() {
    assertThat(shell.run("evaluate", MODEL, quantized(), DATA, LABELS, NORMALIZE, "--top=3"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .containsPattern("model +size +top-1 +top-3 +agreement +SNR")
        .containsPattern("fashion.tflite +92.4 KB +9\\d\\.\\d\\d% +(99|100)\\.\\d\\d%\\R")
        .containsPattern("dynamic.tflite +5\\d.\\d KB +9.*% +[0-9.]+ dB\\R");
  }

  @Test
  void programsGetTheSame() {
    JsonArray models = models("evaluate", MODEL, quantized(), DATA, LABELS, NORMALIZE, "--json");
    JsonObject first = models.get(0).getAsJsonObject();
    assertThat(first.get("top1").getAsDouble()).isBetween(0.9, 1.0);
    assertThat(first.get("agreement").isJsonNull()).isTrue();
    assertThat(models.get(1).getAsJsonObject().get("agreement").getAsDouble()).isGreaterThan(0.95);
  }

  @Test
  void withoutLabelsOutputsAreCompared() {
    assertThat(shell.run("evaluate", MODEL, quantized(), DATA, NORMALIZE)).isZero();
    assertThat(shell.out())
        .containsPattern("model +size +agreement +SNR +max difference")
        .doesNotContain("top-1");
  }

  @Test
  void aModelEqualsItself() {
    JsonArray models = models("evaluate", MODEL, MODEL, DATA, NORMALIZE, "--json");
    JsonObject second = models.get(1).getAsJsonObject();
    assertThat(second.get("agreement").getAsDouble()).isOne();
    assertThat(second.get("max_difference").getAsDouble()).isZero();
  }

  @Test
  void labelsMustBeAsManyAsSamples() {
    String other = "--labels=" + Fixtures.example("test.npz") + ":y";
    assertThat(shell.run("evaluate", MODEL, DATA, other, NORMALIZE)).isEqualTo(3);
    assertThat(shell.err()).contains("2000 labels for 200 samples").hasLineCount(1);
  }

  @Test
  void anOutputThatTheModelDoesNotHaveIsAUsageError() {
    assertThat(shell.run("evaluate", MODEL, DATA, NORMALIZE, "--output-name=nothing")).isEqualTo(2);
    assertThat(shell.err()).contains("no output 'nothing'").hasLineCount(1);
  }
}
