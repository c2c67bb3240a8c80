package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ranges of what happens inside loops and branches, known by reckoning. */
class BodyProbesTest {
  private static final OpTable TABLE = OpTable.standard();

  /** Counts from x up to 10, and doubles y at each turn. */
  private static final String COUNTER =
      """
      graph main(%x: f32[], %y: f32[2]) -> (%n, %z) {
        %n: f32[], %z: f32[2] = WHILE(%x, %y) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
      }
      graph cond(%i: f32[], %a: f32[2]) -> (%go) {
        const %ten: f32[] = {10.0}
        %go: bool[] = LESS(%i, %ten) LessOptions{}
      }
      graph body(%i: f32[], %a: f32[2]) -> (%next, %twice) {
        const %one: f32[] = {1.0}
        %next: f32[] = ADD(%i, %one) AddOptions{}
        %twice: f32[2] = ADD(%a, %a) AddOptions{}
      }
      """;

  private record Found(Model model, Ranges ranges) {
    Optional<Range> of(int graph, String name) {
      return model.graphs().get(graph).tensors().stream()
          .filter(t -> t.name().equals(name))
          .findFirst()
          .flatMap(ranges::of);
    }
  }

  private static Found calibrate(String text, int threads, Map<String, NdArray> samples) {
    Model model = Text.parse(text);
    var data = Datasets.of(ModelInputs.of(model).main(), samples, DataOptions.standard());
    return new Found(
        model,
        new Calibrator(TABLE, threads, _ -> {})
            .calibrate(model, Tflite.bytes(model), RepresentativeDataset.of(data)));
  }

  private static NdArray scalars(float... values) {
    return NdArray.of(new long[] {values.length}, values);
  }

  private static NdArray pairs(float... values) {
    return NdArray.of(new long[] {values.length / 2, 2}, values);
  }

  @Test
  void aLoopIsSeenInEveryTurn() {
    Found found = calibrate(COUNTER, 1, Map.of("x", scalars(0), "y", pairs(-1, 3)));
    assertThat(found.of(2, "i")).contains(new Range(0, 9));
    assertThat(found.of(2, "next")).contains(new Range(1, 10));
    assertThat(found.of(2, "a")).contains(new Range(-512, 1536));
    assertThat(found.of(2, "twice")).contains(new Range(-1024, 3072));
    assertThat(found.of(0, "z")).contains(new Range(-1024, 3072));
  }

  @Test
  void loopsOneBehindTheOtherAreAllSeen() {
    Found found =
        calibrate(
            """
            graph main(%x: f32[], %y: f32[2]) -> (%z) {
              %n: f32[], %a: f32[2] = WHILE(%x, %y) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
              %m: f32[], %z: f32[2] = WHILE(%x, %a) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 3}
            }
            graph cond(%i: f32[], %a: f32[2]) -> (%go) {
              const %two: f32[] = {2.0}
              %go: bool[] = LESS(%i, %two) LessOptions{}
            }
            graph doubling(%i: f32[], %a: f32[2]) -> (%next, %twice) {
              const %one: f32[] = {1.0}
              %next: f32[] = ADD(%i, %one) AddOptions{}
              %twice: f32[2] = ADD(%a, %a) AddOptions{}
            }
            graph squaring(%j: f32[], %b: f32[2]) -> (%following, %square) {
              const %one: f32[] = {1.0}
              %following: f32[] = ADD(%j, %one) AddOptions{}
              %square: f32[2] = MUL(%b, %b) MulOptions{}
            }
            """,
            1, Map.of("x", scalars(0), "y", pairs(-1, 3)));
    assertThat(found.of(2, "twice")).contains(new Range(-4, 12));
    assertThat(found.of(3, "square")).contains(new Range(16, 20736));
  }

  @Test
  void samplesAndThreadsAreMerged() {
    var samples = Map.of("x", scalars(3, 7, 9, -2), "y", pairs(0, 1, 5, 6, -7, 2, 0, 0.5f));
    Found found = calibrate(COUNTER, 1, samples);
    assertThat(found.of(2, "i")).contains(new Range(-2, 9));
    assertThat(RangesFile.print(calibrate(COUNTER, 3, samples).ranges(), "d"))
        .isEqualTo(RangesFile.print(found.ranges(), "d"));
  }

  @Test
  void aLoopThatNeverTurnsHasNoRanges() {
    Found found = calibrate(COUNTER, 1, Map.of("x", scalars(10), "y", pairs(1, 2)));
    assertThat(found.of(2, "i")).isEmpty();
    assertThat(found.of(2, "twice")).isEmpty();
    assertThat(found.of(0, "n")).contains(new Range(10, 10));
  }

  @Test
  void notANumberInsideIsAnErrorThatNamesTheSample() {
    String text = COUNTER.replace("ADD(%a, %a) AddOptions{}", "LOG(%a)");
    assertThatThrownBy(
            () -> calibrate(text, 1, Map.of("x", scalars(8, 8), "y", pairs(20, 20, -1, 1))))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContaining("sample 1")
        .hasMessageContaining("becomes NaN");
  }

  @Test
  void infinityInsideIsToldAndLeavesNoRange() {
    Found found = calibrate(COUNTER, 1, Map.of("x", scalars(8), "y", pairs(2e38f, 1)));
    assertThat(found.of(2, "twice")).isEmpty();
    assertThat(found.ranges().notes())
        .anyMatch(n -> n.startsWith("'twice' is infinite for sample 0"));
  }

  @Test
  void aBranchNotTakenHasNoRanges() {
    String text =
        """
        graph main(%x: f32[2]) -> (%z) {
          const %axes: i32[1] = {0}
          %sum: f32[] = SUM(%x, %axes) ReducerOptions{}
          const %none: f32[] = {0.0}
          %positive: bool[] = GREATER(%sum, %none) GreaterOptions{}
          %z: f32[2] = IF(%positive, %x) IfOptions{then_subgraph_index: 1, else_subgraph_index: 2}
        }
        graph yes(%a: f32[2]) -> (%c) {
          %b: f32[2] = ADD(%a, %a) AddOptions{}
          %c: f32[2] = ADD(%b, %b) AddOptions{}
        }
        graph no(%a: f32[2]) -> (%b) { %b: f32[2] = NEG(%a) }
        """;
    Found positive = calibrate(text, 1, Map.of("x", pairs(1, 2, 4, -3)));
    assertThat(positive.of(1, "b")).contains(new Range(-6, 8));
    assertThat(positive.of(2, "b")).isEmpty();
    Found both = calibrate(text, 1, Map.of("x", pairs(1, 2, -5, 0)));
    assertThat(both.of(1, "b")).contains(new Range(2, 4));
    assertThat(both.of(2, "b")).contains(new Range(0, 5));
  }

  @Test
  void loopsAndBranchesInLoopsAreSeen() {
    Found found =
        calibrate(
            """
            graph main(%x: f32[2]) -> (%z) {
              const %zero: i32[] = {0}
              %n: i32[], %z: f32[2] = WHILE(%zero, %x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
            }
            graph cond(%i: i32[], %a: f32[2]) -> (%go) {
              const %three: i32[] = {3}
              %go: bool[] = LESS(%i, %three) LessOptions{}
            }
            graph outer(%i: i32[], %a: f32[2]) -> (%next, %b) {
              const %one: i32[] = {1}
              %next: i32[] = ADD(%i, %one) AddOptions{}
              const %zero: i32[] = {0}
              %n: i32[], %b: f32[2] = WHILE(%zero, %a) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 3}
            }
            graph inner(%i: i32[], %a: f32[2]) -> (%next, %b) {
              const %one: i32[] = {1}
              %next: i32[] = ADD(%i, %one) AddOptions{}
              %first: bool[] = LESS(%i, %one) LessOptions{}
              %b: f32[2] = IF(%first, %a) IfOptions{then_subgraph_index: 4, else_subgraph_index: 5}
            }
            graph twice(%a: f32[2]) -> (%b) { %b: f32[2] = ADD(%a, %a) AddOptions{} }
            graph plus(%a: f32[2]) -> (%b) {
              const %one: f32[] = {1.0}
              %b: f32[2] = ADD(%a, %one) AddOptions{}
            }
            """,
            1, Map.of("x", pairs(1, -1)));
    // three times: doubled, then one added twice: 1 → 4 → 10 → 22 and −1 → 0 → 2 → 6
    assertThat(found.of(2, "a")).contains(new Range(-1, 10));
    assertThat(found.of(3, "a")).contains(new Range(-2, 21));
    assertThat(found.of(4, "b")).contains(new Range(-2, 20));
    assertThat(found.of(5, "b")).contains(new Range(-1, 22));
    assertThat(found.of(0, "z")).contains(new Range(6, 22));
  }

  @Test
  void aBodyThatRunsFromTwoPlacesIsSeenInBoth() {
    Found found =
        calibrate(
            COUNTER.replace(
                "(%n, %z) {",
                """
                (%n, %z, %u) {
                  const %seven: f32[] = {7.0}
                  %m: f32[], %u: f32[2] = WHILE(%seven, %y) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
                """),
            1,
            Map.of("x", scalars(9), "y", pairs(1, 2)));
    assertThat(found.of(2, "i")).contains(new Range(7, 9));
    assertThat(found.of(2, "twice")).contains(new Range(2, 16));
  }

  @Test
  void dynamicSizesAndUnknownRanksAreSeen() {
    String text =
        """
        graph main(%x: f32[1?,2]) -> (%z) {
          const %zero: i32[] = {0}
          %n: i32[], %z: f32[1?,2] = WHILE(%zero, %x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
        }
        graph cond(%i: i32[], %a: f32[1?,2]) -> (%go) {
          const %three: i32[] = {3}
          %go: bool[] = LESS(%i, %three) LessOptions{}
        }
        graph body(%i: i32[], %a: f32[1?,2]) -> (%next, %c) {
          const %one: i32[] = {1}
          %next: i32[] = ADD(%i, %one) AddOptions{}
          %b: f32[*] = ADD(%a, %a) AddOptions{}
          %c: f32[1?,2] = NEG(%b)
        }
        """;
    Found found =
        calibrate(
            text,
            1,
            Map.of("x", NdArray.of(new long[] {1, 3, 2}, new float[] {1, 2, 3, 4, 5, -6})));
    assertThat(found.of(2, "b")).contains(new Range(-48, 40));
    assertThat(found.of(2, "c")).contains(new Range(-40, 48));
  }

  @Test
  void eachEntryHasItsOwnWayIn() {
    Model model =
        Text.parse(
            COUNTER
                + """
                graph second(%s: f32[2]) -> (%u) {
                  const %nine: f32[] = {9.0}
                  %n: f32[], %u: f32[2] = WHILE(%nine, %s) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
                }
                signature one graph 0 (x: 0, y: 1) -> (z: 1)
                signature two graph 3 (s: 0) -> (u: 0)
                """);
    var one =
        Datasets.of(
            ModelInputs.of(model).main(),
            Map.of("x", scalars(9), "y", pairs(1, 2)),
            DataOptions.standard());
    var two =
        Datasets.of(
            ModelInputs.of(model).signatures().getOrDefault("two", List.of()),
            Map.of("s", pairs(-8, 1)),
            DataOptions.standard());
    var ranges =
        new Calibrator(TABLE, 1, _ -> {})
            .calibrate(
                model,
                Tflite.bytes(model),
                new RepresentativeDataset(
                    List.of(
                        new RepresentativeDataset.Part("one", one),
                        new RepresentativeDataset.Part("two", two)),
                    List.of()));
    assertThat(new Found(model, ranges).of(2, "twice")).contains(new Range(-16, 4));
  }
}
