package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.data.DataOptions;
import dev.octet.plan.Recipe;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebuggingOptionsTest {
  private final Shell shell = new Shell();

  private static String[] command(String... more) {
    return Stream.concat(Stream.of("debug", "m.tflite"), Stream.of(more)).toArray(String[]::new);
  }

  private DebuggingOptions parse(String... more) {
    return shell.asked(DebuggingOptions.class, command(more));
  }

  @Test
  void samplesForCalibrationAreEnough() {
    DebuggingOptions options = parse("--calibrate=a.npz:x", "--normalize=0,255");
    assertThat(options.recipe()).isEqualTo(Recipe.fullInteger());
    assertThat(options.calibration().sources()).containsExactly("a.npz:x");
    assertThat(options.isOnCalibrationSamples()).isTrue();
    assertThat(options.view())
        .isEqualTo(
            new DebuggingOptions.View(
                false, false, KernelSet.DEFAULT, 10, List.of(), List.of(), null));
  }

  @Test
  void everyOptionArrives() {
    DebuggingOptions options =
        parse(
            "--mode=int16x8",
            "--calibrate=a.npz",
            "--calibration-samples=20",
            "--save-ranges=r.json",
            "--data=b.npz",
            "--normalize=1,2",
            "--samples=7",
            "--whole-model",
            "--sensitivity",
            "--metric=kl,model:kl",
            "--metric=mse",
            "--plugin=p.jar",
            "--top=3",
            "--reference",
            "--deny-op=ADD",
            "--float-worst=2",
            "-o",
            "stats.csv");
    assertThat(options.recipe()).isEqualTo(Recipe.int16x8().withDenylistedOps(List.of("ADD")));
    assertThat(options.calibration())
        .isEqualTo(
            new Calibration(
                List.of("a.npz"), DataOptions.normalized(1, 2), 20, Path.of("r.json"), null));
    assertThat(options.floats())
        .isEqualTo(new FloatLayers(2, null, List.of("b.npz"), DataOptions.normalized(1, 2)));
    assertThat(options.data())
        .isEqualTo(new DebuggingOptions.Data(List.of("b.npz"), DataOptions.normalized(1, 2), 7));
    assertThat(options.view())
        .isEqualTo(
            new DebuggingOptions.View(
                true,
                true,
                KernelSet.REFERENCE,
                3,
                List.of("kl", "model:kl", "mse"),
                List.of(Path.of("p.jar")),
                Path.of("stats.csv")));
    assertThat(options.isOnCalibrationSamples()).isFalse();
  }

  @Test
  void normalizingMayBeMeantForTheDataAlone() {
    assertThat(parse("--ranges=r.json", "--data=b.npz", "--normalize=1,2").data().options())
        .isEqualTo(DataOptions.normalized(1, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "--data=b.npz --calibrate=a.npz --ranges=r.json, exclude each other",
    "--ranges=r.json, missing --data",
    "--mode=dynamic, missing --data",
    "--mode=dynamic --calibrate=a.npz, needs no calibration",
    "--quantized=q.tflite, missing --data",
    "--quantized=m.tflite --data=b.npz, the float model itself",
    "--quantized=q.tflite --data=b.npz --ranges=r.json, quantized already",
    "--quantized=q.tflite --data=b.npz --mode=float16, quantized already",
    "--quantized=q.tflite --data=b.npz --deny-op=ADD, quantized already",
    "--quantized=q.tflite --data=b.npz --sensitivity, --sensitivity",
    "--quantized=q.tflite --data=b.npz -o q.tflite, overwrite the quantized model",
    "--calibrate=a.npz -o m.tflite, overwrite the model",
    "--calibrate=a.npz --save-ranges=r.json -o r.json, the same file",
    "--quantized=q.tflite --data=b.npz --float-worst=3, quantized already",
    "--calibrate=a.npz --mode=int8-only --float-worst=3, --float-worst",
    "--calibrate=a.npz --top=0, at least 1",
    "--data=b.npz --calibration-samples=3, --calibrate",
  })
  void whatCannotBeMeantIsAUsageError(String options, String mention) {
    assertThat(shell.run(command(options.split(" ")))).isEqualTo(2);
    assertThat(shell.err()).hasLineCount(1).contains(mention);
  }
}
