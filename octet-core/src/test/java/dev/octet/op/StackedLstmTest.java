package dev.octet.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrate.Calibrator;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.quantize.Quantizer;
import dev.octet.runtime.KernelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two LSTMs in a row, of which the second sees every step of the first, and a layer behind. */
class StackedLstmTest {
  private static final int SAMPLES = 16;
  private static final int VALUES = 12 * 6;

  private final OpTable table = OpTable.standard();
  private final Model model =
      Text.parse(
          """
          graph main(%x: f32[1,12,6]) -> (%y) {
            const %wi: f32[8,6] = seed 1 range -0.5 0.5
            const %wf: f32[8,6] = seed 2 range -0.5 0.5
            const %wc: f32[8,6] = seed 3 range -0.5 0.5
            const %wo: f32[8,6] = seed 4 range -0.5 0.5
            const %ri: f32[8,8] = seed 5 range -0.4 0.4
            const %rf: f32[8,8] = seed 6 range -0.4 0.4
            const %rc: f32[8,8] = seed 7 range -0.4 0.4
            const %ro: f32[8,8] = seed 8 range -0.4 0.4
            const %b: f32[8] = seed 9 range -0.5 0.5
            var %h: f32[1,8]
            var %c: f32[1,8]
            %first: f32[1,12,8] = UNIDIRECTIONAL_SEQUENCE_LSTM(%x, %wi, %wf, %wc, %wo, %ri, %rf, %rc, %ro, _, _, _, %b, %b, %b, %b, _, _, %h, %c) UnidirectionalSequenceLSTMOptions{fused_activation_function: TANH}
            var %g: f32[1,8]
            var %d: f32[1,8]
            %second: f32[1,12,8] = UNIDIRECTIONAL_SEQUENCE_LSTM(%first, %ri, %rf, %rc, %ro, %ro, %rc, %rf, %ri, _, _, _, %b, %b, %b, %b, _, _, %g, %d) UnidirectionalSequenceLSTMOptions{fused_activation_function: TANH}
            const %p: f32[4,8] = seed 10 range -1 1
            %y: f32[12,4] = FULLY_CONNECTED(%second, %p, _) FullyConnectedOptions{}
          }
          """);

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT8_ONLY", "INT16X8", "DYNAMIC", "WEIGHTS8", "FLOAT16"})
  void isAlikeInEachMode(Mode mode) {
    List<List<float[]>> samples = samples();
    Recipe recipe = Recipe.of(mode).withMinElements(0).withPerTensor();
    Ranges ranges = calibrate(samples);
    var plan = new Planner(table).plan(model, recipe, ranges::width);
    assertThat(model.main().nodes())
        .filteredOn(n -> mode == Mode.INT8 || mode == Mode.INT8_ONLY)
        .allMatch(n -> plan.of(n).isInteger());
    Model quantized =
        new Quantizer(table, RuntimeVersions.load()).quantize(plan, ranges::of).model();
    var expected = OpRun.run(model, KernelSet.PLAIN, samples);
    for (KernelSet kernels : KernelSet.values()) {
      var actual = OpRun.run(Tflite.bytes(quantized), kernels, samples);
      assertThat(decibels(expected, actual)).as("%s kernels", kernels).isGreaterThan(30);
    }
  }

  private Ranges calibrate(List<List<float[]>> samples) {
    var all = new float[SAMPLES * VALUES];
    for (int s = 0; s < SAMPLES; s++) {
      System.arraycopy(samples.get(s).getFirst(), 0, all, s * VALUES, VALUES);
    }
    var data = Map.of("x", NdArray.of(new long[] {SAMPLES, 1, 12, 6}, all));
    var dataset =
        RepresentativeDataset.of(
            Datasets.of(ModelInputs.of(model).main(), data, DataOptions.standard()));
    return new Calibrator(table, 2, _ -> {}).calibrate(model, Tflite.bytes(model), dataset);
  }

  private static List<List<float[]>> samples() {
    var random = new Random(7);
    var samples = new ArrayList<List<float[]>>();
    for (int s = 0; s < SAMPLES; s++) {
      var values = new float[VALUES];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-2, 2);
      }
      samples.add(List.of(values));
    }
    return samples;
  }

  private static double decibels(List<List<float[]>> expected, List<List<float[]>> actual) {
    double signal = 0;
    double noise = 0;
    for (int s = 0; s < SAMPLES; s++) {
      float[] wanted = expected.get(s).getFirst();
      float[] found = actual.get(s).getFirst();
      for (int i = 0; i < wanted.length; i++) {
        signal += (double) wanted[i] * wanted[i];
        noise += Math.pow(found[i] - wanted[i], 2);
      }
    }
    return 10 * Math.log10(signal / noise);
  }
}
