package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.Verification;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.LabelsFile;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.data.NumpyWriter;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.model.ElementType;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.KernelSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
  private static final int SAMPLES = 100;

  @TempDir private static Path folder;
  private static String data = "";
  private static int[] labels = {};

  private final VerifiedModel fashion = VerifiedModel.read(Fixtures.example("fashion.tflite"));
  private final EvaluationOptions pixels =
      EvaluationOptions.standard().withTop(3).withData(DataOptions.normalized(0, 255));

  @BeforeAll
  static void cutASlice() {
    Path slice = folder.resolve("slice.npz");
    NdArray images = NumpyFile.open(Fixtures.example("test.npz")).read("x");
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put(
        "x",
        new NdArray(
            images.type(),
            new long[] {SAMPLES, 28, 28, 1},
            images.data().asSlice(0, 784 * SAMPLES)));
    NumpyWriter.npz(slice, arrays);
    data = slice + ":x";
    labels =
        Arrays.copyOf(
            LabelsFile.read(Fixtures.example("test.npz") + ":y", null).requireClasses(), SAMPLES);
  }

  @Test
  void countsHowOftenTheClassIsRightAndHowOftenAmongTheBest() {
    Score score = evaluate(pixels, labels, fashion).models().getFirst();
    var accuracy = Objects.requireNonNull(score.accuracy());
    assertThat(accuracy.top1()).isBetween(0.85, 0.96);
    assertThat(accuracy.topK()).isBetween(0.97, 1.0);
    assertThat(score.bytes()).isEqualTo(fashion.byteSize());
    assertThat(score.output()).isEqualTo("output_0");
    assertThat(score.likeness()).isNull();
    assertThat(score.broken()).isZero();
  }

  @Test
  void isWrongAboutEverythingWhenTheLabelsAre() {
    int[] right = labels;
    int[] wrong = Arrays.stream(right).map(l -> (l + 1) % 10).toArray();
    var one = pixels.withTop(10);
    double accuracy = accuracy(evaluate(one, right, fashion));
    double ofWrong = accuracy(evaluate(one, wrong, fashion));
    assertThat(accuracy + ofWrong).isLessThanOrEqualTo(1);
    assertThat(
            Objects.requireNonNull(evaluate(one, wrong, fashion).models().getFirst().accuracy())
                .topK())
        .as("one of all ten classes is always right")
        .isEqualTo(1);
  }

  @Test
  void comparesIntegerModelsWithTheFloatModelInReals() {
    for (ElementType type : List.of(ElementType.INT8, ElementType.UINT8)) {
      var recipe = Recipe.of(Mode.INT8_ONLY).withInputType(type).withOutputType(type);
      List<Score> scores = evaluate(pixels, labels, fashion, quantized(recipe)).models();
      var likeness = Objects.requireNonNull(scores.get(1).likeness());
      assertThat(likeness.agreement()).isGreaterThan(0.95);
      assertThat(likeness.snr()).isBetween(20.0, 60.0);
      assertThat(likeness.maxDifference()).isBetween(1e-4, 0.5);
      assertThat(Objects.requireNonNull(scores.get(1).accuracy()).top1())
          .isCloseTo(Objects.requireNonNull(scores.get(0).accuracy()).top1(), within(0.04));
    }
  }

  @Test
  void findsAModelEqualToItself() {
    Score score = evaluate(pixels, null, fashion, fashion).models().get(1);
    var likeness = Objects.requireNonNull(score.likeness());
    assertThat(score.accuracy()).isNull();
    assertThat(likeness.agreement()).isEqualTo(1);
    assertThat(likeness.snr()).isInfinite().isPositive();
    assertThat(likeness.maxDifference()).isZero();
  }

  @Test
  void doesNotDependOnTheNumberOfThreads() {
    VerifiedModel small = quantized(Recipe.dynamicRange());
    Evaluation alone = evaluate(pixels, labels, fashion, small);
    assertThat(evaluate(pixels.withThreads(4), labels, fashion, small)).isEqualTo(alone);
  }

  @Test
  void runsOnEveryKindOfKernels() {
    for (KernelSet kernels : List.of(KernelSet.PLAIN, KernelSet.REFERENCE)) {
      double accuracy = accuracy(evaluate(pixels.withKernels(kernels), labels, fashion));
      assertThat(accuracy).isEqualTo(accuracy(evaluate(pixels, labels, fashion)));
    }
  }

  @Test
  void startsEachSampleFromTheFirstState() {
    VerifiedModel lstm = VerifiedModel.read(Fixtures.model("fmnist_lstm_k2"));
    Evaluation forwards = evaluate(pixels, labels, lstm);
    assertThat(accuracy(forwards)).isGreaterThan(0.8);
    assertThat(evaluate(pixels.withThreads(3), labels, lstm)).isEqualTo(forwards);
  }

  @Test
  void tellsHowFarItIs() {
    var last = new AtomicLong();
    var evaluator = new Evaluator(pixels, done -> last.accumulateAndGet(done, Math::max));
    evaluator.evaluate(List.of(fashion), List.of(data), labels);
    assertThat(last).hasValue(SAMPLES);
  }

  @Test
  void looksAtTheOutputThatIsNamed() {
    VerifiedModel model = VerifiedModel.read(Fixtures.model("multi_sig"));
    var named = EvaluationOptions.standard().withOutput("dist");
    var first = new Evaluator(EvaluationOptions.standard(), _ -> {});
    var similar = List.of("similarity=random:3");
    assertThat(first.evaluate(List.of(model), similar, null).models().getFirst().output())
        .isEqualTo("cos");
    assertThat(
            new Evaluator(named, _ -> {})
                .evaluate(List.of(model), similar, null)
                .models()
                .getFirst()
                .output())
        .isEqualTo("dist");
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused(() -> evaluate(pixels, new int[] {1, 2}, fashion), ErrorCode.BAD_DATA)
        .hasMessageContaining("2 labels for 100 samples; give one label for each sample");
    int[] outside = labels.clone();
    outside[17] = 10;
    outside[23] = 10;
    assertRefused(() -> evaluate(pixels, outside, fashion), ErrorCode.BAD_DATA)
        .hasMessageContaining("fashion.tflite: output 'output_0': has 10 classes, label 17 is 10;")
        .hasMessageContaining("classes count from 0");
    assertRefused(() -> evaluate(pixels.withOutput("scores"), labels, fashion), ErrorCode.USAGE)
        .hasMessageContaining("has no output 'scores'; it has output_0");
    VerifiedModel similarity = VerifiedModel.read(Fixtures.model("multi_sig"));
    assertRefused(
            () ->
                new Evaluator(EvaluationOptions.standard(), _ -> {})
                    .evaluate(List.of(fashion, similarity), List.of("random:2"), null),
            ErrorCode.BAD_DATA)
        .hasMessageContaining("elements for a sample, that of");
    assertRefused(() -> EvaluationOptions.standard().withTop(0), ErrorCode.USAGE);
    assertRefused(() -> EvaluationOptions.standard().withThreads(0), ErrorCode.USAGE);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ThrowingCallable call, ErrorCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(OctetException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private Evaluation evaluate(
      EvaluationOptions options, int @Nullable [] classes, VerifiedModel... models) {
    return new Evaluator(options, _ -> {}).evaluate(List.of(models), List.of(data), classes);
  }

  private static double accuracy(Evaluation evaluation) {
    return Objects.requireNonNull(evaluation.models().getFirst().accuracy()).top1();
  }

  private static VerifiedModel quantized(Recipe recipe) {
    var octet = Octet.load(Fixtures.example("fashion.tflite"));
    var calibration =
        Datasets.open(
            List.of(Fixtures.example("calib.npz") + ":x"),
            octet.model(),
            DataOptions.normalized(0, 255));
    Path file = folder.resolve(recipe.name() + recipe.inputType().text() + ".tflite");
    if (!Files.exists(file)) {
      var ranges =
          recipe.needsRanges() ? octet.calibrate(calibration, 2, _ -> {}) : octet.withoutRanges();
      octet.quantize(recipe, ranges).write(file, Verification.NONE, 1);
    }
    return VerifiedModel.read(file);
  }
}
