package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.DifferenceMetric;
import dev.octet.evaluate.ModelMetric;
import dev.octet.evaluate.OutputMetric;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Metrics of users: what they are given, what their figures become, what goes wrong. */
class MetricsInUseTest {
  private static final TextTwins TWINS =
      TextTwins.of(
          """
          graph main(%x: f32[1,4]) -> (%y) {
            const %w: f32[3,4] = seed 1 range -1 1
            %y: f32[1,3] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          }
          """,
          Recipe.of(Mode.INT8), "random:4");

  private static Diagnosis with(DebugOptions options) {
    return TWINS.debug(options, 1);
  }

  @Test
  void theIntegersStandForTheRealsOfTheDifference() {
    DifferenceMetric sum =
        difference -> {
          double total = 0;
          for (float d : difference) {
            total += d;
          }
          return total;
        };
    OutputMetric same =
        (reference, quantized, scale, zeroPoint) -> {
          double total = 0;
          for (int i = 0; i < reference.length; i++) {
            total += (quantized[i] - zeroPoint) * scale - reference[i];
          }
          return total;
        };
    LayerStatistics layer =
        with(DebugOptions.standard().with("sum", sum).with("same", same)).layers().getFirst();
    assertThat(layer.custom().get("same")).isCloseTo(layer.custom().get("sum"), within(1e-6));
    assertThat(layer.custom().get("sum")).isCloseTo(3 * layer.difference().mean(), within(1e-6));
  }

  @Test
  void samplesWithoutAFigureAreLeftOutOfTheMeanAndThatIsSaid() {
    var calls = new AtomicInteger();
    DifferenceMetric odd = _ -> calls.getAndIncrement() % 2 == 0 ? Double.NaN : 7;
    Diagnosis found = with(DebugOptions.standard().with("odd", odd));
    assertThat(found.layers().getFirst().custom()).containsEntry("odd", 7.0);
    assertThat(found.notes())
        .anyMatch(n -> n.contains("'odd'") && n.contains("no number for 2 samples"));
  }

  @Test
  void aFigureThatIsNeverANumberStaysEmpty() {
    ModelMetric none = (_, _) -> Double.NaN;
    Diagnosis found = with(DebugOptions.standard().with("none", none));
    assertThat(found.model().get("none")).isNaN();
    assertThat(found.notes())
        .anyMatch(n -> n.contains("'none'") && n.contains("no number for any sample"));
  }

  @Test
  void whatAMetricThrowsIsToldWithItsNameTheLayerAndTheSample() {
    DifferenceMetric broken =
        _ -> {
          throw new IllegalStateException("out of order");
        };
    assertThatThrownBy(() -> with(DebugOptions.standard().with("broken", broken)))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN))
        .hasMessageContainingAll("'broken'", "out of order", "'y'", "sample 0");
  }

  @Test
  void soIsWhatAMetricOfTheModelThrows() {
    ModelMetric broken =
        (_, _) -> {
          throw new ArrayIndexOutOfBoundsException(7);
        };
    assertThatThrownBy(() -> with(DebugOptions.standard().with("broken", broken)))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN))
        .hasMessageContainingAll("'broken'", "sample 0");
  }

  @Test
  void twoMetricsOfOneNameAreRefused() {
    DifferenceMetric one = _ -> 1;
    OutputMetric other = (_, _, _, _) -> 2;
    assertThatThrownBy(() -> DebugOptions.standard().with("m", one).with("m", other))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("'m'");
  }
}
