package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.data.DataOptions;
import dev.octet.data.LabelsFile;
import dev.octet.evaluate.Yardstick.Reading;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.plan.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class YardstickTest {
  private static final String DATA = Fixtures.example("calib.npz") + ":x";

  private final VerifiedModel fashion = VerifiedModel.read(Fixtures.example("fashion.tflite"));
  private final int[] labels =
      LabelsFile.read(Fixtures.example("calib.npz") + ":y", null).requireClasses();
  private final EvaluationOptions pixels =
      EvaluationOptions.standard().withThreads(2).withData(DataOptions.normalized(0, 255));
  private final Yardstick yardstick = new Yardstick(fashion, List.of(DATA), labels, pixels);
  private final Scoring top1 =
      (sample, _, actual) ->
          labels[sample] == index(actual, Arrays.stream(actual).max().orElse(0)) ? 1 : 0;

  @Test
  void findsWhatEvaluatingFinds() {
    VerifiedModel small = quantized();
    Reading reading = yardstick.read(small, top1, _ -> {});
    var score =
        new Evaluator(pixels, _ -> {})
            .evaluate(List.of(fashion, small), List.of(DATA), labels)
            .models()
            .get(1);
    assertThat(Arrays.stream(reading.scores()).average().orElse(0))
        .isEqualTo(Objects.requireNonNull(score.accuracy()).top1());
    assertThat(reading.snr())
        .isCloseTo(Objects.requireNonNull(score.likeness()).snr(), within(1e-3));
    assertThat(reading.latency()).isPositive();
  }

  @Test
  void findsTheModelEqualToItself() {
    assertThat(yardstick.reference(top1, _ -> {}).snr()).isInfinite().isPositive();
    assertThat(yardstick.read(fashion, top1, _ -> {}).scores())
        .isEqualTo(yardstick.reference(top1, _ -> {}).scores());
    assertThat(yardstick.givesDistributions(_ -> {})).isTrue();
  }

  @Test
  void runsTheModelItselfOnce() {
    var runs = new AtomicLong();
    var _ = yardstick.read(quantized(), top1, _ -> runs.incrementAndGet());
    var _ = yardstick.read(quantized(), top1, _ -> runs.incrementAndGet());
    assertThat(runs).hasValue(3L * yardstick.samples());
  }

  @Test
  void whatTheProgressThrowsEndsIt() {
    assertThatThrownBy(
            () ->
                yardstick.read(
                    fashion,
                    top1,
                    _ -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
  }

  private static VerifiedModel quantized() {
    Octet octet = Octet.load(Fixtures.example("fashion.tflite"));
    Model model = octet.quantize(Recipe.dynamicRange(), octet.withoutRanges()).model();
    return new VerifiedModel(octet.file(), model, Tflite.bytes(model));
  }

  private static int index(double[] values, double value) {
    int i = 0;
    while (values[i] != value) {
      i++;
    }
    return i;
  }
}
