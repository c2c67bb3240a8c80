package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.Fixtures;
import dev.octet.data.LabelledArray;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.data.NumpyWriter;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.runtime.EngineOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  @TempDir private Path folder;

  private final VerifiedModel cnn = VerifiedModel.read(Fixtures.model("fmnist_cnn"));
  private final VerifiedModel lstm = VerifiedModel.read(Fixtures.model("fmnist_lstm_k2"));
  private final VerifiedModel signatures = VerifiedModel.read(Fixtures.model("multi_sig"));

  @Test
  void runsOnceOnWhatIsGivenAndNamesTheOutputsAsTheSignatureDoes() {
    Map<String, NdArray> outputs = run(cnn, null, given(null, ramp(1, 28, 28, 1)));
    assertThat(outputs).containsOnlyKeys("output_0");
    assertThat(outputs.get("output_0")).hasToString("f32[1,10]");
    assertThat(Arrays.stream(reals(outputs, "output_0")).sum()).isCloseTo(1, within(1e-5));
  }

  @Test
  void takesABatchWhereTheModelIsDynamic() {
    NdArray batch = ramp(3, 28, 28, 1);
    Map<String, NdArray> outputs = run(cnn, null, given(null, batch));
    assertThat(outputs.get("output_0")).hasToString("f32[3,10]");
    for (int i = 0; i < 3; i++) {
      double[] alone = reals(run(cnn, null, given(null, batch.slice(i))), "output_0");
      double[] row = Arrays.copyOfRange(reals(outputs, "output_0"), 10 * i, 10 * i + 10);
      assertThat(row).containsExactly(alone, within(1e-6));
    }
  }

  @Test
  void runsSampleBySampleWhereTheBatchIsFixedEachFromTheFirstState() {
    assertThat(lstm.model().main().inputs().getFirst().shape().isDynamic(0)).isFalse();
    NdArray one = ramp(1, 28, 28);
    var data = new float[3 * 784];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) one.toDoubles()[i % 784];
    }
    Map<String, NdArray> outputs =
        run(lstm, null, given(null, NdArray.of(new long[] {3, 28, 28}, data)));
    NdArray all = outputs.values().iterator().next();
    assertThat(all).hasToString("f32[3,10]");
    double[] rows = all.toDoubles();
    assertThat(Arrays.copyOfRange(rows, 10, 20)).isEqualTo(Arrays.copyOf(rows, 10));
    assertThat(Arrays.copyOfRange(rows, 20, 30)).isEqualTo(Arrays.copyOf(rows, 10));
  }

  @Test
  void bindsInputsOfASignatureByName() {
    NdArray a = ramp(1, 784);
    NdArray b = NdArray.of(new long[] {784}, new float[784]);
    Map<String, NdArray> outputs = run(signatures, "similarity", given("a", a), given("b", b));
    assertThat(outputs).containsOnlyKeys("cos", "dist");
    assertThat(reals(outputs, "dist")[0]).isPositive();
    Map<String, NdArray> same = run(signatures, "similarity", given("b", a), given("a", a));
    assertThat(reals(same, "dist")[0]).isCloseTo(0, within(1e-6));
    assertThat(reals(same, "cos")[0]).isCloseTo(1, within(1e-5));
  }

  @Test
  void readsArraysAndWritesOutputsAsFiles() {
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put("b", ramp(5, 784));
    arrays.put("a", ramp(5, 784));
    Path in = folder.resolve("in.npz");
    NumpyWriter.npz(in, arrays);
    var outputs =
        new Runner(signatures, EngineOptions.standard().withSignature("similarity"), _ -> {})
            .run(List.of(Given.read("a", in, null), Given.read("b", in, "b")));
    Path out = folder.resolve("out.npz");
    NumpyWriter.npz(out, outputs);
    assertThat(NumpyFile.open(out).names()).containsExactly("cos", "dist");
    assertThat(NumpyFile.open(out).read("dist").dim(0)).isEqualTo(5);
    assertRefused(ErrorCode.BAD_DATA, () -> Given.read(null, in, null))
        .hasMessageContaining("has b, a; pick an array with FILE:ARRAY");
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused(ErrorCode.BAD_DATA, () -> run(cnn, null, given(null, ramp(1, 27, 28, 1))))
        .hasMessageContaining("fmnist_cnn.tflite")
        .hasMessageContaining("is f32[1,27,28,1], input")
        .hasMessageContaining("give the input's shape");
    assertRefused(ErrorCode.USAGE, () -> run(cnn, null, given("picture", ramp(1, 28, 28, 1))))
        .hasMessageContaining("the model has no input 'picture'; it has 'image' f32");
    assertRefused(ErrorCode.USAGE, () -> run(signatures, "similarity", given("a", ramp(1, 784))))
        .hasMessageContaining("input 'b' is not given");
    assertRefused(
            ErrorCode.USAGE,
            () -> run(signatures, "similarity", given("a", ramp(1, 784)), given("a", ramp(1, 784))))
        .hasMessageContaining("input 'a' is given twice");
    assertRefused(ErrorCode.USAGE, () -> run(signatures, "similar", given(null, ramp(1, 784))))
        .hasMessageContaining("has no signature 'similar'; it has");
    var broken = new float[784];
    broken[5] = Float.NaN;
    NdArray image = NdArray.of(new long[] {1, 28, 28}, broken);
    assertRefused(ErrorCode.BAD_DATA, () -> run(lstm, null, given(null, image)))
        .hasMessageContaining("NaN");
  }

  @Test
  void refusesABatchThatWouldNotFitIntoMemory() {
    long n = 400_000;
    NdArray huge = NdArray.of(new long[] {n, 28, 28, 1}, new byte[(int) (n * 784)]);
    assertRefused(ErrorCode.MODEL_TOO_LARGE, () -> run(cnn, null, given(null, huge)))
        .hasMessageContaining("GB of memory; give fewer samples at once");
  }

  private static Map<String, NdArray> run(
      VerifiedModel model, @Nullable String signature, Given... given) {
    return new Runner(model, EngineOptions.standard().withSignature(signature), _ -> {})
        .run(List.of(given));
  }

  private static Given given(@Nullable String input, NdArray array) {
    return new Given(input, new LabelledArray("test array", array));
  }

  private static double[] reals(Map<String, NdArray> outputs, String name) {
    return java.util.Objects.requireNonNull(outputs.get(name)).toDoubles();
  }

  private static NdArray ramp(long... shape) {
    int elements = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    var values = new float[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = (i * 37 % 101) / 101f;
    }
    return NdArray.of(shape, values);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ErrorCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(OctetException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
