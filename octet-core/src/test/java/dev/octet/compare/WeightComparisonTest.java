package dev.octet.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.compare.ConstantPair.Likeness;
import dev.octet.model.Attributes;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is said of weights: two constants in, their likeness and distance out. */
class WeightComparisonTest {
  private static final String FLOAT =
      """
      graph main(%x: f32[1,2]) -> (%y) {
        const %w: f32[2,2] = {1.0, -2.0, 3.0, -4.0}
        %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
      }
      """;

  private static ConstantPair weights(String before, String after) {
    return Texts.compare(before, after).layers().stream()
        .flatMap(l -> l.constants().stream())
        .filter(c -> c.input() == 1)
        .findFirst()
        .orElseThrow();
  }

  private static Difference difference(ConstantPair pair) {
    return Objects.requireNonNull(pair.difference());
  }

  private static String with(String weights) {
    return FLOAT.replace("const %w: f32[2,2] = {1.0, -2.0, 3.0, -4.0}", weights);
  }

  @Test
  void theSameBytesAreIdentical() {
    ConstantPair pair = weights(FLOAT, FLOAT);
    assertThat(pair.likeness()).isEqualTo(Likeness.IDENTICAL);
    assertThat(pair.difference()).isEqualTo(new Difference(4, 0, 0, 0));
    assertThat(difference(pair).sqnr()).isInfinite();
  }

  @Test
  void integersAreComparedAsTheRealsThatTheyStandFor() {
    // 1.0 -2.0 | 3.0 -3.75 against 1 -2 | 3 -4: an error of 1/16 beside a signal of 30
    ConstantPair pair =
        weights(
            FLOAT, with("const %w: i8[2,2] quant(axis 0, scales {0.5, 0.25}) = {2, -4, 12, -15}"));
    assertThat(pair.likeness()).isEqualTo(Likeness.DIFFERENT);
    assertThat(pair.beforeBytes()).isEqualTo(16);
    assertThat(pair.afterBytes()).isEqualTo(4);
    assertThat(difference(pair).max()).isEqualTo(0.25);
    assertThat(difference(pair).relative()).isEqualTo(Math.sqrt(0.0625 / 30), within(1e-15));
    assertThat(difference(pair).sqnr()).isEqualTo(10 * Math.log10(30 / 0.0625), within(1e-12));
  }

  @Test
  void zeroPointsCount() {
    ConstantPair pair =
        weights(FLOAT, with("const %w: u8[2,2] quant(scale 1.0, zero 4) = {5, 2, 7, 0}"));
    assertThat(pair.likeness()).isEqualTo(Likeness.EQUAL);
    assertThat(difference(pair).error()).isZero();
  }

  @Test
  void halvesBehindADequantizeAreTheWeightsOfTheirReader() {
    Comparison comparison =
        Texts.compare(
            FLOAT,
            with(
                """
                const %h: f16[2,2] = {1.0, -2.0, 3.0, -4.0}
                  %w: f32[2,2] = DEQUANTIZE(%h)\
                """));
    assertThat(Texts.layers(comparison)).containsExactly("! FULLY_CONNECTED y→y");
    assertThat(comparison.layers().getFirst().afterBytes()).isEqualTo(8);
    assertThat(Texts.changes(comparison)).containsExactly("WEIGHTS input 1: f32[2,2] → f16[2,2]");
    assertThat(comparison.layers().getFirst().constants().getFirst().likeness())
        .isEqualTo(Likeness.EQUAL);
    assertThat(comparison.afterTotals().ops()).isEqualTo(2);
  }

  /** Converters write the least and the largest value beside weights that are no integers. */
  @Test
  void rangesThatWereRecordedDoNotStandInTheWay() {
    Model recorded = Text.parse(FLOAT);
    Attributes range =
        Attributes.of("QuantizationParameters")
            .with("min", List.of(-4.0))
            .with("max", List.of(3.0));
    Model before =
        recorded.withGraphs(
            List.of(
                withWeights(
                    recorded.main(),
                    w -> w.withExtras(Attributes.of("Tensor").with("quantization", range)))));
    Model after = Text.parse(with("const %w: i8[2,2] quant(scale 0.5, zero 0) = {2, -4, 6, -8}"));
    ConstantPair pair = Texts.compare(before, after).layers().getFirst().constants().getFirst();
    assertThat(pair.likeness()).isEqualTo(Likeness.EQUAL);
    Comparison same = Texts.compare(before, recorded);
    assertThat(same.layers().getFirst().constants().getFirst().likeness())
        .isEqualTo(Likeness.IDENTICAL);
    assertThat(Texts.changes(same))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("QUANTIZATION input 1, recorded: {quantization=");
  }

  private static Graph withWeights(Graph graph, UnaryOperator<Tensor> change) {
    Node node = graph.nodes().getFirst();
    var inputs = node.mapInputs(t -> t.isConstant() ? change.apply(t) : t);
    return new Graph(
        graph.name(),
        graph.inputs(),
        graph.outputs(),
        List.of(new Node(node.operation(), inputs, node.outputs())));
  }

  @Test
  void otherShapesCannotBeCompared() {
    ConstantPair pair = weights(FLOAT, with("const %w: f32[1,2] = {1.0, -2.0}"));
    assertThat(pair.likeness()).isEqualTo(Likeness.INCOMPARABLE);
    assertThat(pair.difference()).isNull();
  }

  @Test
  void whatOnlyOneHasStandsAlone() {
    String biased =
        FLOAT
            .replace("%w, _)", "%w, %b)")
            .replace("  %y:", "  const %b: f32[2] = {1.0, 2.0}\n  %y:");
    ConstantPair bias = Texts.compare(FLOAT, biased).layers().getFirst().constants().getLast();
    assertThat(bias.likeness()).isEqualTo(Likeness.ALONE);
    assertThat(bias.before()).isNull();
    assertThat(bias.afterBytes()).isEqualTo(8);
  }

  @Test
  void aConstantThatTwoLayersShareCountsOnce() {
    String shared =
        """
        graph main(%x: f32[1,2]) -> (%z) {
          const %w: f32[2,2] = {1.0, -2.0, 3.0, -4.0}
          %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          %z: f32[1,2] = FULLY_CONNECTED(%y, %w, _) FullyConnectedOptions{}
        }
        """;
    Comparison comparison = Texts.compare(shared, shared);
    assertThat(comparison.beforeTotals().weightBytes()).isEqualTo(16);
    assertThat(comparison.beforeTotals().parameters()).isEqualTo(4);
    assertThat(comparison.layers().getFirst().beforeBytes()).isEqualTo(16);
    assertThat(comparison.layers().getLast().beforeBytes()).isZero();
    assertThat(comparison.layers().getLast().either().sharedBytes()).isEqualTo(16);
  }

  @Test
  void aNumberThatIsNoneIsSeen() {
    ConstantPair pair = weights(FLOAT, with("const %w: f32[2,2] = {1.0, -2.0, 3.0, NaN}"));
    assertThat(pair.likeness()).isEqualTo(Likeness.DIFFERENT);
    assertThat(difference(pair).relative()).isNaN();
    assertThat(difference(pair).max()).isNaN();
  }

  /** Longer than a stretch, in several threads. */
  @Test
  void sumsDoNotDependOnThreads() {
    String large =
        """
        graph main(%x: f32[1,512]) -> (%y) {
          const %w: f32[512,512] = seed 1 range -1 1
          %y: f32[1,512] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        }
        """;
    String other = large.replace("seed 1", "seed 2");
    Difference first = difference(weights(large, other));
    assertThat(first.elements()).isEqualTo(512 * 512);
    for (int i = 0; i < 5; i++) {
      assertThat(weights(large, other).difference()).isEqualTo(first);
    }
    assertThat(Text.parse(large).main().nodes()).hasSize(1);
  }
}
