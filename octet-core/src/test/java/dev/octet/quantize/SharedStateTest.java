package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.Octet;
import dev.octet.calibrate.Range;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A state that is not that of one recurrent op alone keeps its ops float, and nothing else. */
class SharedStateTest {
  private static final String LSTM =
      "UNIDIRECTIONAL_SEQUENCE_LSTM(%x, %w, %v, %w, %v, %r, %s, %s, %r, _, _, _, %b, %b, %b, %b, _,"
          + " _, STATE) UnidirectionalSequenceLSTMOptions{fused_activation_function: TANH}";
  private static final String CONSTANTS =
      """
        const %w: f32[5,4] = seed 1 range -1 1
        const %v: f32[5,4] = seed 2 range -1 1
        const %r: f32[5,5] = seed 3 range -1 1
        const %s: f32[5,5] = seed 4 range -1 1
        const %b: f32[5] = seed 5 range -1 1
        var %h: f32[1,5]
        var %c: f32[1,5]
      """;

  @TempDir private Path folder;

  /** The first LSTM shares its cell state with the second, the third has states of its own. */
  private static final Model BETWEEN_OPS =
      model(
          "%y, %z",
          """
            %p: f32[1,3,5] = LSTM(%h, %c)
            var %g: f32[1,5]
            %q: f32[1,3,5] = LSTM(%g, %c)
            %y: f32[1,3,5] = ADD(%p, %q) AddOptions{}
            var %i: f32[1,5]
            var %d: f32[1,5]
            %z: f32[1,3,5] = LSTM(%i, %d)
          """);

  private static final Model AS_OUTPUT =
      model(
          "%y, %c",
          """
            %p: f32[1,3,5] = LSTM(%h, %c)
            %y: f32[1,3,5] = RELU(%p)
          """);

  private static final Model OF_AN_SVDF =
      Text.parse(
          """
          graph main(%x: f32[1,4]) -> (%y) {
            const %f: f32[3,4] = seed 1 range -1 1
            const %t: f32[3,2] = seed 2 range -1 1
            var %s: f32[1,6]
            %p: f32[1,3] = SVDF(%x, %f, %t, _, %s) SVDFOptions{fused_activation_function: RELU, rank: 1}
            %n: f32[1,6] = NEG(%s)
            %y: f32[1,9] = CONCATENATION(%p, %n) ConcatenationOptions{axis: 1}
          }
          """);

  private static Model model(String outputs, String nodes) {
    return Text.parse(
        "graph main(%x: f32[1,3,4]) -> ("
            + outputs
            + ") {\n"
            + CONSTANTS
            + nodes.replaceAll("LSTM\\((.*)\\)", LSTM.replace("STATE", "$1"))
            + "}\n");
  }

  @Test
  void suchOpsStayFloatForAReason() {
    assertThat(kept(BETWEEN_OPS))
        .containsExactly(
            "p: its state 'c' is not that of one op alone",
            "q: its state 'c' is not that of one op alone");
    assertThat(kept(AS_OUTPUT)).contains("p: its state 'c' is not that of one op alone");
    assertThat(kept(OF_AN_SVDF)).contains("p: its state 's' is not that of one op alone");
  }

  @Test
  void whoWantsIntegersOnlyIsToldWhichAndWhy() {
    Plan plan = plan(BETWEEN_OPS, Mode.INT8_ONLY);
    var quantizer = new Quantizer(OpTable.standard(), RuntimeVersions.load());
    assertThatThrownBy(() -> quantizer.quantize(plan, _ -> Optional.of(new Range(-1, 1))))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_QUANTIZABLE))
        .hasMessageContaining(
            "2 ops have no integer form (UNIDIRECTIONAL_SEQUENCE_LSTM 'p',"
                + " UNIDIRECTIONAL_SEQUENCE_LSTM 'q': its state 'c' is not that of one op alone)");
  }

  @ParameterizedTest
  @EnumSource(names = {"DYNAMIC", "WEIGHTS8", "FLOAT16", "INT8", "INT16X8"})
  void theyRunInEveryMode(Mode mode) {
    for (Model model : List.of(BETWEEN_OPS, AS_OUTPUT, OF_AN_SVDF)) {
      Path file = folder.resolve("model.tflite");
      Tflite.write(model, file);
      var octet = Octet.load(file);
      var samples = Datasets.open(List.of("random:300"), octet.model(), DataOptions.standard());
      var ranges = octet.calibrate(samples, 1, _ -> {});
      Model made = octet.quantize(Recipe.of(mode).withMinElements(1), ranges).model();
      List<float[]> expected = run(model, KernelSet.PLAIN);
      for (KernelSet kernels : List.of(KernelSet.PLAIN, KernelSet.DEFAULT)) {
        List<float[]> actual = run(made, kernels);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(actual.get(i)).containsExactly(expected.get(i), Offset.offset(0.05f));
        }
      }
    }
  }

  private static List<float[]> run(Model model, KernelSet kernels) {
    var options = EngineOptions.standard().withKernels(kernels);
    try (Engine engine = Engine.open(Tflite.bytes(model), options)) {
      MemorySegment input = engine.input(0);
      for (int i = 0; i < input.byteSize() / Float.BYTES; i++) {
        input.setAtIndex(ValueLayout.JAVA_FLOAT, i, i * 7 % 10 / 10f);
      }
      engine.run();
      return IntStream.range(0, engine.outputs().size())
          .mapToObj(o -> engine.output(o).toArray(ValueLayout.JAVA_FLOAT))
          .toList();
    }
  }

  private static List<String> kept(Model model) {
    Plan plan = plan(model, Mode.INT8);
    return plan.keptFloat().stream()
        .map(n -> n.output(0).name() + ": " + plan.of(n).reason().text())
        .toList();
  }

  private static Plan plan(Model model, Mode mode) {
    return new Planner(OpTable.standard()).plan(model, Recipe.of(mode), _ -> OptionalDouble.of(2));
  }
}
