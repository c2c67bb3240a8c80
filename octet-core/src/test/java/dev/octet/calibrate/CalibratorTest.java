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
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.plan.Improvement;
import dev.octet.plan.RangeMethod;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorTest {
  private static final OpTable TABLE = OpTable.standard();

  private final Model model =
      Text.parse(
          """
          graph main(%x: f32[1,2]) -> (%z) {
            %y: f32[1,2] = SQRT(%x)
            %z: f32[2] = RESHAPE(%y) ReshapeOptions{new_shape: [2]}
          }
          """);

  private Ranges calibrate(int threads, float... values) {
    return calibrate(threads, _ -> new RangeMethod.MinMax(), values);
  }

  private Ranges calibrate(int threads, Function<Tensor, RangeMethod> methods, float... values) {
    var samples =
        Datasets.of(
            ModelInputs.of(model).main(),
            Map.of("x", NdArray.of(new long[] {values.length / 2, 2}, values)),
            DataOptions.standard());
    return new Calibrator(TABLE, threads, _ -> {})
        .withMethods(methods)
        .calibrate(model, Tflite.bytes(model), RepresentativeDataset.of(samples));
  }

  private Tensor tensor(String name) {
    return model.main().tensors().stream().filter(t -> t.name().equals(name)).findFirst().get();
  }

  @Test
  void theRangeIsTheSmallestAndLargestValueOfAllSamples() {
    Ranges ranges = calibrate(1, 4, 1, 0.25f, 9);
    assertThat(ranges.of(tensor("x"))).contains(new Range(0.25f, 9));
    assertThat(ranges.of(tensor("y"))).contains(new Range(0.5f, 3));
    assertThat(ranges.samples()).isEqualTo(2);
  }

  @Test
  void whatOnlyMovesValuesTakesTheRangeOfItsInput() {
    assertThat(calibrate(1, 4, 1).of(tensor("z"))).contains(new Range(1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"min-max", "mean", "percentile:90", "mse:4", "entropy:4"})
  void theNumberOfThreadsChangesNothing(String method) {
    var values = new float[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37) % 101 / 7f;
    }
    Function<Tensor, RangeMethod> methods = _ -> RangeMethod.parse(method);
    assertThat(RangesFile.print(calibrate(3, methods, values), "d"))
        .isEqualTo(RangesFile.print(calibrate(1, methods, values), "d"));
  }

  @Test
  void eachTensorHasAMethodOfItsOwn() {
    Ranges ranges =
        calibrate(
            2,
            t -> t.name().equals("y") ? new RangeMethod.Mean() : new RangeMethod.MinMax(),
            new float[] {4, 1, 16, 9});
    assertThat(ranges.of(tensor("x"))).contains(new Range(1, 16));
    assertThat(ranges.of(tensor("y"))).contains(new Range(2, 3));
    assertThat(ranges.of(tensor("z"))).contains(new Range(2, 3));
    assertThat(ranges.method(tensor("x"))).contains(new RangeMethod.MinMax());
    assertThat(ranges.method(tensor("y"))).contains(new RangeMethod.Mean());
    assertThat(ranges.method(tensor("z"))).isEmpty();
  }

  @Test
  void tellsOfEachSampleDone() {
    var most = new AtomicLong();
    var samples =
        Datasets.of(
            ModelInputs.of(model).main(),
            Map.of("x", NdArray.of(new long[] {5, 2}, new float[10])),
            DataOptions.standard());
    new Calibrator(TABLE, 2, done -> most.accumulateAndGet(done, Math::max))
        .calibrate(model, Tflite.bytes(model), RepresentativeDataset.of(samples));
    assertThat(most).hasValue(5);
  }

  @Test
  void anActivationThatBecomesNaNIsAnErrorThatNamesTheSample() {
    assertThatThrownBy(() -> calibrate(1, 4, 1, -1, 9))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
        .hasMessageContaining("sample 1")
        .hasMessageContaining("'y' becomes NaN");
  }

  @Test
  void rangesOutliveTheirFile() {
    Ranges ranges = calibrate(1, 4, 1, 0.25f, 9);
    Ranges read = RangesFile.parse(RangesFile.print(ranges, "sha256:1"), model, TABLE, "sha256:1");
    assertThat(read.observed()).isEqualTo(ranges.observed());
    assertThat(read.samples()).isEqualTo(2);
  }

  @Test
  void rangesRememberHowTheyWereFound() {
    String text = RangesFile.print(calibrate(1, _ -> new RangeMethod.Percentile(99), 4, 1), "d");
    assertThat(text).contains("\"method\":\"percentile:99\"");
    Ranges read = RangesFile.parse(text, model, TABLE, "d");
    assertThat(read.method(tensor("y"))).contains(new RangeMethod.Percentile(99));
  }

  @Test
  void rangesWithoutAMethodAreMinAndMax() {
    String text = RangesFile.print(calibrate(1, 4, 1), "d");
    Ranges read = RangesFile.parse(text.replace("\"method\":\"min-max\",", ""), model, TABLE, "d");
    assertThat(read.method(tensor("y"))).contains(new RangeMethod.MinMax());
  }

  @Test
  void rangesFoundInAnUnknownWayAreRefused() {
    String text = RangesFile.print(calibrate(1, 4, 1), "d").replace("min-max", "guess");
    assertThatThrownBy(() -> RangesFile.parse(text, model, TABLE, "d"))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_RANGES))
        .hasMessageContaining("guess");
  }

  @Test
  void rangesOfAnotherModelAreRefused() {
    String text = RangesFile.print(calibrate(1, 4, 1), "sha256:1");
    assertThatThrownBy(() -> RangesFile.parse(text, model, TABLE, "sha256:2"))
        .hasMessageContaining("belongs to another model");
  }

  @Test
  void rangesOfAnImprovedModelAreForOneThatIsImprovedLikewise() {
    Set<Improvement> equalize = Set.of(Improvement.EQUALIZE);
    String text = RangesFile.print(calibrate(1, 4, 1), "d", equalize);
    assertThat(text).contains("\"improve\":[\"equalize\"]");
    assertThat(RangesFile.parse(text, model, TABLE, "d", equalize).samples()).isEqualTo(1);
    assertThatThrownBy(() -> RangesFile.parse(text, model, TABLE, "d"))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("improved by equalize, not as its file has it")
        .hasMessageContaining("--improve equalize");
    String plain = RangesFile.print(calibrate(1, 4, 1), "d");
    assertThatThrownBy(() -> RangesFile.parse(plain, model, TABLE, "d", equalize))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("calibrate again");
  }

  @Test
  void anythingElseIsNoFileOfRanges() {
    for (String text : new String[] {"", "[]", "{}", "{\"format\": 1}", "not json", "null"}) {
      assertThatThrownBy(() -> RangesFile.parse(text, model, TABLE, "d"))
          .isInstanceOfSatisfying(
              OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_RANGES));
    }
  }
}
