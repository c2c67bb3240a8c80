package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.TensorInfo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that were quantized before, without any calibration data. */
class ExistingQuantizationTest {
  private static final String TRAINED =
      """
      graph main(%x: f32[1,4]) -> (%p) {
        %xq: u8[1,4] quant(scale 0.02, zero 128) = QUANTIZE(%x)
        %xd: f32[1,4] = DEQUANTIZE(%xq)
        const %w: f32[2,4] = {0.5, -0.25, 0.125, 1.27, -0.3, 0.2, 0.9, -0.7}
        %wq: u8[2,4] quant(axis 0, scales {0.01, 0.02}, zeros {128, 128}) = QUANTIZE v3 (%w)
        %wd: f32[2,4] = DEQUANTIZE v3 (%wq)
        const %b: f32[2] = {0.1, -0.2}
        %y: f32[1,2] = FULLY_CONNECTED(%xd, %wd, %b) FullyConnectedOptions{}
        %r: f32[1,2] = RELU(%y)
        const %s: i32[1] = {2}
        %f: f32[2] = RESHAPE(%r, %s)
        %fq: u8[2] quant(scale 0.015, zero 0) = QUANTIZE(%f)
        %fd: f32[2] = DEQUANTIZE(%fq)
        const %d: i32[] = {0}
        %e: f32[1,2] = EXPAND_DIMS(%fd, %d)
        %p: f32[1,2] = SOFTMAX(%e) SoftmaxOptions{beta: 1.0}
      }
      """;

  private static final String MIXED =
      """
      graph main(%x: f32[4]) -> (%z) {
        %q: i8[4] quant(scale 0.02, zero 3) = QUANTIZE(%x)
        %a: i8[4] quant(scale 0.02, zero -100) = ABS v2 (%q)
        %d: f32[4] = DEQUANTIZE v2 (%a)
        const %s: i32[2] = {2, 2}
        %m: f32[2,2] = RESHAPE(%d, %s)
        %r: f32[2,2] = ABS(%m)
        %t: i8[2,2] quant(scale 0.03, zero -128) = QUANTIZE(%r)
        %z: i8[2,2] quant(scale 0.03, zero -128) = RELU v2 (%t)
      }
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    byte[] bytes = Tflite.bytes(Text.parse(text)).toArray(ValueLayout.JAVA_BYTE);
    return Files.write(folder.resolve("model.tflite"), bytes);
  }

  private static Model quantize(Octet octet, Recipe recipe) {
    return octet.quantize(recipe, octet.withoutRanges()).model();
  }

  @Test
  void aModelTrainedForIntegersNeedsNoData() throws IOException {
    Octet octet = Octet.load(file(TRAINED));
    assertThat(octet.needsCalibration()).isFalse();
    assertThat(ModelText.graphs(quantize(octet, Recipe.integerOnly())))
        .isEqualTo(
            """
            graph main(%x: i8[1,4] quant(scale 0.02, zero 0)) -> (%p) {
              const %w: i8[2,4] quant(axis 0, scales {0.01, 0.02}) = {50, -25, 13, 127, -15, 10, 45, -35}
              const %b: i32[2] quant(axis 0, scales {2.0E-4, 4.0E-4}) = {500, -500}
              %r: i8[1,2] quant(scale 0.015, zero -128) = FULLY_CONNECTED v4 (%x, %w, %b) FullyConnectedOptions{fused_activation_function: RELU}
              const %s: i32[1] = {2}
              %f: i8[2] quant(scale 0.015, zero -128) = RESHAPE(%r, %s)
              const %d: i32[] = {0}
              %e: i8[1,2] quant(scale 0.015, zero -128) = EXPAND_DIMS(%f, %d)
              %p: i8[1,2] quant(scale 0.00390625, zero -128) = SOFTMAX v2 (%e) SoftmaxOptions{beta: 1.0}
            }
            """);
  }

  @Test
  void aNormalizationLeavesTheIntegersOfTheTraining() throws IOException {
    Octet octet =
        Octet.load(
            file(
                """
                graph main(%x: f32[1,2]) -> (%y) {
                  %xq: i8[1,2] quant(scale 0.5, zero 0) = QUANTIZE(%x)
                  %xd: f32[1,2] = DEQUANTIZE v2 (%xq)
                  const %w: i8[2,2] quant(scale 0.25, zero 0) = {50, -25, 13, 127}
                  %wd: f32[2,2] = DEQUANTIZE v2 (%w)
                  %a: f32[1,2] = FULLY_CONNECTED(%xd, %wd, _) FullyConnectedOptions{}
                  const %s: f32[2] = {3, -0.5}
                  %m: f32[1,2] = MUL(%a, %s) MulOptions{}
                  const %t: f32[2] = {1, 2}
                  %n: f32[1,2] = ADD(%m, %t) AddOptions{}
                  %yq: i8[1,2] quant(scale 1, zero 3) = QUANTIZE(%n)
                  %y: f32[1,2] = DEQUANTIZE v2 (%yq)
                }
                """));
    assertThat(ModelText.graphs(quantize(octet, Recipe.integerOnly())))
        .contains("const %w: i8[2,2] quant(axis 0, scales {0.75, 0.125}) = {50, -25, -13, -127}")
        .doesNotContain("MUL");
  }

  @Test
  void itComputesWhatTheModelThatWasTrainedComputes() throws IOException {
    Octet octet = Octet.load(file(TRAINED));
    assertAlike(Text.parse(TRAINED), quantize(octet, Recipe.integerOnly()), 2 / 256f);
    assertAlike(Text.parse(TRAINED), quantize(octet, Recipe.fullInteger()), 2 / 256f);
    assertAlike(Text.parse(TRAINED), quantize(octet, Recipe.int16x8()), 0.02f);
    assertAlike(
        Text.parse(TRAINED), quantize(octet, Recipe.dynamicRange().withMinElements(1)), 0.02f);
    assertAlike(Text.parse(TRAINED), quantize(octet, Recipe.of(Mode.WEIGHTS8)), 0.02f);
  }

  @Test
  void hybridWeightsLieOnTheGridOfTheTraining() throws IOException {
    Octet octet = Octet.load(file(TRAINED));
    assertThat(ModelText.graphs(quantize(octet, Recipe.dynamicRange().withMinElements(1))))
        .contains(
            "i8[2,4] quant(axis 0, scales {0.01, 0.02}) = {50, -25, 13, 127, -15, 10, 45, -35}");
  }

  @Test
  void whatIsQuantizedStaysAndWhatIsFloatBetweenJoinsIt() throws IOException {
    Octet octet = Octet.load(file(MIXED));
    Model joined = quantize(octet, Recipe.fullInteger());
    assertThat(ModelText.graphs(joined))
        .isEqualTo(
            """
            graph main(%x: f32[4]) -> (%z) {
              %q: i8[4] quant(scale 0.02, zero 3) = QUANTIZE(%x)
              %a: i8[4] quant(scale 0.02, zero -100) = ABS v2 (%q)
              const %s: i32[2] = {2, 2}
              %m: i8[2,2] quant(scale 0.02, zero -100) = RESHAPE(%a, %s)
              %r: i8[2,2] quant(scale 0.03, zero -128) = ABS v2 (%m)
              %z: i8[2,2] quant(scale 0.03, zero -128) = RELU v2 (%r)
            }
            """);
    assertAlike(Text.parse(MIXED), joined, 0.031f);
  }

  @Test
  void modesWithFloatActivationsLeaveBordersAsTheyAre() throws IOException {
    assertThat(ModelText.graphs(quantize(Octet.load(file(MIXED)), Recipe.dynamicRange())))
        .isEqualTo(MIXED);
  }

  @Test
  void betweenEightAndSixteenBitsValuesGoThroughFloat() throws IOException {
    Model joined = quantize(Octet.load(file(MIXED)), Recipe.int16x8());
    assertThat(joined.main().nodes())
        .extracting(n -> n.op())
        .containsExactly(
            "QUANTIZE", "ABS", "DEQUANTIZE", "QUANTIZE", "RESHAPE", "ABS", "QUANTIZE", "RELU");
    assertAlike(Text.parse(MIXED), joined, 0.031f);
  }

  @Test
  void outputsKeepTheirNamesWhenTheBorderThatMadeThemGoes() throws IOException {
    Octet octet =
        Octet.load(
            file(
                """
                graph main(%x: f32[2]) -> (%y, %w) {
                  %q: i8[2] quant(scale 0.5, zero 0) = QUANTIZE(%x)
                  %a: i8[2] quant(scale 0.5, zero 0) = ABS v2 (%q)
                  %y: f32[2] = DEQUANTIZE v2 (%a)
                  %z: f32[2] = ABS(%y)
                  %w: i8[2] quant(scale 0.25, zero 0) = QUANTIZE(%z)
                }
                """));
    assertThat(ModelText.graphs(quantize(octet, Recipe.integerOnly())))
        .isEqualTo(
            """
            graph main(%x: i8[2] quant(scale 0.5, zero 0)) -> (%y, %w) {
              %y: i8[2] quant(scale 0.5, zero 0) = ABS v2 (%x)
              %w: i8[2] quant(scale 0.25, zero 0) = ABS v2 (%y)
            }
            """);
  }

  @Test
  void modesWithFloatActivationsLeaveHybridOpsAsTheyAre() throws IOException {
    String hybrid =
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %w: i8[2,2] quant(axis 0, scales {0.5, 0.25}) = {1, -2, 3, 4}
          %y: f32[1,2] = FULLY_CONNECTED v12 (%x, %w, _) FullyConnectedOptions{}
        }
        """;
    for (Mode mode : new Mode[] {Mode.DYNAMIC, Mode.WEIGHTS8, Mode.FLOAT16}) {
      Octet octet = Octet.load(file(hybrid));
      assertThat(ModelText.graphs(quantize(octet, Recipe.of(mode)))).isEqualTo(hybrid);
      assertThat(octet.plan(Recipe.of(mode), octet.withoutRanges()).keptFloat()).isEmpty();
    }
  }

  @Test
  void requantizedModelsAreFloatFirst() throws IOException {
    Octet octet = Octet.loadAsFloat(file(MIXED));
    assertThat(ModelText.graphs(octet.model()))
        .isEqualTo(
            """
            graph main(%x: f32[4]) -> (%z) {
              %a: f32[4] = ABS(%x)
              const %s: i32[2] = {2, 2}
              %m: f32[2,2] = RESHAPE(%a, %s)
              %r: f32[2,2] = ABS(%m)
              %z: f32[2,2] = RELU(%r)
            }
            """);
    assertAlike(Text.parse(MIXED), quantize(octet, Recipe.integerOnly()), 0.031f);
    assertAlike(Text.parse(MIXED), quantize(octet, Recipe.int16x8()), 0.031f);
  }

  @Test
  void hybridOpsBecomeIntegerWithTheWeightsTheyHave() throws IOException {
    Octet octet =
        Octet.load(
            file(
                """
                graph main(%x: f32[1,2]) -> (%z) {
                  %q: i8[1,2] quant(scale 0.02, zero 0) = QUANTIZE(%x)
                  %d: f32[1,2] = DEQUANTIZE v2 (%q)
                  const %w: i8[2,2] quant(axis 0, scales {0.5, 0.25}) = {1, -2, 3, 4}
                  %y: f32[1,2] = FULLY_CONNECTED v12 (%d, %w, _) FullyConnectedOptions{asymmetric_quantize_inputs: true}
                  %p: i8[1,2] quant(scale 0.05, zero 0) = QUANTIZE(%y)
                  %e: f32[1,2] = DEQUANTIZE v2 (%p)
                  %z: f32[1,2] = FULLY_CONNECTED v12 (%e, %w, _) FullyConnectedOptions{asymmetric_quantize_inputs: true}
                }
                """));
    String text = ModelText.graphs(quantize(octet, Recipe.fullInteger()));
    assertThat(text)
        .contains("%y: i8[1,2] quant(scale 0.05, zero 0) = FULLY_CONNECTED v12 (%quantized, %w, _)")
        .contains("%z: f32[1,2] = FULLY_CONNECTED v12 (%dequantized, %w, _)")
        .doesNotContain("const %w#1");
  }

  @Test
  void theErrorOfAStrictModeSaysWhatLacksARange() throws IOException {
    Octet octet =
        Octet.load(
            file(
                """
                graph main(%x: f32[2]) -> (%z) {
                  %q: i8[2] quant(scale 0.02, zero 0) = QUANTIZE(%x)
                  %d: f32[2] = DEQUANTIZE v2 (%q)
                  %y: f32[2] = EXP(%d)
                  %z: f32[2] = ABS(%y)
                }
                """));
    assertThatThrownBy(() -> quantize(octet, Recipe.integerOnly()))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_QUANTIZABLE))
        .hasMessageContainingAll("no range is known for 'y'", "calibrate");
  }

  @Test
  void aFloatModelThatSaysNothingNeedsData() throws IOException {
    Octet octet =
        Octet.load(
            file(
                """
                graph main(%x: f32[2]) -> (%y) {
                  %y: f32[2] = ABS(%x)
                }
                """));
    assertThat(octet.needsCalibration()).isTrue();
  }

  @Test
  void integerWeightsSayNothingOfActivations() throws IOException {
    Octet octet =
        Octet.load(
            file(
                """
                graph main(%x: f32[1,2]) -> (%y) {
                  const %q: i8[2,2] quant(scale 0.5, zero 0) = {1, -2, 3, 4}
                  %w: f32[2,2] = DEQUANTIZE v2 (%q)
                  %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
                }
                """));
    assertThat(octet.needsCalibration()).isTrue();
  }

  private static void assertAlike(Model expected, Model actual, float tolerance) {
    var random = new Random(1);
    try (Engine first = open(expected);
        Engine second = open(actual)) {
      for (int sample = 0; sample < 20; sample++) {
        for (int i = 0; i < first.inputs().getFirst().shape().elements(); i++) {
          float value = random.nextFloat(-2, 2);
          put(first, i, value);
          put(second, i, value);
        }
        first.run();
        second.run();
        for (int i = 0; i < first.outputs().getFirst().shape().elements(); i++) {
          assertThat(get(second, i)).isCloseTo(get(first, i), within(tolerance));
        }
      }
    }
  }

  private static Offset<Float> within(float tolerance) {
    return Offset.offset(tolerance + 1e-6f);
  }

  private static Engine open(Model model) {
    return Engine.open(Tflite.bytes(model), EngineOptions.standard());
  }

  private static void put(Engine engine, int index, float value) {
    TensorInfo to = engine.inputs().getFirst();
    MemorySegment memory = engine.input(0);
    if (to.type() == ElementType.FLOAT32) {
      memory.set(Constant.F32, 4L * index, value);
      return;
    }
    PerTensor q = Objects.requireNonNull(to.quantization());
    long step = Math.round((double) value / q.scale()) + q.zeroPoint();
    memory.set(ValueLayout.JAVA_BYTE, index, (byte) Math.clamp(step, -128, 127));
  }

  private static float get(Engine engine, int index) {
    TensorInfo from = engine.outputs().getFirst();
    MemorySegment memory = engine.output(0);
    if (from.type() == ElementType.FLOAT32) {
      return memory.get(Constant.F32, 4L * index);
    }
    PerTensor q = Objects.requireNonNull(from.quantization());
    return (memory.get(ValueLayout.JAVA_BYTE, index) - q.zeroPoint()) * q.scale();
  }
}
