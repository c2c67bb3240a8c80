package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models in which one function is applied to several inputs, the second of which hardly varies. */
class TwinsTest {
  private static final OpTable TABLE = OpTable.standard();
  private static final NdArray WIDE = NdArray.of(new long[] {3, 2}, -4f, 1, 2, 3, 8, -1);
  private static final NdArray NARROW = NdArray.of(new long[] {3, 2}, 0.5f, 1, 0.5f, 1, 0.5f, 1);

  private static Ranges calibrate(Model model) {
    var parts = new ArrayList<Part>();
    ModelInputs inputs = ModelInputs.of(model);
    var arrays = Map.of("a", WIDE, "b", NARROW);
    if (model.signatures().isEmpty()) {
      parts.add(new Part(null, Datasets.of(inputs.main(), arrays, DataOptions.standard())));
    }
    inputs
        .signatures()
        .forEach(
            (key, specs) ->
                parts.add(new Part(key, Datasets.of(specs, arrays, DataOptions.standard()))));
    return new Calibrator(TABLE, 1, _ -> {})
        .calibrate(model, Tflite.bytes(model), new RepresentativeDataset(parts, List.of()));
  }

  private static Range range(Ranges ranges, String name) {
    Tensor tensor =
        ranges.model().graphs().stream()
            .flatMap(g -> g.tensors().stream())
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow();
    return ranges.of(tensor).orElseThrow();
  }

  @Test
  void branchesThroughTheSameWeightsHaveOneRangeFromTheirInputsToWhereTheyMeet() {
    Ranges ranges =
        calibrate(
            Text.parse(
                """
                graph main(%a: f32[1,2], %b: f32[1,2]) -> (%z) {
                  const %mean: f32[2] = {0.5, 1.0}
                  const %w: f32[2,2] = {1.0, 0.0, 0.0, 2.0}
                  %s: f32[1,2] = SUB(%a, %mean) SubOptions{}
                  %t: f32[1,2] = SUB(%b, %mean) SubOptions{}
                  %p: f32[1,2] = FULLY_CONNECTED(%s, %w, _) FullyConnectedOptions{}
                  %q: f32[1,2] = FULLY_CONNECTED(%t, %w, _) FullyConnectedOptions{}
                  %m: f32[1,2] = RELU(%p)
                  %n: f32[1,2] = RELU(%q)
                  %z: f32[1,2] = SQUARED_DIFFERENCE(%m, %n)
                }
                """));
    assertThat(range(ranges, "b")).isEqualTo(range(ranges, "a")).isEqualTo(new Range(-4, 8));
    assertThat(range(ranges, "t")).isEqualTo(range(ranges, "s")).isEqualTo(new Range(-4.5f, 7.5f));
    assertThat(range(ranges, "q")).isEqualTo(range(ranges, "p")).isEqualTo(new Range(-4.5f, 7.5f));
    assertThat(range(ranges, "n")).isEqualTo(range(ranges, "m")).isEqualTo(new Range(0, 7.5f));
    assertThat(range(ranges, "z")).isEqualTo(new Range(0, 56.25f));
  }

  @Test
  void signaturesThroughTheSameWeightsHaveOneRange() {
    Ranges ranges =
        calibrate(
            Text.parse(
                """
                graph one(%a: f32[1,2]) -> (%p) {
                  const %w: f32[2,2] = {1.0, 0.0, 0.0, 2.0}
                  %p: f32[1,2] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
                }
                graph two(%b: f32[1,2]) -> (%q) {
                  const %v: f32[2,2] = {1.0, 0.0, 0.0, 2.0}
                  %q: f32[1,2] = FULLY_CONNECTED(%b, %v, _) FullyConnectedOptions{}
                }
                signature one graph 0 (a: 0) -> (p: 0)
                signature two graph 1 (b: 0) -> (q: 0)
                """));
    assertThat(range(ranges, "b")).isEqualTo(range(ranges, "a")).isEqualTo(new Range(-4, 8));
    assertThat(range(ranges, "q")).isEqualTo(range(ranges, "p")).isEqualTo(new Range(-4, 8));
  }

  @Test
  void branchesThroughOtherWeightsOrOptionsOrInAnotherOrderKeepTheirRanges() {
    Ranges ranges =
        calibrate(
            Text.parse(
                """
                graph main(%a: f32[1,2], %b: f32[1,2]) -> (%p, %q, %r, %u) {
                  const %w: f32[2,2] = {1.0, 0.0, 0.0, 2.0}
                  const %v: f32[2,2] = {1.0, 0.0, 0.0, 3.0}
                  %p: f32[1,2] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
                  %q: f32[1,2] = FULLY_CONNECTED(%b, %v, _) FullyConnectedOptions{}
                  %r: f32[1,2] = FULLY_CONNECTED(%b, %w, _) FullyConnectedOptions{fused_activation_function: "RELU"}
                  %t: f32[1,2] = TANH(%b)
                  %u: f32[1,2] = FULLY_CONNECTED(%t, %w, _) FullyConnectedOptions{}
                }
                """));
    assertThat(range(ranges, "b")).isEqualTo(new Range(0.5f, 1));
    assertThat(range(ranges, "q")).isEqualTo(new Range(0.5f, 3));
    assertThat(range(ranges, "r")).isEqualTo(new Range(0.5f, 2));
    assertThat(range(ranges, "u").max()).isLessThan(2);
  }

  @Test
  void weightsAreTheSameWhenTheirBytesAreAlsoWhereTheFileHoldsThemTwice() {
    String text =
        """
        graph main(%a: f32[1,2], %b: f32[1,2]) -> (%p, %q) {
          const %w: f32[999,2] = seed 1 range -1 1
          const %v: f32[999,2] = seed 1 range -1 1
          %p: f32[1,999] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
          %q: f32[1,999] = FULLY_CONNECTED(%b, %v, _) FullyConnectedOptions{}
        }
        """;
    Ranges same = calibrate(Text.parse(text));
    assertThat(range(same, "q")).isEqualTo(range(same, "p"));
    Ranges other =
        calibrate(Text.parse(text.replace("%v: f32[999,2] = seed 1", "%v: f32[999,2] = seed 2")));
    assertThat(range(other, "q")).isNotEqualTo(range(other, "p"));
  }

  @Test
  void withoutWeightsInputsHaveNothingInCommon() {
    Ranges ranges =
        calibrate(
            Text.parse(
                """
                graph main(%a: f32[1,2], %b: f32[1,2]) -> (%z) {
                  %m: f32[1,2] = RELU(%a)
                  %n: f32[1,2] = RELU(%b)
                  %z: f32[1,2] = ADD(%m, %n) AddOptions{}
                }
                """));
    assertThat(range(ranges, "n")).isEqualTo(new Range(0.5f, 1));
  }

  @Test
  void anInputThatIsTheSameInAllSamplesIsTold() {
    Ranges ranges =
        calibrate(
            Text.parse(
                """
                graph main(%a: f32[1,2], %b: f32[1,2]) -> (%z) {
                  %z: f32[1,2] = ADD(%a, %b) AddOptions{}
                }
                """));
    assertThat(ranges.notes())
        .containsExactly(
            "input 'b' is the same in all 3 samples: what is computed from it may go beyond its"
                + " range");
  }
}
