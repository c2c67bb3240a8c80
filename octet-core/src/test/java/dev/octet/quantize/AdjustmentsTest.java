package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.calibrate.Calibrator;
import dev.octet.calibrate.LayerInputs;
import dev.octet.calibrate.LayerInputsGatherer;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.Samples;
import dev.octet.existing.Absorption;
import dev.octet.existing.Existing;
import dev.octet.format.tflite.Tflite;
import dev.octet.kernel.Rounding;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Change;
import dev.octet.plan.Granularity;
import dev.octet.plan.Mode;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import dev.octet.plan.WeightFormat;
import dev.octet.quantize.Quantizer.Quantized;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What adjustments do to models, seen in their outputs. */
class AdjustmentsTest {
  private static final OpTable TABLE = OpTable.standard();

  /**
   * A planted fault: with the scale that 127 asks for, every other weight is rounded down by 0.4,
   * and all inputs are positive, so all outputs are too small.
   */
  private static final String ONE_WAY =
      """
      graph main(%x: f32[1,240]) -> (%y) {
        const %w: f32[2,240] = {WEIGHTS}
        %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
      }
      """
          .replace(
              "WEIGHTS",
              "127" + ", 3.4".repeat(239) + ", 127" + ", 7.4, 2.4".repeat(119) + ", 9.4");

  /** The same as images, with a bias, and stripes of them. */
  private static final String CONVOLUTION =
      """
      graph main(%x: f32[1,6,6,4]) -> (%y) {
        const %w: f32[16,3,3,4] = seed 5 range -1 0.5
        const %b: f32[16] = seed 6 range -1 1
        %y: f32[1,6,6,16] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: SAME, stride_h: 1, stride_w: 1}
      }
      """;

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16X8", "WEIGHTS8", "DYNAMIC", "WEIGHTS4", "DYNAMIC4"})
  void correctedBiasesKeepTheMean(Mode mode) {
    for (String text : new String[] {ONE_WAY, CONVOLUTION}) {
      var lab = new Lab(text);
      Recipe recipe = mode.recipe().withMinElements(0);
      Adjustments adjustments = new Adjustments(false, false, true, lab.inputs);
      double plain = lab.meanError(lab.quantized(recipe, Adjustments.none()).model());
      double corrected = lab.meanError(lab.quantized(recipe, adjustments).model());
      double step = mode == Mode.INT8 || mode.text().startsWith("dynamic") ? lab.step() : 0;
      assertThat(corrected).isLessThan(0.2 * plain + 0.7 * step + 1e-4);
    }
  }

  @Test
  void aBiasIsAddedWhereThereIsNone() {
    var lab = new Lab(ONE_WAY);
    Quantized result =
        lab.quantized(Recipe.of(Mode.WEIGHTS8), new Adjustments(false, false, true, lab.inputs));
    Node node = result.model().main().nodes().getLast();
    float[] bias = data(node, 2);
    double mean = lab.inputs.of(lab.model.main().nodes().getFirst()).orElseThrow().values()[1];
    assertThat(mean).isPositive();
    assertThat(bias[0]).isGreaterThan(0.39f * 0.4f * 239);
    assertThat(result.notes())
        .containsExactly("bias-correction: corrected the biases of 1 op, 1 of which had none");
  }

  @Test
  void anOpGetsTheVersionThatTakesABias() {
    var lab =
        new Lab(
            """
            graph main(%x: f32[1,3,3,5]) -> (%y) {
              const %shape: i32[4] = {1, 6, 6, 9}
              const %w: f32[9,3,3,5] = seed 31 range -1 0.5
              %y: f32[1,6,6,9] = TRANSPOSE_CONV(%shape, %w, %x) TransposeConvOptions{padding: SAME, stride_h: 2, stride_w: 2}
            }
            """);
    Model model =
        lab.quantized(Recipe.of(Mode.WEIGHTS8), new Adjustments(false, false, true, lab.inputs))
            .model();
    Node node = model.main().nodes().getLast();
    assertThat(node.operation().version()).isEqualTo(3);
    assertThat(node.inputs()).hasSize(4);
    assertThat(lab.meanError(model)).isLessThan(1e-4);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT16X8", "WEIGHTS8", "DYNAMIC", "WEIGHTS4", "DYNAMIC4"})
  void roundedWeightsMakeSmallerErrorsOnOtherSamplesToo(Mode mode) {
    for (String text : new String[] {ONE_WAY, CONVOLUTION}) {
      var lab = new Lab(text);
      Recipe recipe = mode.recipe().withMinElements(0).withPerTensor();
      Adjustments adjustments = new Adjustments(false, true, false, lab.inputs);
      double plain = lab.squaredError(lab.quantized(recipe, Adjustments.none()).model());
      Quantized result = lab.quantized(recipe, adjustments);
      double rounded = lab.squaredError(result.model());
      assertThat(rounded).isLessThan(text.equals(ONE_WAY) ? 0.5 * plain : plain);
      assertThat(result.notes().getFirst())
          .startsWith(
              "round-weights: rounded the weights of 1 op by their inputs: expected error −");
    }
  }

  @Test
  void blocksAreRoundedByTheirOwnScales() {
    var lab =
        new Lab(
            """
            graph main(%x: f32[1,64]) -> (%y) {
              const %w: f32[8,64] = seed 3 range -1 1
              %y: f32[1,8] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
            }
            """);
    Recipe recipe =
        Recipe.of(Mode.DYNAMIC4)
            .withMinElements(0)
            .with(Rule.forAll(Change.NONE.withGranularity(Granularity.BLOCK32)));
    double plain = lab.squaredError(lab.quantized(recipe, Adjustments.none()).model());
    double rounded =
        lab.squaredError(
            lab.quantized(recipe, new Adjustments(false, true, false, lab.inputs)).model());
    double clipped =
        lab.squaredError(
            lab.quantized(recipe, new Adjustments(true, true, true, lab.inputs)).model());
    assertThat(rounded).isLessThan(0.5 * plain);
    assertThat(clipped).isLessThan(0.6 * plain);
  }

  @Test
  void theRangeOfIntegersIsNeverLeft() {
    var lab = new Lab(ONE_WAY.replace("7.4", "126.9").replace("3.4", "-126.7"));
    Model model =
        lab.quantized(Recipe.of(Mode.WEIGHTS8), new Adjustments(false, true, false, lab.inputs))
            .model();
    byte[] integers = Integers.of(input(model.main().nodes().getFirst(), 0)).values();
    for (byte integer : integers) {
      assertThat(integer).isBetween((byte) -127, (byte) 127);
    }
  }

  @Test
  void integersThatTheModelSaysAreLeftAlone() {
    Absorption trained =
        Absorption.of(
            Text.parse(
                """
                graph main(%x: f32[1,4]) -> (%y) {
                  const %q: i8[2,4] quant(scale 0.3, zero 0) = {1, 2, 3, 127, -5, 6, -7, 8}
                  %w: f32[2,4] = DEQUANTIZE v2 (%q)
                  %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
                }
                """));
    var lab = new Lab(trained.model());
    Model model =
        new Quantizer(TABLE, RuntimeVersions.load())
            .quantize(
                new Planner(TABLE)
                    .plan(lab.model, Recipe.fullInteger().withPerTensor(), lab.ranges::width),
                lab.ranges::of,
                trained.existing(),
                new Adjustments(true, true, true, lab.inputs))
            .model();
    Node node = model.main().nodes().get(1);
    assertThat(Integers.of(input(node, 1)).values()).containsExactly(1, 2, 3, 127, -5, 6, -7, 8);
    assertThat(input(node, 1).quantization()).isEqualTo(new PerTensor(0.3f, 0));
  }

  @Test
  void withoutAdjustmentsNothingChanges() {
    var lab = new Lab(CONVOLUTION);
    for (Mode mode : Mode.values()) {
      if (!mode.text().endsWith("-only")) {
        Recipe recipe = mode.recipe();
        var plan = new Planner(TABLE).plan(lab.model, recipe, lab.ranges::width);
        Quantized plain =
            new Quantizer(TABLE, RuntimeVersions.load()).quantize(plan, lab.ranges::of);
        assertThat(Text.print(lab.quantized(recipe, Adjustments.none()).model()))
            .isEqualTo(Text.print(plain.model()));
      }
    }
  }

  @Test
  void whatCouldDoNothingIsSaid() {
    var lab = new Lab("graph main(%x: f32[1,4]) -> (%y) {\n  %y: f32[1,4] = RELU(%x)\n}\n");
    assertThat(
            lab.quantized(Recipe.fullInteger(), new Adjustments(true, true, true, lab.inputs))
                .notes())
        .containsExactly(
            "clip-weights: no weights that lose less by a smaller scale",
            "round-weights: no op with integer weights of which inputs are known",
            "bias-correction: no op with integer weights and a bias of which inputs are known");
  }

  @Test
  void theSameBytesComeOutEachTime() {
    var lab = new Lab(CONVOLUTION);
    Adjustments all = new Adjustments(true, true, true, lab.inputs);
    Adjustments again = new Adjustments(true, true, true, lab.gather(4));
    assertThat(Text.print(lab.quantized(Recipe.fullInteger(), again).model()))
        .isEqualTo(Text.print(lab.quantized(Recipe.fullInteger(), all).model()));
  }

  /** A model with samples, half for calibration and half to measure. */
  private static final class Lab {
    final Model model;
    final Ranges ranges;
    final LayerInputs inputs;
    private final RepresentativeDataset calibration;
    private final Samples calibrated;
    private final Samples measured;

    Lab(String text) {
      this(Text.parse(text));
    }

    Lab(Model model) {
      this.model = model;
      calibrated = samples(1);
      measured = samples(2);
      calibration = RepresentativeDataset.of(calibrated);
      ranges = new Calibrator(TABLE, 1, _ -> {}).calibrate(model, Tflite.bytes(model), calibration);
      inputs = gather(1);
    }

    LayerInputs gather(int threads) {
      return new LayerInputsGatherer(TABLE, threads, _ -> {})
          .gather(model, Tflite.bytes(model), calibration, true);
    }

    /** Positive values that go together. */
    private Samples samples(long seed) {
      var random = new SplittableRandom(seed);
      int[] dims = model.main().inputs().getFirst().shape().dims();
      int each = (int) model.main().inputs().getFirst().shape().elements();
      int count = 300;
      var values = new float[count * each];
      for (int i = 0; i < values.length; i++) {
        double common = i % each == 0 ? random.nextDouble() : values[i / each * each];
        values[i] = (float) (0.7 * common + 0.3 * random.nextDouble());
      }
      var shape = new long[dims.length];
      for (int i = 0; i < dims.length; i++) {
        shape[i] = i == 0 ? count : dims[i];
      }
      return Datasets.of(
          ModelInputs.of(model).main(),
          Map.of("x", NdArray.of(shape, values)),
          DataOptions.standard());
    }

    Quantized quantized(Recipe recipe, Adjustments adjustments) {
      return new Quantizer(TABLE, RuntimeVersions.load())
          .quantize(
              new Planner(TABLE).plan(model, recipe, ranges::width),
              ranges::of,
              Existing.none(),
              adjustments);
    }

    /** The step of integer outputs. */
    double step() {
      return ranges.width(model.main().outputs().getFirst()).orElseThrow() / 255;
    }

    /** The largest mean error of a channel on the samples of calibration. */
    double meanError(Model quantized) {
      double[] errors = errors(quantized, calibrated, false);
      double largest = 0;
      for (double error : errors) {
        largest = Math.max(largest, Math.abs(error));
      }
      return largest;
    }

    /** The mean squared error on other samples. */
    double squaredError(Model quantized) {
      double sum = 0;
      for (double error : errors(quantized, measured, true)) {
        sum += error;
      }
      return sum;
    }

    private double[] errors(Model quantized, Samples samples, boolean squared) {
      int channels = model.main().outputs().getFirst().shape().dim(-1);
      var sums = new double[channels];
      long count = 0;
      try (Engine a = Engine.open(Tflite.bytes(quantized), EngineOptions.standard());
          Engine b = Engine.open(Tflite.bytes(model), EngineOptions.standard())) {
        var feedA = new Feed(a, samples);
        var feedB = new Feed(b, samples);
        for (long s = 0; s < samples.size(); s++) {
          feedA.run(s);
          feedB.run(s);
          float[] actual = a.output(0).toArray(Constant.F32);
          float[] exact = b.output(0).toArray(Constant.F32);
          for (int i = 0; i < exact.length; i++) {
            double error = (double) actual[i] - exact[i];
            sums[i % channels] += squared ? error * error : error;
          }
          count += exact.length / channels;
        }
      }
      for (int c = 0; c < channels; c++) {
        sums[c] /= count;
      }
      return sums;
    }
  }

  @Test
  void clippedScalesAreSmaller() {
    var lab =
        new Lab(
            """
            graph main(%x: f32[1,301]) -> (%y) {
              const %w: f32[1,301] = {4REST}
              %y: f32[1,1] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
            }
            """
                .replace("REST", ", 0.9, -1.2, 0.4".repeat(100)));
    Quantized result =
        lab.quantized(
            Recipe.of(Mode.WEIGHTS4).withPerTensor(),
            new Adjustments(true, false, false, LayerInputs.none()));
    assertThat(result.notes())
        .containsExactly("clip-weights: smaller scales for 1 channel in 1 tensor of weights");
  }

  @Test
  void stateKeepingOpsAreNamedOnce() {
    var notes = new AdjustmentNotes(new Adjustments(false, true, false, LayerInputs.none()));
    Node node = Text.parse(CONVOLUTION).main().nodes().getFirst();
    notes.recurrent(node);
    notes.recurrent(node);
    assertThat(notes.lines())
        .contains(
            "weights of ops that keep state are rounded to the nearest, their biases stay:"
                + " CONV_2D 'y'");
  }

  private static float[] data(Node node, int input) {
    return Constants.data(input(node, input)).bytes().toArray(Constant.F32);
  }

  private static Tensor input(Node node, int index) {
    return Objects.requireNonNull(node.input(index));
  }

  @Test
  void theShiftIsWhatTheRuntimeComputes() {
    var lab = new Lab(ONE_WAY);
    Tensor weights = input(lab.model.main().nodes().getFirst(), 1);
    Tensor rounded = new Constants().weights(weights, -1, WeightFormat.INT8, Rounding.HALF_AWAY);
    double[] shift =
        MeanShift.of(
            weights, rounded, lab.inputs.of(lab.model.main().nodes().getFirst()).orElseThrow());
    double[] seen =
        lab.errors(
            lab.quantized(Recipe.of(Mode.WEIGHTS8).withPerTensor(), Adjustments.none()).model(),
            lab.calibrated,
            false);
    assertThat(shift[0]).isNegative().isCloseTo(seen[0], within(1e-3));
    assertThat(shift[1]).isNegative().isCloseTo(seen[1], within(1e-3));
  }
}
