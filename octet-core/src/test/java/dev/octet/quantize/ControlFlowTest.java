package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.calibrate.Calibrator;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Planner;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops and branches, calibrated in the runtime, quantized, and run again. */
class ControlFlowTest {
  private static final OpTable TABLE = OpTable.standard();
  private static final int SAMPLES = 16;

  /** A recurrent network of four steps. */
  private static final String RECURRENT =
      """
      graph main(%x: f32[1,8]) -> (%z) {
        const %zero: i32[] = {0}
        const %h0: f32[1,8] = splat 0.0
        %n: i32[], %h: f32[1,8], %y: f32[1,8] = WHILE(%zero, %h0, %x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
        const %w: f32[4,8] = seed 2 range -1 1
        %z: f32[1,4] = FULLY_CONNECTED(%h, %w, _) FullyConnectedOptions{}
      }
      graph cond(%i: i32[], %a: f32[1,8], %x: f32[1,8]) -> (%go) {
        const %four: i32[] = {4}
        %go: bool[] = LESS(%i, %four) LessOptions{}
      }
      graph body(%i: i32[], %a: f32[1,8], %x: f32[1,8]) -> (%next, %b, %x) {
        const %one: i32[] = {1}
        %next: i32[] = ADD(%i, %one) AddOptions{}
        const %u: f32[8,8] = seed 3 range -0.4 0.4
        %r: f32[1,8] = FULLY_CONNECTED(%a, %u, _) FullyConnectedOptions{}
        %s: f32[1,8] = ADD(%r, %x) AddOptions{}
        %b: f32[1,8] = TANH(%s)
      }
      """;

  private record Done(Plan plan, Model model) {
    String reason(int graph, String op) {
      return plan.of(node(graph, op)).reason().text();
    }

    Node node(int graph, String op) {
      return plan.model().graphs().get(graph).nodes().stream()
          .filter(n -> n.op().equals(op))
          .findFirst()
          .orElseThrow();
    }

    boolean isInteger(int graph, String op) {
      return plan.of(node(graph, op)).scheme() instanceof Scheme.FullInteger;
    }

    String text(int graph) {
      return Text.print(model.graphs().get(graph));
    }
  }

  private static float[] samples(int elements) {
    var random = new Random(11);
    var values = new float[SAMPLES * elements];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  private static Done quantize(String text, Recipe recipe) {
    Model model = Text.parse(text);
    int elements = (int) model.main().inputs().getFirst().shape().elements();
    int[] dims = model.main().inputs().getFirst().shape().dims();
    var shape = new long[dims.length + 1];
    shape[0] = SAMPLES;
    for (int d = 0; d < dims.length; d++) {
      shape[d + 1] = dims[d];
    }
    var data =
        Datasets.of(
            ModelInputs.of(model).main(),
            Map.of("x", NdArray.of(shape, samples(elements))),
            DataOptions.standard());
    Ranges ranges =
        new Calibrator(TABLE, 1, _ -> {})
            .calibrate(model, Tflite.bytes(model), RepresentativeDataset.of(data));
    Plan plan = new Planner(TABLE).plan(model, recipe, ranges::width);
    return new Done(
        plan, new Quantizer(TABLE, RuntimeVersions.load()).quantize(plan, ranges::of).model());
  }

  /** The first output for each sample, as floats. */
  private static List<float[]> run(Model model, KernelSet kernels, int elements) {
    var outputs = new ArrayList<float[]>();
    float[] all = samples(elements);
    try (Engine engine =
        Engine.open(Tflite.bytes(model), EngineOptions.standard().withKernels(kernels))) {
      for (int s = 0; s < SAMPLES; s++) {
        engine.resetState();
        MemorySegment.copy(
            MemorySegment.ofArray(all),
            (long) s * elements * Float.BYTES,
            engine.input(0),
            0,
            (long) elements * Float.BYTES);
        engine.run();
        outputs.add(engine.output(0).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      }
    }
    return outputs;
  }

  private static void assertAlike(String text, Model quantized, int elements, double tolerance) {
    for (KernelSet kernels : List.of(KernelSet.DEFAULT, KernelSet.PLAIN)) {
      List<float[]> expected = run(Text.parse(text), kernels, elements);
      List<float[]> actual = run(quantized, kernels, elements);
      for (int s = 0; s < SAMPLES; s++) {
        for (int i = 0; i < expected.get(s).length; i++) {
          assertThat((double) actual.get(s)[i])
              .as("%s, sample %d, value %d", kernels, s, i)
              .isCloseTo(expected.get(s)[i], org.assertj.core.api.Assertions.within(tolerance));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"INT8_ONLY"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyModeComputesTheSameInALoop(Mode mode) {
    Done done = quantize(RECURRENT, Recipe.of(mode).withMinElements(0));
    assertAlike(RECURRENT, done.model(), 8, tolerance(mode));
  }

  private static double tolerance(Mode mode) {
    return switch (mode) {
      case DYNAMIC4, WEIGHTS4 -> 0.2; // 15 steps from −max to max
      case INT8, INT8_ONLY -> 0.06;
      case DYNAMIC, WEIGHTS8, FLOAT16, INT16X8, INT16X8_ONLY -> 0.02;
    };
  }

  @Test
  void whatALoopCarriesIsIntegerWithOneScaleThroughout() {
    Done done = quantize(RECURRENT, Recipe.of(Mode.INT8_ONLY));
    String h = "i8[1,8] quant(" + parameters(done.text(2), "%a: i8[1,8] quant(");
    assertThat(done.text(0)).contains("const %h0: " + h).contains("%h: " + h);
    assertThat(done.text(1)).contains("%a: " + h);
    assertThat(done.text(2)).contains("%a: " + h).contains("%b: i8[1,8] quant(");
    assertThat(done.model().graphs().stream().flatMap(g -> g.tensors().stream()))
        .noneMatch(t -> t.type() == dev.octet.model.ElementType.FLOAT32);
  }

  private static String parameters(String text, String from) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(')', start) + 1);
  }

  @Test
  void whatDecidesWhenALoopEndsStaysFloat() {
    // in 8 bits a step of 1 is 0 when the counter goes to 600: the loop would not end
    String text =
        """
        graph main(%x: f32[2]) -> (%z) {
          const %zero: f32[] = {0.0}
          %n: f32[], %z: f32[2] = WHILE(%zero, %x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
        }
        graph cond(%t: f32[], %a: f32[2]) -> (%go) {
          const %end: f32[] = {600.0}
          %go: bool[] = LESS(%t, %end) LessOptions{}
        }
        graph body(%t: f32[], %a: f32[2]) -> (%u, %b) {
          const %one: f32[] = {1.0}
          %u: f32[] = ADD(%t, %one) AddOptions{}
          %b: f32[2] = ABS(%a)
        }
        """;
    Done done = quantize(text, Recipe.of(Mode.INT8));
    assertThat(done.reason(2, "ADD")).startsWith("it decides when a loop ends");
    assertThat(done.reason(0, "WHILE")).contains("decides when a loop ends");
    assertThat(done.isInteger(2, "ABS")).isTrue();
    assertAlike(text, done.model(), 2, 0.02);
    assertThatThrownBy(() -> quantize(text, Recipe.of(Mode.INT16X8_ONLY)))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_QUANTIZABLE))
        .hasMessageContaining("WHILE 'n': it carries 't': it decides when a loop ends")
        .hasMessageContaining("ADD 'u': it decides when a loop ends");
  }

  @Test
  void whatALoopAddsUpStaysOutOf8Bits() {
    String text =
        RECURRENT.replace(
            "%b: f32[1,8] = TANH(%s)",
            "%q: f32[1,8] = TANH(%s)\n  %b: f32[1,8] = ADD(%a, %q) AddOptions{}");
    Done done = quantize(text, Recipe.of(Mode.INT8));
    assertThat(done.plan().keptFloat())
        .extracting(n -> n.op() + " " + n.output(0).name())
        .contains("ADD b")
        .doesNotContain("FULLY_CONNECTED r", "TANH q");
    assertAlike(text, done.model(), 8, 0.25);
    assertThat(quantize(text, Recipe.of(Mode.INT16X8)).plan().keptFloat()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"INT8", "INT16X8", "INT16X8_ONLY"})
  void branchesAreIntegerWhateverIsTaken(Mode mode) {
    String text =
        """
        graph main(%x: f32[4]) -> (%z) {
          const %where: i32[1] = {1}
          const %size: i32[1] = {1}
          const %axes: i32[1] = {0}
          %one: f32[1] = SLICE(%x, %where, %size)
          const %none: f32[1] = {0.0}
          %p: bool[1] = GREATER(%one, %none) GreaterOptions{}
          %q: bool[] = REDUCE_ANY(%p, %axes) ReducerOptions{}
          %z: f32[4] = IF(%q, %x) IfOptions{then_subgraph_index: 1, else_subgraph_index: 2}
        }
        graph yes(%a: f32[4]) -> (%b) { %b: f32[4] = ADD(%a, %a) AddOptions{} }
        graph no(%a: f32[4]) -> (%b) { %b: f32[4] = ABS(%a) }
        """;
    if (mode == Mode.INT16X8_ONLY) {
      assertThatThrownBy(() -> quantize(text, Recipe.of(mode))).hasMessageContaining("GREATER");
      return;
    }
    Done done = quantize(text, Recipe.of(mode));
    assertThat(done.isInteger(0, "IF")).isTrue();
    assertThat(done.isInteger(1, "ADD")).isTrue();
    assertThat(done.isInteger(2, "ABS")).isTrue();
    assertAlike(text, done.model(), 4, 0.03);
  }

  @Test
  void whatIsOnlyPassedOnStaysAsItIs() {
    String text =
        """
        graph main(%x: f32[2]) -> (%z, %n) {
          const %zero: i32[] = {0}
          %n: i32[], %z: f32[2] = WHILE(%zero, %x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
        }
        graph cond(%i: i32[], %a: f32[2]) -> (%go) {
          const %end: i32[] = {3}
          %go: bool[] = LESS(%i, %end) LessOptions{}
        }
        graph body(%i: i32[], %a: f32[2]) -> (%j, %b) {
          const %one: i32[] = {1}
          %j: i32[] = ADD(%i, %one) AddOptions{}
          %b: f32[2] = SIN(%a)
        }
        """;
    Done done = quantize(text, Recipe.of(Mode.INT8));
    assertThat(Text.print(done.model())).startsWith(Text.print(Text.parse(text)).strip());
    assertThat(done.reason(0, "WHILE")).endsWith("no integer op reads or makes it");
  }

  @Test
  void variablesStayFloatAndAreReset() {
    String text =
        """
        graph main(%x: f32[1,4]) -> (%z) {
          = CALL_ONCE() CallOnceOptions{init_subgraph_index: 1}
          %h: resource[] = VAR_HANDLE() VarHandleOptions{shared_name: sum}
          %old: f32[1,4] = READ_VARIABLE(%h) ReadVariableOptions{}
          %new: f32[1,4] = ADD(%old, %x) AddOptions{}
          = ASSIGN_VARIABLE(%h, %new) AssignVariableOptions{}
          const %w: f32[2,4] = seed 3 range -1 1
          %z: f32[1,2] = FULLY_CONNECTED(%new, %w, _) FullyConnectedOptions{}
        }
        graph init() -> () {
          const %start: f32[1,4] = splat 1.0
          %h: resource[] = VAR_HANDLE() VarHandleOptions{shared_name: sum}
          = ASSIGN_VARIABLE(%h, %start) AssignVariableOptions{}
        }
        """;
    for (Mode mode : List.of(Mode.DYNAMIC, Mode.WEIGHTS8, Mode.FLOAT16, Mode.INT8, Mode.INT16X8)) {
      Done done = quantize(text, Recipe.of(mode).withMinElements(0));
      assertAlike(text, done.model(), 4, mode == Mode.INT8 || mode == Mode.DYNAMIC ? 0.05 : 0.03);
    }
    Done done = quantize(text, Recipe.of(Mode.INT8));
    assertThat(done.isInteger(0, "ADD")).isTrue();
    assertThat(done.text(0)).contains("%old: f32[1,4] = READ_VARIABLE(%h)");
  }
}
