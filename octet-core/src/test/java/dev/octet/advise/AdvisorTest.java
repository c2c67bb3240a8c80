package dev.octet.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.ReadOptions;
import dev.octet.Verification;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is advised for models of many kinds. */
class AdvisorTest {
  @TempDir private Path folder;

  private Advice advise(String text, Target target, boolean data) {
    Path file = folder.resolve("model.tflite");
    Tflite.write(Text.parse(text), file);
    return Octet.advise(file, ReadOptions.standard(), target, data);
  }

  private static Advice advise(Path file, Target target, boolean data) {
    return Octet.advise(file, ReadOptions.standard(), target, data);
  }

  private static List<String> commands(Advice advice) {
    return advice.recommendation().next().stream().map(Recommendation.Step::command).toList();
  }

  private static String watch(Advice advice) {
    return String.join("\n", advice.recommendation().watch());
  }

  /** A layer of so many weights. */
  private static String dense(int in, int out) {
    String zeros =
        IntStream.range(0, in * out)
            .mapToObj(i -> "0." + (i % 7 + 1))
            .collect(Collectors.joining(", "));
    return """
    graph main(%%x: f32[1,%d]) -> (%%y) {
      const %%w: f32[%d,%d] = {%s}
      %%y: f32[1,%d] = FULLY_CONNECTED(%%x, %%w, _) FullyConnectedOptions{}
    }
    """
        .formatted(in, out, in, zeros, out);
  }

  @Test
  void theTreeOnTheCpu() {
    Path cnn = Fixtures.model("fmnist_cnn");
    assertThat(advise(cnn, Target.CPU, true).recommendation().mode()).isEqualTo(Mode.INT8);
    assertThat(advise(cnn, Target.CPU, false).recommendation().mode()).isEqualTo(Mode.DYNAMIC);
    assertThat(commands(advise(cnn, Target.CPU, true)).getFirst())
        .endsWith("-o fmnist_cnn-int8.tflite --mode int8 --calibrate SAMPLES");
  }

  @Test
  void theTreeElsewhere() {
    Path cnn = Fixtures.model("fmnist_cnn");
    assertThat(advise(cnn, Target.GPU, true).recommendation().mode()).isEqualTo(Mode.FLOAT16);
    Advice edge = advise(Fixtures.model("fmnist_qat"), Target.EDGETPU, false);
    assertThat(edge.recommendation().mode()).isEqualTo(Mode.INT8_ONLY);
    assertThat(edge.fit().obstacles()).isEmpty();
    assertThat(commands(edge).getFirst()).contains("--mode int8-only").contains("--batch 1");
    assertThat(commands(edge)).anyMatch(c -> c.startsWith("edgetpu_compiler "));
    Advice micro = advise(cnn, Target.MICROCONTROLLER, false);
    assertThat(micro.recommendation().headline()).startsWith("Collect samples first.");
    assertThat(watch(micro)).contains("of RAM for activations");
  }

  @Test
  void aModelThatKnowsItsRangesNeedsNoSamples() {
    Advice advice = advise(Fixtures.model("fmnist_qat"), Target.CPU, false);
    assertThat(advice.recommendation().mode()).isEqualTo(Mode.INT8);
    assertThat(commands(advice).getFirst()).doesNotContain("--calibrate");
    assertThat(advice.forecasts()).noneMatch(Forecast::needsSamples);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void bytesAreThoseOfTheModelThatIsMade(Mode mode) throws Exception {
    Path file = Fixtures.example("fashion.tflite");
    Octet octet = Octet.load(file);
    Ranges ranges =
        octet.calibrate(
            Datasets.open(
                    List.of(Fixtures.example("calib.npz") + ":x"),
                    octet.model(),
                    DataOptions.normalized(0, 255))
                .first(8),
            1,
            _ -> {});
    Path made = folder.resolve("made.tflite");
    octet.quantize(Recipe.of(mode), ranges).write(made, Verification.NONE, 1);
    Forecast forecast =
        advise(file, Target.CPU, true).forecasts().stream()
            .filter(f -> f.mode() == mode)
            .findFirst()
            .orElseThrow();
    // equal parameters of tensors are stored once, and which are equal only calibration tells
    assertThat((double) forecast.bytes())
        .isCloseTo((double) Files.size(made), within(0.01 * Files.size(made)));
    assertThat(forecast.integerOps())
        .isEqualTo(
            octet.plan(Recipe.of(mode), ranges).model().main().nodes().stream()
                .filter(n -> octet.plan(Recipe.of(mode), ranges).of(n).isInteger())
                .count());
  }

  @Test
  void aModelOfIntegersIsKept() {
    String text =
        """
        graph main(%x: i8[1,8,8,4] quant(scale 0.5, zero 0)) -> (%y) {
          %y: i8[1,8,8,4] quant(scale 0.5, zero 0) = RELU v2 (%x)
        }
        """;
    for (Target target : List.of(Target.CPU, Target.EDGETPU, Target.MICROCONTROLLER)) {
      Advice advice = advise(text, target, true);
      assertThat(advice.facts().content()).isEqualTo(Facts.Content.INTEGER);
      assertThat(advice.recommendation().mode()).isNull();
      assertThat(advice.recommendation().headline()).startsWith("Keep it");
      assertThat(advice.fit().obstacles()).isEmpty();
    }
    assertThat(advise(text, Target.GPU, true).recommendation().headline())
        .startsWith("Begin with the float model");
  }

  @Test
  void tinyWeightsAreNotWorthIt() {
    Advice advice = advise(dense(8, 4), Target.CPU, false);
    assertThat(advice.recommendation().mode()).isNull();
    assertThat(advice.recommendation().headline()).isEqualTo("Leave it as it is.");
    assertThat(advice.recommendation().why().getFirst()).contains("largest weight has 32 elements");
  }

  @Test
  void anEmbeddingIsTold() {
    String table =
        IntStream.range(0, 4096).mapToObj(i -> "0." + (i % 9)).collect(Collectors.joining(", "));
    Advice advice =
        advise(
            """
            graph main(%%ids: i32[1,4]) -> (%%y) {
              const %%table: f32[512,8] = {%s}
              %%rows: f32[1,4,8] = GATHER(%%table, %%ids) GatherOptions{}
              %%y: f32[1,4,8] = TANH(%%rows)
            }
            """
                .formatted(table),
            Target.CPU,
            false);
    assertThat(advice.facts().tableBytes()).isEqualTo(4096 * 4);
    assertThat(watch(advice)).contains("embeddings");
    assertThat(advice.recommendation().mode()).isNotNull();
  }

  @Test
  void customOpsAreTold() {
    Advice custom =
        advise(
            """
            graph main(%x: f32[1,8]) -> (%y) {
              %a: f32[1,8] = custom:"MyOp"(%x) bytes 0x00
              %y: f32[1,8] = RELU(%a)
            }
            """,
            Target.MICROCONTROLLER, true);
    assertThat(custom.facts().customOps()).containsExactly("MyOp");
    assertThat(custom.fit().obstacles())
        .anySatisfy(o -> assertThat(o.reason()).isEqualTo("it is a custom op"));
    assertThat(watch(custom)).contains("MyOp");
  }

  @Test
  void loopsAreTold() {
    Advice advice =
        advise(
            """
            graph main(%zero: i32[], %x: f32[2]) -> (%y) {
              %n: i32[], %y: f32[2] = WHILE(%zero, %x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
            }
            graph cond(%n: i32[], %x: f32[2]) -> (%go) {
              const %three: i32[] = {3}
              %go: bool[] = LESS(%n, %three)
            }
            graph body(%n: i32[], %x: f32[2]) -> (%m, %y) {
              const %one: i32[] = {1}
              %m: i32[] = ADD(%n, %one) AddOptions{}
              %y: f32[2] = TANH(%x)
            }
            """,
            Target.CPU, true);
    assertThat(advice.facts().loops()).isEqualTo(1);
    assertThat(watch(advice)).containsIgnoringCase("loops carry");
  }

  @Test
  void anLstmIsTold() {
    Advice advice = advise(Fixtures.model("fmnist_lstm_k2"), Target.CPU, true);
    assertThat(advice.facts().recurrentOps()).isEqualTo(1);
    assertThat(watch(advice)).contains("keeps state from step to step");
    Advice gpu = advise(Fixtures.model("fmnist_lstm_k2"), Target.GPU, true);
    assertThat(gpu.fit().obstacles()).anyMatch(o -> o.op().equals("UNIDIRECTIONAL_SEQUENCE_LSTM"));
  }

  @Test
  void whatComesAfterAnOpThatTheEdgeTpuLacksStaysOnTheCpu() {
    Advice advice =
        advise(
            """
            graph main(%x: f32[1,4,4,4]) -> (%z) {
              %a: f32[1,4,4,4] = RELU(%x)
              %b: f32[1,4,4,4] = GELU(%a) GeluOptions{}
              %z: f32[1,4,4,4] = LOGISTIC(%b)
            }
            """,
            Target.EDGETPU, true);
    assertThat(advice.fit().obstacles()).extracting(Obstacle::op).containsExactly("GELU");
    assertThat(advice.fit().leading()).isEqualTo(1);
    assertThat(advice.recommendation().headline()).startsWith("The Edge TPU is not for this model");
  }

  @Test
  void namesAreQuotedForTheShell() {
    Path file = folder.resolve("my model's.tflite");
    Tflite.write(Text.parse(dense(64, 32)), file);
    Advice advice = Octet.advise(file, ReadOptions.standard(), Target.CPU, false);
    assertThat(commands(advice).getFirst())
        .contains("'" + folder + "/my model'\\''s.tflite'")
        .contains("-o 'my model'\\''s-dynamic.tflite'");
  }
}
