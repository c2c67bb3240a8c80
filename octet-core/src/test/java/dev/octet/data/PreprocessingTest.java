package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.reals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.error.ErrorCode;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares with {@code preprocess_input} of keras.applications. */
class PreprocessingTest {
  private static final NumpyFile KERAS = NumpyFile.open(file("presets.npz"));
  private static final NdArray X = KERAS.read("x");
  private static final InputSpec LAST = input(ElementType.FLOAT32, 1, 16, 16, 3);

  private static NdArray prepared(NdArray x, InputSpec input, Preprocessing how) {
    var options = DataOptions.standard().withPreprocessing(how);
    return Datasets.of(List.of(input), Map.of("in", x), options).array(0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "TF,tf",
    "CAFFE,caffe",
    "TORCH,torch",
    "EFFICIENTNET,efficientnet",
    "MOBILENET,mobilenet",
    "MINUS_ONE_TO_ONE,tf"
  })
  void presetsAreThoseOfKeras(Preset preset, String keras) {
    double[] expected = KERAS.read(keras + "_channels_last").toDoubles();
    assertThat(reals(prepared(X, LAST, preset.preprocessing()))).containsExactly(expected);
    NdArray floats = prepared(X, LAST, Preset.EFFICIENTNET.preprocessing());
    NdArray sample = new NdArray(ElementType.FLOAT32, X.shape(), floats.data());
    assertThat(reals(prepared(sample, LAST, preset.preprocessing()))).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"TF,tf", "CAFFE,caffe", "TORCH,torch"})
  void channelsMayComeFirst(Preset preset, String keras) {
    var first = input(ElementType.FLOAT32, 1, 3, 16, 16);
    var bytes = new byte[3 * 256];
    double[] values = reals(X);
    for (int i = 0; i < bytes.length; i++) {
      bytes[(i % 3) * 256 + i / 3] = (byte) values[i];
    }
    NdArray planes = NdArray.of(new long[] {1, 3, 16, 16}, bytes);
    assertThat(reals(prepared(planes, first, preset.preprocessing())))
        .containsExactly(KERAS.read(keras + "_channels_first").toDoubles());
  }

  @Test
  void quantizedInputsGetWhatTheRealsStandFor() {
    var quantized =
        new InputSpec(
            List.of("in"), ElementType.INT8, Shape.of(1, 16, 16, 3), new PerTensor(0.02f, 3));
    double[] reals = reals(prepared(X, LAST, Preset.TORCH.preprocessing()));
    double[] integers = reals(prepared(X, quantized, Preset.TORCH.preprocessing()));
    for (int i = 0; i < reals.length; i++) {
      double expected = Math.clamp(Math.rint((float) reals[i] / 0.02f) + 3, -128, 127);
      assertThat(integers[i]).isEqualTo(expected);
    }
  }

  @Test
  void aPresetThatKeepsValuesIsStillOne() {
    var quantized =
        new InputSpec(
            List.of("in"), ElementType.UINT8, Shape.of(1, 16, 16, 3), new PerTensor(2, 0));
    NdArray asIs =
        Datasets.of(List.of(quantized), Map.of("in", X), DataOptions.standard()).array(0, 0);
    assertThat(reals(asIs)).containsExactly(reals(X));
    double[] halves = reals(prepared(X, quantized, Preset.EFFICIENTNET.preprocessing()));
    assertThat(halves[2 * 3]).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CAFFE", "TORCH"})
  void presetsOfChannelsWantThree(Preset preset) {
    var grey = input(ElementType.FLOAT32, 1, 16, 16, 1);
    NdArray x = NdArray.of(new long[] {1, 16, 16, 1}, new byte[256]);
    assertRefused(() -> prepared(x, grey, preset.preprocessing()))
        .hasMessageContaining("this preprocessing is for 3 channels, which input 'in'");
    assertThat(reals(prepared(x, grey, Preset.TF.preprocessing()))).containsOnly(-1);
  }

  @Test
  void plainIntegersStayAsTheyAre() {
    var plain = input(ElementType.INT32, 1, 16, 16, 3);
    assertThat(reals(prepared(X, plain, Preset.CAFFE.preprocessing()))).containsExactly(reals(X));
  }

  @Test
  void readsMeansOfChannels() {
    assertThat(Preprocessing.parse("0,255")).isEqualTo(Preprocessing.normalization(0, 255));
    assertThat(Preprocessing.parse("1/2/3, 4"))
        .isEqualTo(new Preprocessing(1, List.of(1f, 2f, 3f), List.of(4f), false));
    assertRefused(ErrorCode.USAGE, () -> Preprocessing.parse("1/2/3,4/5"))
        .hasMessageContaining("3 means do not go with 2 deviations");
    assertRefused(ErrorCode.USAGE, () -> Preprocessing.parse("1/2/3,4/5/0"));
    assertRefused(ErrorCode.USAGE, () -> Preprocessing.parse("1//3,4"));
  }
}
