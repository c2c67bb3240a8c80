package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import dev.octet.plan.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code octet quantize} with the library behind it, on the example. */
class QuantizeJobTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();
  private static final List<String> CALIBRATION =
      List.of(
          "--calibrate=" + Fixtures.example("calib.npz") + ":x",
          "--normalize=0,255",
          "--samples=4");

  @TempDir private Path folder;
  private final Shell shell = Shell.real();

  private int quantize(Path output, Mode mode, List<String> more) {
    var args = new ArrayList<>(List.of("quantize", MODEL, "-o", output.toString()));
    args.add("--mode=" + mode.text());
    args.addAll(more);
    return shell.run(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void everyModeMakesASmallerModelThatTheRuntimeRuns(Mode mode) throws IOException {
    Path output = folder.resolve("out.tflite");
    var more = new ArrayList<>(List.of("--verify=run", "--json"));
    if (mode.kind().isInteger()) {
      more.addAll(CALIBRATION);
    }
    assertThat(quantize(output, mode, more)).as(shell.err()).isZero();
    JsonObject answer = JsonParser.parseString(shell.out()).getAsJsonObject();
    assertThat(answer.get("mode").getAsString()).isEqualTo(mode.text());
    assertThat(answer.get("bytes_after").getAsLong())
        .isEqualTo(Files.size(output))
        .isLessThan(answer.get("bytes_before").getAsLong());
    assertThat(answer.get("samples").getAsLong()).isEqualTo(mode.kind().isInteger() ? 4 : 0);
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void peopleAreToldWhatStayedFloatAndWhy() {
    assertThat(quantize(folder.resolve("out.tflite"), Mode.DYNAMIC, List.of())).isZero();
    assertThat(shell.out())
        .contains("92.4 KB", "7 hybrid, 13 float", "unchanged, in float:")
        .containsPattern("  DEPTHWISE_CONV_2D +×5 +its weights have fewer than 1024 elements")
        .containsPattern("  others +×3 +it has no constant weights")
        .doesNotContain("SOFTMAX");
  }

  @Test
  void whoeverAsksIsToldOfEachOpThatStayedFloat() {
    assertThat(quantize(folder.resolve("out.tflite"), Mode.DYNAMIC, List.of("--verbose"))).isZero();
    assertThat(shell.out())
        .containsPattern("  CONV_2D +fmnist_mbv2_1/stem_relu_1/Relu6 +its weights have fewer")
        .containsPattern("  SOFTMAX +StatefulPartitionedCall_1:0 +it has no constant weights");
  }

  @Test
  void whatIsDeniedMustBeThere() {
    Path output = folder.resolve("out.tflite");
    assertThat(quantize(output, Mode.DYNAMIC, List.of("--deny-op=SOFTMIX"))).isEqualTo(2);
    assertThat(shell.err())
        .hasLineCount(1)
        .contains("fashion.tflite: the model has no op 'SOFTMIX'", "SOFTMAX? it has ADD, CONV_2D");
    assertThat(quantize(output, Mode.DYNAMIC, List.of("--deny-node=b3_dv_relu"))).isEqualTo(2);
    assertThat(shell.err())
        .contains("'b3_dv_relu' is found in no op's name", "there are fmnist_mbv2_1/b3_dw_relu_1/");
    assertThat(quantize(output, Mode.DYNAMIC, List.of("--only-node=^probs"))).isEqualTo(2);
    assertThat(output).doesNotExist();
  }

  @Test
  void whatIsDeniedSaysSo() {
    Path output = folder.resolve("out.tflite");
    assertThat(quantize(output, Mode.DYNAMIC, List.of("--deny-node=b3_project"))).isZero();
    assertThat(shell.out())
        .containsPattern("  CONV_2D +fmnist_mbv2_\\S+ +a rule denies it \\(node 'b3_project'\\)");
  }

  @Test
  void theWorstLayersStayFloatAndTheSummarySaysWhy() {
    Path output = folder.resolve("out.tflite");
    var more = new ArrayList<>(CALIBRATION);
    more.add("--float-worst=2");
    assertThat(quantize(output, Mode.INT8, more)).as(shell.err()).isZero();
    assertThat(shell.out())
        .contains("18 integer, 2 float")
        .containsPattern(
            "  \\w+ +\\S+ +sensitivity denies it: rank 1, quantized alone it leaves \\S+ dB")
        .contains("sensitivity denies it: rank 2");
    assertThat(output).exists();
  }

  @Test
  void layersAreMeasuredOnOtherSamplesOnRequest() {
    Path output = folder.resolve("out.tflite");
    var more =
        List.of(
            "--float-worst=1",
            "--data=" + Fixtures.example("test.npz") + ":x",
            "--normalize=0,255");
    assertThat(quantize(output, Mode.DYNAMIC, more)).as(shell.err()).isZero();
    assertThat(shell.out()).contains("sensitivity denies it: rank 1");
  }

  @Test
  void suspectsStayFloat() {
    Path output = folder.resolve("out.tflite");
    var more = new ArrayList<>(CALIBRATION);
    more.add("--float-suspects=0.29");
    assertThat(quantize(output, Mode.INT8, more)).as(shell.err()).isZero();
    assertThat(shell.out()).contains("its RMSE/scale is 0.");
  }

  @Test
  void savedRangesGiveTheSameModelAgain() {
    Path ranges = folder.resolve("ranges.json");
    Path first = folder.resolve("first.tflite");
    Path second = folder.resolve("second.tflite");
    var saving = new ArrayList<>(CALIBRATION);
    saving.add("--save-ranges=" + ranges);
    assertThat(quantize(first, Mode.INT8, saving)).isZero();
    assertThat(quantize(second, Mode.INT8, List.of("--ranges=" + ranges))).isZero();
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT8_ONLY", "INT16X8", "INT16X8_ONLY"})
  void fixedRangesMustComeFromSomewhere(Mode mode) {
    Path output = folder.resolve("out.tflite");
    assertThat(quantize(output, mode, List.of())).isEqualTo(2);
    assertThat(shell.err()).contains("--calibrate", "--ranges", mode.text()).hasLineCount(1);
    assertThat(output).doesNotExist();
  }

  @Test
  void aModelThatWasTrainedForIntegersBringsItsRanges() {
    Path output = folder.resolve("out.tflite");
    String model = Fixtures.model("fmnist_qat").toString();
    assertThat(shell.run("quantize", model, "-o", output.toString(), "--mode=int8-only"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .contains("8 integer", "fake quantization of 5 activations", "4 weights")
        .doesNotContain("unchanged, in float");
    assertThat(output).exists();
  }

  @Test
  void aQuantizedModelStaysAsItIs() {
    Path once = folder.resolve("once.tflite");
    Path twice = folder.resolve("twice.tflite");
    assertThat(quantize(once, Mode.INT8, CALIBRATION)).isZero();
    assertThat(shell.run("quantize", once.toString(), "-o", twice.toString(), "--mode=int8"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).contains("already quantized: 20 ops");
    assertThat(twice).hasSameBinaryContentAs(once);
  }

  @ParameterizedTest
  @EnumSource
  void aQuantizedModelIsQuantizedAnewOnRequest(Mode mode) {
    Path once = folder.resolve("once.tflite");
    String anew = folder.resolve("anew.tflite").toString();
    assertThat(quantize(once, Mode.INT8, CALIBRATION)).isZero();
    assertThat(
            shell.run(
                "quantize",
                once.toString(),
                "-o",
                anew,
                "--requantize",
                "--verify=run",
                "--mode=" + mode.text()))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).contains("20 quantized ops turned back to float before all else");
  }

  @Test
  void badSamplesLeaveAnOlderFileAsItWas() throws IOException {
    Path output = Files.writeString(folder.resolve("out.tflite"), "older");
    String data = "--calibrate=" + Fixtures.example("calib.npz") + ":nothing";
    assertThat(quantize(output, Mode.INT8, List.of(data))).isEqualTo(3);
    assertThat(shell.err()).startsWith("octet: error: ").contains("nothing").hasLineCount(1);
    assertThat(shell.out()).isEmpty();
    assertThat(output).hasContent("older");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aTextFileIsNoModel() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.tflite"), "not a model at all");
    assertThat(shell.run("quantize", text.toString(), "-o", folder.resolve("o").toString()))
        .isEqualTo(3);
    assertThat(shell.err()).contains("notes.tflite").hasLineCount(1);
  }
}
