package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.Verification;
import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.data.NumpyWriter;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Evaluation.Likeness;
import dev.octet.evaluate.EvaluationOptions;
import dev.octet.evaluate.Evaluator;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three signatures over the same weights. The calibration data compares everything with one and the
 * same image; what is measured on compares other images.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedEncoderTest {
  private static final int SAMPLES = 8;
  private static final double ENOUGH = 26;

  /** Weights of 4 bits cost about 24 dB. */
  private static final double ENOUGH_OF_4_BITS = 24;

  @TempDir private static Path folder;

  private record Output(String signature, String name, List<String> inputs) {
    String source() {
      return signature + "=" + folder.resolve(signature + ".npz");
    }
  }

  private static final List<Output> OUTPUTS =
      List.of(
          new Output("encode", "code", List.of("x")),
          new Output("decode", "x", List.of("code")),
          new Output("similarity", "cos", List.of("a", "b")),
          new Output("similarity", "dist", List.of("a", "b")));

  private final Path model = Fixtures.shared("models/multi_sig/float.tflite");
  private final Octet octet = Octet.load(model);
  private final Ranges ranges = calibrate();

  private Ranges calibrate() {
    String data = Fixtures.shared("data/multi_sig.npz").toString();
    List<String> sources =
        List.of(
            "encode=" + data + ":encode_x",
            "decode=" + data + ":decode_code",
            "similarity=" + data + ":similarity_b,similarity_a");
    return octet.calibrate(
        Datasets.open(sources, octet.model(), DataOptions.standard()), 2, _ -> {});
  }

  @BeforeAll
  void gatherTheGoldenInputs() {
    NumpyFile golden = NumpyFile.open(Fixtures.shared("golden/multi_sig/inputs.npz"));
    for (Output output : OUTPUTS) {
      var arrays = new LinkedHashMap<String, NdArray>();
      for (String input : output.inputs()) {
        arrays.put(input, stacked(golden, output.signature(), input));
      }
      NumpyWriter.npz(folder.resolve(output.signature() + ".npz"), arrays);
    }
  }

  private static NdArray stacked(NumpyFile golden, String signature, String input) {
    int width = (int) golden.read(signature + "_0_" + input).elements();
    var all = new float[SAMPLES * width];
    for (int s = 0; s < SAMPLES; s++) {
      double[] sample = golden.read(signature + "_" + s + "_" + input).toDoubles();
      for (int i = 0; i < width; i++) {
        all[s * width + i] = (float) sample[i];
      }
    }
    return NdArray.of(new long[] {SAMPLES, 1, width}, all);
  }

  private double snr(Path file, Output output) {
    var options = EvaluationOptions.standard().withOutput(output.name());
    Likeness likeness =
        new Evaluator(options, _ -> {})
            .evaluate(
                List.of(VerifiedModel.read(model), VerifiedModel.read(file)),
                List.of(output.source()),
                null)
            .models()
            .getLast()
            .likeness();
    return Objects.requireNonNull(likeness).snr();
  }

  private Path quantize(Mode mode) {
    Path file = folder.resolve(mode.text() + ".tflite");
    octet.quantize(Recipe.of(mode), ranges).write(file, Verification.RUN, 1);
    return file;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INT16X8_ONLY")
  void everySignatureIsRightInEveryMode(Mode mode) {
    Path file = quantize(mode);
    for (Output output : OUTPUTS) {
      double snr = snr(file, output);
      System.out.printf("%s %s %s %.1f dB%n", mode.text(), output.signature(), output.name(), snr);
      assertThat(snr).as("%s of %s", output.name(), output.signature()).isGreaterThan(enough(mode));
    }
  }

  private static double enough(Mode mode) {
    return mode == Mode.DYNAMIC4 || mode == Mode.WEIGHTS4 ? ENOUGH_OF_4_BITS : ENOUGH;
  }

  @Test
  void theOneModeThatLacksKernelsSaysSo() {
    assertThatThrownBy(() -> quantize(Mode.INT16X8_ONLY))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("L2_NORMALIZATION")
        .hasMessageContaining("--mode int16x8 leaves them float");
  }

  @Test
  void isSmallerThanTheOfficialFile() throws IOException {
    assertThat(Files.size(quantize(Mode.INT8)))
        .isLessThan(Files.size(Fixtures.shared("golden/multi_sig/tf-int8_fallback.tflite")));
  }

  @Test
  void theUserLearnsThatOneInputNeverVaries() {
    assertThat(ranges.notes()).singleElement().asString().contains("'b'", "the same in all 100");
  }
}
