package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.ModelText;
import dev.octet.calibrate.Range;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A standard deviation under int8, in the file and in the engine. */
class NormsTextTest {
  private static final int COLUMNS = 64;

  /** Rows whose values are very unequal. */
  private static final List<Float> SIZES = List.of(0.1f, 0.5f, 2f, 8f);

  private static final Model FLOAT =
      Text.parse(
          """
          graph main(%x: f32[4,64]) -> (%y) {
            const %last: i32[1] = {1}
            const %epsilon: f32[] = {1.0E-5}
            %mean: f32[4,1] = MEAN(%x, %last) ReducerOptions{keep_dims: true}
            %squares: f32[4,64] = SQUARED_DIFFERENCE(%x, %mean)
            %variance: f32[4,1] = MEAN(%squares, %last) ReducerOptions{keep_dims: true}
            %sum: f32[4,1] = ADD(%variance, %epsilon) AddOptions{}
            %y: f32[4,1] = SQRT(%sum)
          }
          """);

  private static Range range(Tensor tensor) {
    return switch (tensor.name()) {
      case "x" -> new Range(-8, 8);
      case "squares" -> new Range(0, 64);
      case "variance", "sum" -> new Range(0, 32);
      default -> new Range(-1, 1);
    };
  }

  private static Model quantize(Recipe recipe) {
    var plan = new Planner(OpTable.standard()).plan(FLOAT, recipe, _ -> OptionalDouble.of(1));
    return new Quantizer(OpTable.standard(), RuntimeVersions.load())
        .quantize(plan, t -> Optional.of(range(t)))
        .model();
  }

  private static Recipe integersByName() {
    var sums = new Selector(List.of("SQUARED_DIFFERENCE", "MEAN", "ADD"), null, null, List.of());
    return Recipe.fullInteger().with(new Rule(sums, Change.to(Treatment.Kind.INT8)));
  }

  @Test
  void nothingStandsBetweenTheSquaresAndTheRoot() {
    assertThat(ModelText.graphs(quantize(Recipe.fullInteger())))
        .isEqualTo(
            """
            graph main(%x: f32[4,64]) -> (%y) {
              %quantized: i8[4,64] quant(scale 0.0627451, zero -1) = QUANTIZE(%x)
              const %last: i32[1] = {1}
              %mean: i8[4,1] quant(scale 0.007843138, zero -1) = MEAN v2 (%quantized, %last) ReducerOptions{keep_dims: true}
              %dequantized: f32[4,1] = DEQUANTIZE v2 (%mean)
              %squares: f32[4,64] = SQUARED_DIFFERENCE(%x, %dequantized)
              %variance: f32[4,1] = MEAN(%squares, %last) ReducerOptions{keep_dims: true}
              const %epsilon: f32[] = {1.0E-5}
              %sum: f32[4,1] = ADD(%variance, %epsilon) AddOptions{}
              %y: f32[4,1] = SQRT(%sum)
            }
            """);
  }

  @ParameterizedTest
  @EnumSource
  void smallDeviationsAreAsExactAsLargeOnes(KernelSet kernels) {
    float[] expected = run(FLOAT, kernels);
    float[] actual = run(quantize(Recipe.fullInteger()), kernels);
    float[] integer = run(quantize(integersByName()), kernels);
    assertThat(integer[0]).as("in integers").isLessThan(0.1f * expected[0]);
    for (int row = 0; row < SIZES.size(); row++) {
      assertThat(actual[row] / expected[row]).as("row %d", row).isCloseTo(1, within(0.01f));
    }
  }

  private static float[] run(Model model, KernelSet kernels) {
    var random = new Random(5);
    float[] input = new float[SIZES.size() * COLUMNS];
    for (int i = 0; i < input.length; i++) {
      input[i] = SIZES.get(i / COLUMNS) * (2 * random.nextFloat() - 1);
    }
    MemorySegment bytes = Tflite.bytes(model);
    try (Engine engine = Engine.open(bytes, EngineOptions.standard().withKernels(kernels))) {
      MemorySegment.copy(MemorySegment.ofArray(input), 0, engine.input(0), 0, 4L * input.length);
      engine.run();
      return engine.output(0).toArray(ValueLayout.JAVA_FLOAT);
    }
  }
}
