package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code octet tune}, on the example. */
class TuneJobTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();
  private static final String CALIBRATE = "--calibrate=" + Fixtures.example("calib.npz") + ":x";
  private static final String DATA = "--data=" + Fixtures.example("calib.npz") + ":x";
  private static final String LABELS = "--labels=" + Fixtures.example("calib.npz") + ":y";

  @TempDir private Path folder;
  private final Shell shell = Shell.real();

  private int tune(String... more) {
    var args =
        new ArrayList<>(List.of("tune", MODEL, "-o", output().toString(), "--normalize=0,255"));
    args.addAll(List.of(more));
    return shell.run(args.toArray(String[]::new));
  }

  private Path output() {
    return folder.resolve("out.tflite");
  }

  @Test
  void aModelThatKeepsTheLimitIsWrittenAndExplained() {
    assertThat(tune(CALIBRATE, DATA, LABELS, "--max-drop=0.03")).as(shell.err()).isZero();
    assertThat(output()).exists();
    assertThat(shell.out())
        .containsPattern("tried +top1 +drop +SNR +size +latency +integer")
        .containsPattern("float +9\\d\\.\\d\\d% ")
        .containsPattern("plain .*100.0% +within the limit")
        .containsPattern("to choose from")
        .containsPattern("keeps the limit of 3.00 points");
    assertThat(shell.err()).contains("octet: float: top1 9", "octet: plain: top1 9");
  }

  @Test
  void theRecipeMakesTheSameModelAgain() throws IOException {
    Path recipe = folder.resolve("r.json");
    assertThat(
            tune(CALIBRATE, DATA, "--metric=cosine", "--max-drop=0.9", "--save-recipe=" + recipe))
        .as(shell.err())
        .isZero();
    Path again = folder.resolve("again.tflite");
    assertThat(
            shell.run(
                "quantize",
                MODEL,
                "-o",
                again.toString(),
                "--recipe=" + recipe,
                CALIBRATE,
                "--normalize=0,255"))
        .as(shell.err())
        .isZero();
    assertThat(again).hasSameBinaryContentAs(output());
  }

  @Test
  void whenNothingKeepsTheLimitTheAnswerIsNo() {
    assertThat(tune(CALIBRATE, DATA, "--mode=int16x8-only", "--metric=mse", "--max-drop=0"))
        .isEqualTo(1);
    assertThat(output()).doesNotExist();
    assertThat(shell.out()).contains("does not keep the limit", "not written");
    assertThat(shell.err()).contains("octet: error:", "nothing that was tried", "--best-effort");
  }

  @Test
  void theBestEffortIsWrittenWhereThatIsWanted() {
    assertThat(
            tune(
                CALIBRATE,
                DATA,
                "--mode=int16x8-only",
                "--metric=mse",
                "--max-drop=0",
                "--best-effort"))
        .as(shell.err())
        .isZero();
    assertThat(output()).exists();
    assertThat(shell.out()).contains("does not keep the limit");
  }

  @Test
  void programsGetAllOfIt() {
    assertThat(tune(CALIBRATE, DATA, LABELS, "--max-drop=0.03", "--json", "--quiet")).isZero();
    JsonObject json = JsonParser.parseString(shell.out()).getAsJsonObject();
    assertThat(json.get("within_limit").getAsBoolean()).isTrue();
    assertThat(json.get("metric").getAsString()).isEqualTo("top1");
    assertThat(json.getAsJsonArray("front")).isNotEmpty();
    assertThat(json.getAsJsonArray("steps")).isNotEmpty();
    assertThat(json.getAsJsonObject("recipe").get("format").getAsString())
        .isEqualTo("octet recipe");
    assertThat(json.getAsJsonObject("best").getAsJsonObject("measure").get("bytes").getAsLong())
        .isEqualTo(output().toFile().length());
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void aSearchGoesOnFromItsFolder() {
    String state = "--state=" + folder.resolve("search");
    assertThat(tune(CALIBRATE, DATA, LABELS, "--max-drop=0.03", state)).as(shell.err()).isZero();
    assertThat(tune(CALIBRATE, DATA, LABELS, "--max-drop=0.04", state)).as(shell.err()).isZero();
    assertThat(shell.out()).contains("1 of them known before");
    assertThat(tune(CALIBRATE, DATA, "--max-drop=0.04", state)).isEqualTo(2);
    assertThat(shell.err()).contains("another search", "labels (sha256:", "none now");
  }

  @Test
  void aModeThatKeepsFloatActivationsNeedsNoCalibration() throws IOException {
    assertThat(tune(DATA, LABELS, "--mode=dynamic", "--max-drop=0.03")).as(shell.err()).isZero();
    assertThat(Files.size(output())).isLessThan(Files.size(Path.of(MODEL)));
  }

  @Test
  void rangesAreAskedForWhereTheyAreNeeded() {
    assertThat(tune(DATA, LABELS)).isEqualTo(2);
    assertThat(shell.err()).contains("--calibrate").hasLineCount(1);
  }

  @Test
  void aMetricThatDoesNotExistIsAUsageError() {
    assertThat(tune(CALIBRATE, DATA, "--metric=bleu")).isEqualTo(2);
    assertThat(shell.err()).contains("no metric 'bleu'", "cosine").hasLineCount(1);
  }

  @Test
  void aMetricThatIsInfiniteForEqualOutputsIsNamed() {
    assertThat(tune(CALIBRATE, DATA, "--metric=psnr")).isEqualTo(3);
    assertThat(shell.err()).contains("metric 'psnr'", "sample").hasLineCount(1);
  }
}
