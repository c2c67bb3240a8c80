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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code octet debug}, on the example. */
class DebugJobTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();
  private static final String SAMPLES = Fixtures.example("calib.npz") + ":x";
  private static final String CALIBRATE = "--calibrate=" + SAMPLES;
  private static final String DATA = "--data=" + SAMPLES;
  private static final String NORMALIZE = "--normalize=0,255";
  private static final String FEW = "--samples=10";

  @TempDir private Path folder;
  private final Shell shell = Shell.real();

  private String run(String... more) {
    assertThat(shell.run(debug(more))).as(shell.err()).isZero();
    return shell.out();
  }

  private static String[] debug(String... more) {
    var command = new ArrayList<>(List.of("debug", MODEL, NORMALIZE, FEW));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private JsonObject json(String... more) {
    var all = new ArrayList<>(List.of(more));
    all.add("--json");
    return JsonParser.parseString(run(all.toArray(String[]::new))).getAsJsonObject();
  }

  private static void refuse(int exitCode, List<String> mentions, String... more) {
    Shell refusing = Shell.real();
    assertThat(refusing.run(debug(more))).as(refusing.err()).isEqualTo(exitCode);
    assertThat(refusing.err()).contains(mentions).hasLineCount(1);
    assertThat(refusing.out()).isEmpty();
  }

  private String quantized(String... more) {
    return quantizedFrom(MODEL, more);
  }

  private String quantizedFrom(String model, String... more) {
    String file = folder.resolve("quantized.tflite").toString();
    var command = new ArrayList<>(List.of("quantize", model, "-o", file));
    command.addAll(List.of(more));
    assertThat(Shell.real().run(command.toArray(String[]::new))).isZero();
    return file;
  }

  @Test
  void layersStandInTheOrderOfTheirDamage() {
    assertThat(run(CALIBRATE, "--top=2"))
        .containsPattern("int8 +compared layer by layer on 10 samples\\R")
        .containsPattern("layers +\\d+ quantized, 0 of them with RMSE/scale over 0.7\\R")
        .contains("compared on the samples of the calibration")
        .containsPattern("op +layer +damage +RMSE/scale +SQNR dB +worst channel dB +saturated\\R");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void programsGetAllOfIt() {
    JsonObject json = json(CALIBRATE, "--metric=rmse,argmax_agreement");
    assertThat(json.get("mode").getAsString()).isEqualTo("int8");
    assertThat(json.get("samples").getAsInt()).isEqualTo(10);
    assertThat(json.getAsJsonObject("model_metrics").get("argmax_agreement").getAsDouble())
        .isBetween(0.8, 1.0);
    JsonObject layer = json.getAsJsonArray("layers").get(0).getAsJsonObject();
    assertThat(layer.get("node").getAsString()).startsWith("^");
    assertThat(layer.get("rmse_over_scale").getAsDouble()).isBetween(0.1, 0.7);
    assertThat(layer.getAsJsonObject("metrics").get("rmse").getAsDouble()).isPositive();
    assertThat(json.getAsJsonArray("ranked")).hasSameSizeAs(json.getAsJsonArray("layers"));
    assertThat(json.has("findings")).isTrue();
    assertThat(json.has("sensitivity")).isFalse();
  }

  @Test
  void figuresOfAllLayersGoToAFile() throws IOException {
    Path csv = folder.resolve("stats.csv");
    run(CALIBRATE, "--metric=correlation", "-o", csv.toString());
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.getFirst())
        .startsWith(
            "op_name,tensor_idx,num_elements,stddev,mean_error,max_abs_error,mean_squared_error,"
                + "correlation,scale,zero_point,tensor_name,range,rmse_over_scale,sqnr_db,cosine,");
    assertThat(lines).hasSizeGreaterThan(3).allMatch(l -> l.split(",").length >= 19);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamic", "weights8", "dynamic4", "weights4", "float16"})
  void modesWithoutRangesNeedNoCalibration(String mode) {
    assertThat(run("--mode=" + mode, DATA, "--metric=sqnr_db")).contains(mode, "quantized, 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"int8-only", "int16x8", "int16x8-only"})
  void everyModeWithRangesCanBeSeen(String mode) {
    assertThat(run("--mode=" + mode, CALIBRATE, "--metric=mse")).contains(mode, "quantized, 0");
  }

  @Test
  void interfacesOfIntegersAreFedTheSame() {
    assertThat(
            run(
                CALIBRATE,
                "--mode=int8-only",
                "--input-type=uint8",
                "--output-type=uint8",
                "--metric=argmax_agreement"))
        .containsPattern("argmax_agreement +(1\\.00|0\\.9)");
  }

  @Test
  void errorsGrowInTheWholeModel() {
    double layers =
        json(CALIBRATE)
            .getAsJsonArray("layers")
            .asList()
            .getLast()
            .getAsJsonObject()
            .get("sqnr_db")
            .getAsDouble();
    JsonObject whole =
        JsonParser.parseString(
                runAnew(CALIBRATE, "--whole-model", "--json", "--metric=sqnr_db,mse"))
            .getAsJsonObject();
    assertThat(whole.get("whole_model").getAsBoolean()).isTrue();
    assertThat(
            whole
                .getAsJsonArray("layers")
                .asList()
                .getLast()
                .getAsJsonObject()
                .get("sqnr_db")
                .getAsDouble())
        .isLessThan(layers);
    assertThat(whole.getAsJsonObject("model_metrics").get("mse").getAsDouble()).isPositive();
  }

  private static String runAnew(String... more) {
    Shell other = Shell.real();
    assertThat(other.run(debug(more))).as(other.err()).isZero();
    return other.out();
  }

  @Test
  void theModelsOutputsAreTheSameInBothWays() {
    String metrics = "--metric=argmax_agreement,mse,model:cosine";
    assertThat(json(CALIBRATE, metrics, "--threads=1").get("model_metrics"))
        .isEqualTo(
            JsonParser.parseString(runAnew(CALIBRATE, metrics, "--whole-model", "--json"))
                .getAsJsonObject()
                .get("model_metrics"));
  }

  @Test
  void rangesOfAnEarlierCalibrationWillDo() {
    String ranges = folder.resolve("ranges.json").toString();
    JsonObject first = json(CALIBRATE, "--save-ranges=" + ranges);
    JsonObject again =
        JsonParser.parseString(runAnew(DATA, "--ranges=" + ranges, "--json")).getAsJsonObject();
    assertThat(again.get("layers")).isEqualTo(first.get("layers"));
  }

  @Test
  void aModelThatIsQuantizedAlreadyGivesTheSame() {
    String other = quantized("--mode=int8", CALIBRATE, NORMALIZE);
    JsonObject json = json("--quantized=" + other, DATA);
    assertThat(json.get("quantized").getAsString()).isEqualTo(other);
    JsonObject own = JsonParser.parseString(runAnew(CALIBRATE, "--json")).getAsJsonObject();
    assertThat(json.get("layers")).isEqualTo(own.get("layers"));
  }

  @Test
  void sensitivityRanksByTheOutputs() {
    assertThat(run(CALIBRATE, "--sensitivity", "--top=2"))
        .contains("What quantizing a layer alone does to the outputs, on 10 samples")
        .containsPattern("rank +op +layer +SQNR dB +agreement +max difference\\R")
        .containsPattern("\\R +1 +[A-Z]")
        .doesNotContainPattern("\\R +3 +[A-Z]");
  }

  @Test
  void deniedOpsAreNotCompared() {
    assertThat(json(CALIBRATE, "--deny-op=SOFTMAX").getAsJsonArray("layers").asList())
        .noneMatch(l -> l.getAsJsonObject().get("op").getAsString().equals("SOFTMAX"));
  }

  @Test
  void wrongDataIsNamed() {
    refuse(
        3, List.of("test.npz"), "--mode=dynamic", "--data=" + Fixtures.example("test.npz") + ":y");
    refuse(3, List.of("nowhere.npz"), "--mode=dynamic", "--data=nowhere.npz");
  }

  @Test
  void rangesMustComeFromSomewhere() {
    refuse(2, List.of("--mode int8 needs the ranges", "--calibrate"), DATA);
  }

  @ParameterizedTest
  @CsvSource({"fmnist_lstm_k2", "fmnist_vit", "multi_sig"})
  void aModelOfAnotherNetworkIsNoTwin(String name) {
    String other = quantizedFrom(Fixtures.model(name).toString(), "--mode=weights8");
    refuse(3, List.of("quantized.tflite", "give the float model"), "--quantized=" + other, DATA);
  }

  @Test
  void aFloatModelIsNotQuantized() throws IOException {
    Path copy = Files.copy(Path.of(MODEL), folder.resolve("copy.tflite"));
    refuse(
        3,
        List.of("copy.tflite", "nothing in the quantized model is quantized"),
        "--quantized=" + copy,
        DATA);
  }

  @Test
  void whatIsNoModelIsNone() throws IOException {
    Path text = Files.writeString(folder.resolve("text.tflite"), "text");
    refuse(3, List.of("text.tflite"), "--quantized=" + text, DATA);
  }

  @Test
  void otherWeightsAreNoTwin() {
    String other = quantized("--mode=weights8", "--improve=equalize");
    refuse(3, List.of("the weights of", "moved by more than a step"), "--quantized=" + other, DATA);
  }

  @Test
  void nothingQuantizedIsAnAnswer() throws IOException {
    refuse(1, List.of("no op is quantized"), CALIBRATE, "--recipe=" + floats());
  }

  private String floats() throws IOException {
    String recipe = "{'format': 'octet recipe', 'rules': [{'scheme': 'int8'}, {'deny': true}]}";
    return Files.writeString(folder.resolve("floats.json"), recipe).toString();
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    refuse(
        3,
        List.of("nowhere/stats.csv", "no such folder"),
        CALIBRATE,
        "-o",
        folder.resolve("nowhere/stats.csv").toString());
  }

  @Test
  void metricsMustBeKnown() {
    refuse(2, List.of("there is no metric 'top1'", "mean_abs_error"), CALIBRATE, "--metric=top1");
    refuse(3, List.of("p.jar", "no such file"), CALIBRATE, "--plugin=p.jar");
  }
}
