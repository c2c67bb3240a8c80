package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.op.LstmNode;
import dev.octet.op.OpTable;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is computed of an LSTM's inside against what the runtime shows of it. */
class LstmProbeTest {
  private static final int BATCH = 2;
  private static final int STEPS = 3;
  private static final int SEQUENCE = BATCH * STEPS * 4;

  private static final String WEIGHTS =
      """
        const %w: f32[5,4] = seed 1 range -1 1
        const %v: f32[5,4] = seed 2 range -1 1
        const %r: f32[5,5] = seed 3 range -1 1
        const %s: f32[5,5] = seed 4 range -1 1
        const %q: f32[5,3] = seed 5 range -1 1
        const %p: f32[3,5] = seed 6 range -1 1
        const %a: f32[5] = seed 7 range -1 1
        const %b: f32[5] = seed 8 range -1 1
        const %d: f32[3] = seed 9 range -1 1
        var %h: f32[2,5]
        var %g: f32[2,3]
        var %c: f32[2,5]
      """;

  /** After the input. */
  private static final String PLAIN = "%w, %v, %w, %v, %r, %s, %s, %r, _, _, _, %a, %b, %b, %a, ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN + "_, _, %h, %c) | ",
        PLAIN + "_, _, %h, %c) | time_major: true, ",
        PLAIN + "_, _, %h, %c) | cell_clip: 0.25, ",
        PLAIN + "_, _, %h, %c, %b, %b, %a, %a) | ",
        "_, %v, %w, %v, _, %s, %s, %r, _, %a, %b, _, %b, %b, %a, _, _, %h, %c) | ",
        "_, %v, %w, %v, _, %q, %q, %q, _, _, _, _, %b, %b, %a, %p, %d, %g, %c) | proj_clip: 1, ",
        "_, %v, %w, %v, _, %q, %q, %q, _, %a, %b, _, %b, %b, %a, %p, _, %g, %c, _, %b, %a, %b) | "
      })
  void computesWhatTheRuntimeDoes(String inputsAndOptions) {
    String[] parts = inputsAndOptions.split("\\| ", -1);
    Model model = model(parts[0], parts[1]);
    Node node = model.main().nodes().getFirst();
    var input = new float[SEQUENCE];
    var random = new Random(1);
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) random.nextGaussian();
    }
    Map<Tensor, Trace> traces = new LstmProbe(node).run(input);
    EngineOptions options = EngineOptions.standard().withTaps(true);
    try (Engine engine = Engine.open(Tflite.bytes(model), options)) {
      engine.input(0).copyFrom(MemorySegment.ofArray(input));
      engine.run();
      float[] output = engine.output(0).toArray(Constant.F32);
      float[] cell = tap(engine, model, cellState(node));
      float[] steps = trace(traces, node.output(0)).values();
      assertClose(new LstmNode(node).isTimeMajor() ? byTime(steps) : steps, output);
      assertClose(lastStep(trace(traces, cellState(node)).values()), cell);
    }
  }

  @Test
  void rangesOfWhatIsInsideAreThoseOfAllSteps() {
    Model model =
        model("%w, %v, %w, %v, %q, %q, %q, %q, _, _, _, %a, %b, %b, %a, %p, %d, %g, %c)", "");
    Node node = model.main().nodes().getFirst();
    var values = new float[2 * SEQUENCE];
    var random = new Random(2);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    var cells = new MinMaxObserver();
    var hidden = new MinMaxObserver();
    for (int sample = 0; sample < 2; sample++) {
      float[] one = Arrays.copyOfRange(values, sample * SEQUENCE, (sample + 1) * SEQUENCE);
      Map<Tensor, Trace> traces = new LstmProbe(node).run(one);
      cells.observe(trace(traces, cellState(node)).bytes());
      hidden.observe(trace(traces, node.intermediates().get(LstmNode.HIDDEN)).bytes());
    }
    OpTable table = OpTable.standard();
    var samples =
        Datasets.of(
            ModelInputs.of(model).main(),
            Map.of("x", NdArray.of(new long[] {2, 2, 3, 4}, values)),
            DataOptions.standard());
    Ranges ranges =
        new Calibrator(table, 2, _ -> {})
            .calibrate(model, Tflite.bytes(model), RepresentativeDataset.of(samples));
    Ranges read = RangesFile.parse(RangesFile.print(ranges, "x"), model, table, "x");
    for (Ranges each : new Ranges[] {ranges, read}) {
      assertThat(each.of(cellState(node))).contains(cells.range());
      assertThat(each.of(node.intermediates().get(LstmNode.HIDDEN))).contains(hidden.range());
      assertThat(each.of(node.intermediates().getFirst())).isEmpty();
    }
  }

  private static Model model(String inputs, String options) {
    String shape = options.contains("time_major") ? "3,2" : "2,3";
    String constants =
        WEIGHTS
            .lines()
            .filter(line -> uses(inputs, line))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return Text.parse(
        """
        graph main(%x: f32[SHAPE,4]) -> (%y) {
          WEIGHTS
          %y: f32[SHAPE,OUT] | %i0: f32[0], %i1: f32[0], %i2: f32[0], %i3: f32[0], %i4: f32[0] = UNIDIRECTIONAL_SEQUENCE_LSTM(%x, INPUTS UnidirectionalSequenceLSTMOptions{OPTIONS fused_activation_function: TANH}
        }
        """
            .replace("SHAPE", shape)
            .replace("WEIGHTS", constants)
            .replace("OUT", inputs.contains("%g") ? "3" : "5")
            .replace("INPUTS", inputs)
            .replace("OPTIONS", options));
  }

  private static boolean uses(String inputs, String declaration) {
    String name = declaration.substring(declaration.indexOf('%'), declaration.indexOf(':'));
    return inputs.contains(name + ",") || inputs.contains(name + ")");
  }

  private static Tensor cellState(Node node) {
    return new LstmNode(node).tensor(LstmNode.CELL_STATE);
  }

  private static Trace trace(Map<Tensor, Trace> traces, Tensor tensor) {
    return Objects.requireNonNull(traces.get(tensor));
  }

  private static float[] tap(Engine engine, Model model, Tensor tensor) {
    return Objects.requireNonNull(engine.tap(model.main().tensors().indexOf(tensor)))
        .toArray(Constant.F32);
  }

  /** From (batch, time, values) to (time, batch, values). */
  private static float[] byTime(float[] values) {
    int width = values.length / BATCH / STEPS;
    var turned = new float[values.length];
    for (int b = 0; b < BATCH; b++) {
      for (int t = 0; t < STEPS; t++) {
        System.arraycopy(values, (b * STEPS + t) * width, turned, (t * BATCH + b) * width, width);
      }
    }
    return turned;
  }

  private static float[] lastStep(float[] values) {
    int width = values.length / BATCH / STEPS;
    return Arrays.copyOfRange(byTime(values), (STEPS - 1) * BATCH * width, values.length);
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).containsExactly(expected, Offset.offset(2e-6f));
  }
}
