package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.Samples;
import dev.octet.evaluate.DifferenceMetric;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ops inside loops and branches, compared with their float twins. */
class BodiesTest {
  private static final String NETWORK =
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

  private static List<String> rows(Diagnosis diagnosis) {
    return diagnosis.layers().stream()
        .map(l -> "%d %s %s".formatted(l.place().graph(), l.place().op(), l.place().tensorName()))
        .toList();
  }

  @Test
  void eachQuantizedOpOfALoopHasItsRow() {
    Diagnosis found = TextTwins.of(NETWORK, Recipe.of(Mode.INT8_ONLY), "random:16").debug();
    assertThat(rows(found))
        .containsExactly("0 FULLY_CONNECTED z", "2 FULLY_CONNECTED r", "2 ADD s", "2 TANH b");
    assertThat(found.notes()).isEmpty();
    assertThat(found.samples()).isEqualTo(16);
    for (LayerStatistics layer : found.layers()) {
      assertThat(layer.difference().elements())
          .isEqualTo(layer.place().graph() == 2 ? 4 * 8 : 4); // four turns
      assertThat(layer.rmseOverScale()).isBetween(0.05, 0.8);
      assertThat(layer.likeness().sqnr()).isGreaterThan(25);
      assertThat(layer.likeness().cosine()).isBetween(0.99, 1.0);
      assertThat(layer.place().tensor()).isNotNegative();
    }
  }

  /** The others leave weights as small as these in float. */
  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"DYNAMIC", "DYNAMIC4", "INT8", "INT16X8", "INT16X8_ONLY"})
  void everyModeIsCompared(Mode mode) {
    Diagnosis found = TextTwins.of(NETWORK, Recipe.of(mode).withMinElements(0), "random:4").debug();
    assertThat(rows(found)).contains("0 FULLY_CONNECTED z", "2 FULLY_CONNECTED r");
    assertThat(found.notes()).isEmpty();
    assertThat(found.layers()).allSatisfy(l -> assertThat(l.likeness().sqnr()).isGreaterThan(10));
  }

  @Test
  void figuresOfABodyAreThoseThatTheSameOpsHaveOutsideOfOne() {
    // one turn: the body's figures are those of its graph alone, fed with the same
    String turn = NETWORK.replace("{4}", "{1}").replace("splat 0.0", "seed 9 range -0.5 0.5");
    var inside = TextTwins.of(turn, Recipe.of(Mode.INT8), "random:12");
    List<LayerStatistics> expected = bodyAlone(inside).debug().layers();
    List<LayerStatistics> actual =
        inside.debug().layers().stream().filter(l -> l.place().graph() == 2).toList();
    assertThat(actual).hasSize(3);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      LayerStatistics.Difference a = actual.get(i).difference();
      LayerStatistics.Difference e = expected.get(i).difference();
      assertThat(a.elements()).isEqualTo(e.elements());
      assertThat(a.mean()).isCloseTo(e.mean(), within(1e-6));
      assertThat(a.deviation()).isCloseTo(e.deviation(), within(1e-6));
      assertThat(a.largest()).isCloseTo(e.largest(), within(1e-6));
      assertThat(a.squared()).isCloseTo(e.squared(), within(1e-7));
      assertThat(actual.get(i).likeness().sqnr())
          .isCloseTo(expected.get(i).likeness().sqnr(), within(1e-3));
      assertThat(actual.get(i).likeness().saturated())
          .isEqualTo(expected.get(i).likeness().saturated());
    }
  }

  private static TextTwins bodyAlone(TextTwins inside) {
    Model original =
        new Model("", List.of(inside.original().graphs().get(2)), List.of(), List.of());
    Model quantized =
        new Model("", List.of(inside.quantized().graphs().get(2)), List.of(), List.of());
    Tensor start =
        inside.original().main().tensors().stream()
            .filter(t -> t.name().equals("h0"))
            .findFirst()
            .orElseThrow();
    float[] h0 = Objects.requireNonNull(start.data()).bytes().toArray(Constant.F32);
    Samples given = inside.data().parts().getFirst().samples();
    int samples = (int) given.size();
    var a = new float[8 * samples];
    var x = new float[8 * samples];
    for (int s = 0; s < samples; s++) {
      System.arraycopy(h0, 0, a, 8 * s, 8);
      System.arraycopy(given.array(s, 0).data().toArray(Constant.F32), 0, x, 8 * s, 8);
    }
    long[] shape = {samples, 1, 8};
    var arrays =
        Map.of(
            "i", NdArray.of(new long[] {samples}, new int[samples]),
            "a", NdArray.of(shape, a),
            "x", NdArray.of(shape, x));
    var data = Datasets.of(ModelInputs.of(original).main(), arrays, DataOptions.standard());
    return new TextTwins(original, quantized, RepresentativeDataset.of(data));
  }

  @Test
  void branchesAreSeenForTheSamplesThatTakeThem() {
    String text =
        """
        graph main(%x: f32[4]) -> (%z) {
          const %axes: i32[1] = {0}
          const %half: f32[] = {0.5}
          %m: f32[] = MEAN(%x, %axes) ReducerOptions{}
          %p: bool[] = GREATER(%m, %half) GreaterOptions{}
          %z: f32[4] = IF(%p, %x) IfOptions{then_subgraph_index: 1, else_subgraph_index: 2}
        }
        graph yes(%a: f32[4]) -> (%b) { %b: f32[4] = ADD(%a, %a) AddOptions{} }
        graph no(%a: f32[4]) -> (%c) { %c: f32[4] = LOGISTIC(%a) }
        """;
    var twins = TextTwins.of(text, Recipe.of(Mode.INT8), "random:20");
    Diagnosis found = twins.debug();
    assertThat(rows(found)).contains("1 ADD b", "2 LOGISTIC c");
    assertThat(found.layers())
        .allSatisfy(l -> assertThat(l.difference().elements()).isIn(1.0, 4.0));
  }

  @Test
  void nestedLoopsAndBranchesAreSeen() {
    String text =
        """
        graph main(%x: f32[2]) -> (%z) {
          const %zero: i32[] = {0}
          %n: i32[], %z: f32[2] = WHILE(%zero, %x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
        }
        graph cond(%i: i32[], %a: f32[2]) -> (%go) {
          const %three: i32[] = {3}
          %go: bool[] = LESS(%i, %three) LessOptions{}
        }
        graph outer(%i: i32[], %a: f32[2]) -> (%next, %c) {
          const %one: i32[] = {1}
          %next: i32[] = ADD(%i, %one) AddOptions{}
          %t: f32[2] = TANH(%a)
          const %zero: i32[] = {0}
          %n: i32[], %c: f32[2] = WHILE(%zero, %t) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 3}
        }
        graph inner(%j: i32[], %d: f32[2]) -> (%following, %e) {
          const %one: i32[] = {1}
          %following: i32[] = ADD(%j, %one) AddOptions{}
          %e: f32[2] = LOGISTIC(%d)
        }
        """;
    Diagnosis found = TextTwins.of(text, Recipe.of(Mode.INT8), "random:5").debug();
    assertThat(rows(found)).contains("2 TANH t", "3 LOGISTIC e");
    assertThat(found.layers())
        .filteredOn(l -> l.place().op().equals("LOGISTIC"))
        .allSatisfy(l -> assertThat(l.difference().elements()).isEqualTo(3 * 3 * 2));
  }

  @Test
  void metricsThatWereAskedForAreNotComputedThereAndThatIsSaid() {
    DifferenceMetric largest = d -> d.length;
    Diagnosis found =
        TextTwins.of(NETWORK, Recipe.of(Mode.INT8_ONLY), "random:3")
            .debug(DebugOptions.standard().with("length", largest), 1);
    assertThat(found.notes())
        .contains("metrics that were asked for are not computed for ops in loops and branches");
    assertThat(found.layers().getFirst().custom()).containsEntry("length", 4.0);
    assertThat(found.layers().getLast().custom().get("length")).isNaN();
  }

  @Test
  void wholeModelsHaveALoopEachAndItsOutputsAreCompared() {
    var twins = TextTwins.of(NETWORK, Recipe.of(Mode.INT8), "random:8");
    Diagnosis found = twins.debug(DebugOptions.standard().withWholeModel(true), 2);
    assertThat(rows(found)).containsExactly("0 WHILE h", "0 WHILE y", "0 FULLY_CONNECTED z");
    assertThat(found.notes())
        .containsExactly("WHILE 'n' is compared as a whole, not the ops in it");
    assertThat(found.layers().getLast().difference().squared())
        .isCloseTo(endToEnd(twins), within(1e-9));
  }

  /** The mean squared difference of the outputs of two engines. */
  private static double endToEnd(TextTwins twins) {
    RepresentativeDataset.Part part = twins.data().parts().getFirst();
    double sum = 0;
    try (Engine one = Engine.open(Tflite.bytes(twins.original()), EngineOptions.standard());
        Engine other = Engine.open(Tflite.bytes(twins.quantized()), EngineOptions.standard())) {
      var feed = new Feed(one, part.samples());
      var otherFeed = new Feed(other, part.samples());
      for (long s = 0; s < part.samples().size(); s++) {
        feed.run(s);
        otherFeed.run(s);
        float[] expected = one.output(0).toArray(Constant.F32);
        float[] actual = other.output(0).toArray(Constant.F32);
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
          squares += Math.pow((double) actual[i] - expected[i], 2);
        }
        sum += squares / expected.length;
      }
    }
    return sum / part.samples().size();
  }
}
