package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.ModelMetric;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A quantized model beside its float twin: what is compared, and what is refused. */
class DebuggerTest {
  private static final String CHAIN =
      """
      graph main(%x: f32[1,16]) -> (%d) {
        const %u: f32[16,16] = seed 1 range -1 1
        const %v: f32[16,16] = seed 2 range -1 1
        const %w: f32[16,16] = seed 3 range -1 1
        %a: f32[1,16] = FULLY_CONNECTED(%x, %u, _) FullyConnectedOptions{}
        %b: f32[1,16] = FULLY_CONNECTED(%a, %v, _) FullyConnectedOptions{}
        %c: f32[1,16] = FULLY_CONNECTED(%b, %w, _) FullyConnectedOptions{}
        %d: f32[1,16] = TANH(%c)
      }
      """;

  private static List<String> rows(Diagnosis diagnosis) {
    return diagnosis.layers().stream()
        .map(l -> l.place().op() + " " + l.place().tensorName())
        .toList();
  }

  private static TextTwins int8(String text, String... sources) {
    return TextTwins.of(text, Recipe.of(Mode.INT8), sources);
  }

  private static void assertNotTwins(TextTwins twins, String... words) {
    assertThatThrownBy(twins::debug)
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_TWINS))
        .hasMessageContainingAll(words);
  }

  @Test
  void figuresAreTheSameForAnyNumberOfThreads() {
    var twins = int8(CHAIN, "random:67");
    String one = StatisticsCsv.print(twins.debug(DebugOptions.standard(), 1));
    assertThat(one).contains("FULLY_CONNECTED").contains("TANH");
    for (int threads : new int[] {2, 5}) {
      assertThat(StatisticsCsv.print(twins.debug(DebugOptions.standard(), threads))).isEqualTo(one);
    }
  }

  @Test
  void errorsGrowAlongAWholeModelAndNotLayerByLayer() {
    var twins = TextTwins.of(CHAIN, Recipe.of(Mode.INT8_ONLY), "random:30");
    List<LayerStatistics> alone = twins.debug().layers();
    List<LayerStatistics> whole =
        twins.debug(DebugOptions.standard().withWholeModel(true), 1).layers();
    assertThat(whole).hasSameSizeAs(alone);
    for (int i = 1; i < 3; i++) {
      assertThat(whole.get(i).rmseOverScale()).isGreaterThan(1.3 * alone.get(i).rmseOverScale());
      assertThat(whole.get(i).likeness().sqnr()).isLessThan(whole.get(i - 1).likeness().sqnr());
    }
  }

  @Test
  void variablesOfBothModelsAreKeptApart() {
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
    var twins = int8(text, "random:6");
    for (boolean whole : new boolean[] {false, true}) {
      Diagnosis found = twins.debug(DebugOptions.standard().withWholeModel(whole), 1);
      assertThat(rows(found)).containsExactly("ADD new", "FULLY_CONNECTED z");
      // with one variable for both it would be added to twice
      assertThat(found.layers())
          .allSatisfy(l -> assertThat(l.difference().largest()).isLessThan(0.05));
    }
  }

  @Test
  void outputsMayBeInputsConstantsScalarsOrIntegers() {
    String text =
        """
        graph main(%x: f32[4], %i: i32[2]) -> (%x, %i, %k, %m, %t, %p) {
          const %k: f32[2] = {1.0, 2.0}
          const %axes: i32[1] = {0}
          %t: f32[4] = TANH(%x)
          %m: f32[] = MEAN(%t, %axes) ReducerOptions{}
          %zero: i32[] = REDUCE_MAX(%i, %axes) ReducerOptions{}
          %p: bool[] = EQUAL(%zero, %zero) EqualOptions{}
        }
        """;
    for (boolean whole : new boolean[] {false, true}) {
      Diagnosis found =
          int8(text, "random:5").debug(DebugOptions.standard().withWholeModel(whole), 1);
      assertThat(rows(found)).containsExactly("TANH t", "MEAN m");
      assertThat(found.layers().getLast().channels().count()).isEqualTo(1);
    }
  }

  @Test
  void samplesMayDifferInSizeAndAnOutputMayBeEmpty() {
    String text =
        """
        graph main(%x: f32[1?,3]) -> (%y, %e) {
          %y: f32[1?,3] = TANH(%x)
          const %from: i32[2] = {0, 0}
          const %size: i32[2] = {-1, 0}
          %e: f32[1?,0] = SLICE(%y, %from, %size)
        }
        """;
    Diagnosis found = int8(text, "random:4").debug();
    assertThat(rows(found)).contains("TANH y");
    assertThat(found.layers().getFirst().difference().elements()).isEqualTo(3);
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void aQuantizedModelOfBatchOneIsATwinOfAnyBatch() {
    var fixed = int8(CHAIN, "random:4");
    Model any = Text.parse(CHAIN.replace("f32[1,16]", "f32[1?,16]"));
    var twins = new TextTwins(any, fixed.quantized(), fixed.data());
    assertThat(rows(twins.debug())).hasSize(4);
  }

  @Test
  void samplesWithoutNumbersAreLeftOutAndThatIsSaid() {
    String text =
        """
        graph main(%x: f32[2]) -> (%z) {
          %l: f32[2] = LOG(%x)
          %z: f32[2] = ABS(%l)
        }
        """;
    var twins = TextTwins.of(text, Recipe.of(Mode.INT8), "random:4");
    var data =
        Datasets.of(
            ModelInputs.of(twins.original()).main(),
            Map.of("x", NdArray.of(new long[] {3, 2}, 0.5f, 0.9f, -1, 0.5f, 0.3f, 0.4f)),
            DataOptions.standard());
    Diagnosis found =
        new TextTwins(twins.original(), twins.quantized(), RepresentativeDataset.of(data))
            .debug(DebugOptions.standard().withWholeModel(true), 1);
    assertThat(rows(found)).containsExactly("ABS z");
    assertThat(found.notes())
        .anyMatch(
            n -> n.startsWith("'z' or its float twin is infinite or no number for 1 samples"));
    assertThat(found.layers())
        .allSatisfy(l -> assertThat(l.difference().squared()).isNotNaN().isFinite());
  }

  @Test
  void modelsWithOtherInputsOrOutputsAreNoTwins() {
    var twins = int8(CHAIN, "random:3");
    assertNotTwins(
        twins.with(int8(CHAIN.replace("-> (%d)", "-> (%d, %a)"), "random:3").quantized()),
        "the quantized model has 2 outputs, the float one 1");
    assertNotTwins(
        twins.with(
            int8(
                    """
                    graph main(%x: f32[1,8]) -> (%y) { %y: f32[1,8] = TANH(%x) }
                    """,
                    "random:3")
                .quantized()),
        "input 'x' is f32[1,8] in the quantized model, 'x' is f32[1,16] in the float one");
    assertNotTwins(twins.with(twins.original()), "nothing in the quantized model is quantized");
  }

  @Test
  void otherOpsAreNoTwins() {
    String other =
        """
        graph main(%x: f32[1,16]) -> (%w) {
          %s: f32[1,16] = LOGISTIC(%x)
          %t: f32[1,16] = MUL(%s, %x) MulOptions{}
          %w: f32[1,16] = ABS(%t)
        }
        """;
    assertNotTwins(
        int8(CHAIN, "random:3").with(int8(other, "random:3").quantized()),
        "quantized ops have no float twin: LOGISTIC 's'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed 7 range -1 1", "seed 2 range -0.5 0.5"})
  void otherWeightsAreNoTwins(String weights) {
    String other = CHAIN.replace("seed 2 range -1 1", weights);
    for (Mode mode : List.of(Mode.INT8, Mode.INT16X8)) {
      assertNotTwins(
          int8(CHAIN, "random:3")
              .with(TextTwins.of(other, Recipe.of(mode), "random:3").quantized()),
          "the weights of FULLY_CONNECTED 'b' are others than in the float model");
    }
  }

  @Test
  void dataForAnotherModelIsRefused() {
    var twins = int8(CHAIN, "random:3");
    var other =
        int8(
            "graph main(%x: f32[2], %y: f32[2]) -> (%z) { %z: f32[2] = ADD(%x, %y) AddOptions{} }",
            "random:3");
    assertThatThrownBy(new TextTwins(twins.original(), twins.quantized(), other.data())::debug)
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA));
  }

  @Test
  void theLastRowOfAWholeModelIsItsOutput() {
    var twins = int8(CHAIN, "random:9");
    Diagnosis whole =
        twins.debug(
            DebugOptions.standard()
                .withWholeModel(true)
                .with("mse", (ModelMetric) (a, b) -> squares(a.getFirst(), b.getFirst())),
            1);
    assertThat(whole.layers().getLast().difference().squared())
        .isCloseTo(whole.model().getOrDefault("mse", -1.0), within(1e-12));
    // and the same from two engines, each for its own model
    Diagnosis apart =
        twins.debug(
            DebugOptions.standard()
                .with("mse", (ModelMetric) (a, b) -> squares(a.getFirst(), b.getFirst())),
            1);
    assertThat(apart.model().getOrDefault("mse", -1.0))
        .isCloseTo(whole.model().getOrDefault("mse", -2.0), within(1e-9));
  }

  private static double squares(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow((double) a[i] - b[i], 2);
    }
    return sum / a.length;
  }
}
