package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.ModelText;
import dev.octet.Octet;
import dev.octet.calibrate.Range;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Change;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import dev.octet.plan.Selector;
import dev.octet.plan.Treatment;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose ops follow different schemes. */
class MixedSchemesTest {
  private static Rule to(Treatment.Kind kind, String... ops) {
    return new Rule(new Selector(List.of(ops), null, null, List.of()), Change.to(kind));
  }

  @Test
  void int8AndInt16MeetInRequantization() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[4]) -> (%c) {
              %a: f32[4] = TANH(%x)
              %b: f32[4] = ABS(%a)
              %c: f32[4] = ADD(%a, %b) AddOptions{}
            }
            """);
    Recipe recipe = Recipe.fullInteger().with(to(Treatment.Kind.INT16X8, "ABS"));
    var plan = new Planner(OpTable.standard()).plan(model, recipe, _ -> OptionalDouble.of(2));
    Model quantized =
        new Quantizer(OpTable.standard(), RuntimeVersions.load())
            .quantize(plan, _ -> Optional.of(new Range(-1, 1)))
            .model();
    assertThat(ModelText.graphs(quantized))
        .isEqualTo(
            """
            graph main(%x: f32[4]) -> (%c) {
              %quantized: i8[4] quant(scale 0.007843138, zero -1) = QUANTIZE(%x)
              %a: i8[4] quant(scale 0.0078125, zero 0) = TANH v2 (%quantized)
              %dequantized: f32[4] = DEQUANTIZE v2 (%a)
              %quantized1: i16[4] quant(scale 3.051851E-5, zero 0) = QUANTIZE v2 (%dequantized)
              %b: i16[4] quant(scale 3.051851E-5, zero 0) = ABS v3 (%quantized1)
              %quantized2: i8[4] quant(scale 0.007843138, zero -1) = QUANTIZE(%b)
              %c_i: i8[4] quant(scale 0.007843138, zero -1) = ADD v2 (%a, %quantized2) AddOptions{}
              %c: f32[4] = DEQUANTIZE v2 (%c_i)
            }
            """);
    for (KernelSet kernels : KernelSet.values()) {
      float[] actual = run(quantized, kernels, new float[] {-2, -0.5f, 0.25f, 0.5f});
      float[] expected = run(model, KernelSet.PLAIN, new float[] {-1, -0.5f, 0.25f, 0.5f});
      assertThat(actual).containsExactly(expected, Offset.offset(0.03f));
    }
  }

  /** Any assignment of schemes to ops of a real model gives one that runs and is near the float. */
  @ParameterizedTest
  @EnumSource(names = {"DEFAULT", "PLAIN"}) // the reference kernels lack hybrid ops
  void anyMixtureOfSchemesRuns(KernelSet kernels) {
    var octet = Octet.load(Fixtures.example("fashion.tflite"));
    var data =
        Datasets.open(
                List.of(Fixtures.example("calib.npz") + ":x"),
                octet.model(),
                DataOptions.normalized(0, 255))
            .first(8);
    var ranges = octet.calibrate(data, 2, _ -> {});
    List<String> names =
        octet.model().main().nodes().stream().map(n -> n.output(0).name()).toList();
    var random = new Random(7);
    float[] image = new float[784];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextFloat();
    }
    float[] expected = run(octet.model(), KernelSet.PLAIN, image);
    for (int trial = 0; trial < 12; trial++) {
      Recipe recipe = Recipe.fullInteger();
      for (String name : names) {
        Treatment.Kind[] kinds = Treatment.Kind.values();
        recipe =
            recipe.with(
                new Rule(
                    Selector.node("^" + Pattern.quote(name) + "$"),
                    Change.to(kinds[random.nextInt(kinds.length)])));
      }
      Model quantized = octet.quantize(recipe, ranges).model();
      float[] actual = run(quantized, kernels, image);
      assertThat(actual).as("%s", recipe).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).as("%s", recipe).isCloseTo(expected[i], Offset.offset(0.15f));
      }
    }
  }

  private static float[] run(Model model, KernelSet kernels, float[] input) {
    MemorySegment bytes = Tflite.bytes(model);
    try (Engine engine = Engine.open(bytes, EngineOptions.standard().withKernels(kernels))) {
      MemorySegment.copy(MemorySegment.ofArray(input), 0, engine.input(0), 0, 4L * input.length);
      engine.run();
      return engine.output(0).toArray(ValueLayout.JAVA_FLOAT);
    }
  }
}
