package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyWriter;
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

  @Test
  void whatTheSamplesDoNotTellApartIsSaidToBe() {
    assertThat(shell.run("evaluate", MODEL, quantized(), DATA, LABELS, NORMALIZE)).isZero();
    assertThat(shell.out())
        .containsPattern("top-1 +[-+]\\d.\\d\\d points +95%: .* to .* +no significant difference")
        .containsPattern("agreement +\\d+.\\d\\d% +95%: ");
  }

  @Test
  void classesAreShownWhenAskedFor() {
    String[] command = {
      "evaluate", MODEL, DATA, LABELS, NORMALIZE, "--metric=f1,confusion,per_class"
    };
    assertThat(shell.run(command)).as(shell.err()).isZero();
    assertThat(shell.out())
        .containsPattern("model +size +f1\\R")
        .containsPattern("class +count +accuracy +precision +F1 +IoU\\R0 +\\d+ ")
        .containsPattern("is . given +0 +1 +2");
  }

  @Test
  void programsGetMetricsIntervalsClassesAndGates() {
    String quantized = quantized();
    String[] command = {
      "evaluate", MODEL, quantized, DATA, LABELS, NORMALIZE, "--gate=top1>=0.5", "--json"
    };
    assertThat(shell.run(command)).as(shell.err()).isZero();
    JsonObject json = JsonParser.parseString(shell.out()).getAsJsonObject();
    JsonObject second = json.getAsJsonArray("models").get(1).getAsJsonObject();
    JsonObject top1 = second.getAsJsonObject("metrics").getAsJsonObject("top1");
    assertThat(top1.get("unit").getAsString()).isEqualTo("share");
    assertThat(top1.get("better").getAsString()).isEqualTo("higher");
    JsonObject difference = top1.getAsJsonObject("difference");
    assertThat(difference.getAsJsonObject("interval").get("level").getAsDouble()).isEqualTo(0.95);
    assertThat(difference.get("significant").getAsBoolean()).isFalse();
    assertThat(second.getAsJsonArray("classes")).hasSize(10);
    assertThat(second.getAsJsonArray("confusion")).hasSize(10);
    JsonObject gate = json.getAsJsonArray("gates").get(0).getAsJsonObject();
    assertThat(gate.get("passed").getAsBoolean()).isTrue();
    assertThat(gate.get("model").getAsString()).isEqualTo(quantized);
  }

  @Test
  void aGateThatFailsIsExitCode1AndSaysWhatWasMeasured() {
    String quantized = quantized();
    String[] command = {
      "evaluate", MODEL, quantized, DATA, NORMALIZE, "--gate=bytes.ratio<=30%", "--gate=sqnr>1"
    };
    assertThat(shell.run(command)).isEqualTo(1);
    assertThat(shell.out()).contains("gate 'sqnr>1' holds for").contains("samples, ");
    assertThat(shell.err())
        .containsPattern("gate 'bytes.ratio<=30%' fails: the ratio of bytes is 0.5\\d*, not <= 0.3")
        .hasLineCount(1);
  }

  private void assertUsage(String mentions, String... args) {
    assertThat(shell.run(args)).isEqualTo(2);
    assertThat(shell.err()).contains(mentions).hasLineCount(1);
  }

  @Test
  void aGateThatDoesNotParseIsAUsageErrorThatSaysWhere() {
    assertUsage(
        "gate 'top1.dorp<=1': does not parse at character 6, 'dorp<=1'",
        "evaluate",
        MODEL,
        DATA,
        LABELS,
        NORMALIZE,
        "--gate=top1.dorp<=1");
  }

  @Test
  void oneModelCannotDrop() {
    assertUsage(
        "there is no other; give a second model",
        "evaluate",
        MODEL,
        DATA,
        LABELS,
        NORMALIZE,
        "--gate=top1.drop<=1");
  }

  @Test
  void aMetricOfClassesNeedsLabels() {
    assertUsage(
        "metric 'top1' needs labels; give the class of each sample with --labels",
        "evaluate",
        MODEL,
        DATA,
        NORMALIZE,
        "--metric=top1");
  }

  @Test
  void aMetricThatThereIsNotIsAUsageErrorWithTheNearest() {
    assertUsage(
        "there is no metric 'rsme'; did you mean rmse? there are top1",
        "evaluate",
        MODEL,
        DATA,
        NORMALIZE,
        "--metric=rsme");
  }

  @Test
  void modelsWithDifferentOutputsAreNotCompared() {
    String other = Fixtures.model("multi_sig").toString();
    assertThat(shell.run("evaluate", MODEL, other, "--data=random:2")).isEqualTo(3);
    assertThat(shell.err())
        .contains("multi_sig", "elements for a sample, that of " + MODEL + " has 10")
        .hasLineCount(1);
  }

  @Test
  void labelsOutsideTheClassesAreRefused() {
    Path labels = folder.resolve("labels.npy");
    var classes = new int[200];
    classes[7] = 12;
    NumpyWriter.npy(labels, NdArray.of(new long[] {200}, classes));
    assertThat(shell.run("evaluate", MODEL, DATA, "--labels=" + labels, NORMALIZE)).isEqualTo(3);
    assertThat(shell.err()).contains("has 10 classes, label 7 is 12").hasLineCount(1);
  }
}
