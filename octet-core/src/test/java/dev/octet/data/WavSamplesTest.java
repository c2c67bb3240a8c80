package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.open;
import static dev.octet.data.TestData.reals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WAV files for inputs that take sounds. */
class WavSamplesTest {
  private static final InputSpec SOUND = input(ElementType.FLOAT32, 1, 50);

  private static double[] expected(String name) {
    return reals(TestData.read("records/expected.npz", name));
  }

  private static String path(String name) {
    return file("records").resolve(name).toString();
  }

  private static double[] read(String name, DataOptions options, InputSpec input) {
    return reals(open(path(name), options, input).parts().getFirst().samples().array(0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "pcm8.wav, wav_1",
    "pcm8_stereo.wav, wav_1_stereo",
    "pcm16.wav, wav_2",
    "pcm16_stereo.wav, wav_2_stereo",
    "pcm24.wav, wav_3",
    "pcm24_stereo.wav, wav_3_stereo",
    "extensible.wav, wav_3",
    "pcm32.wav, wav_4",
    "pcm32_stereo.wav, wav_4_stereo",
    "float32_stereo.wav, wav_float",
    "float64_stereo.wav, wav_float",
    "tf.wav, wav_tf"
  })
  void readsEveryCoding(String name, String wanted) {
    double[] values = read(name, DataOptions.standard(), SOUND);
    double[] expected = expected(wanted);
    assertThat(values).hasSize(50);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(1e-7));
    }
  }

  @Test
  void cutsAndPadsAsDecodeWavDoes() {
    double[] whole = expected("wav_2");
    var standard = DataOptions.standard();
    assertThat(read("pcm16.wav", standard, input(ElementType.FLOAT32, 20)))
        .containsExactly(Arrays.copyOf(whole, 20));
    assertThat(read("pcm16.wav", standard, input(ElementType.FLOAT32, 1, 60, 1)))
        .containsExactly(Arrays.copyOf(whole, 60));
    var middle = standard.withSizing(ImageSizing.standard().withFit(ImageSizing.Fit.CROP));
    assertThat(read("pcm16.wav", middle, input(ElementType.FLOAT32, 1, 20)))
        .containsExactly(Arrays.copyOfRange(whole, 15, 35));
    var note = open(path("pcm16.wav"), standard, input(ElementType.FLOAT32, 20)).notes();
    assertThat(note.getFirst()).contains("input 'in' takes 0.001 s (20 values at 16000 Hz)");
    var free =
        InputSpec.of("in", ElementType.FLOAT32, Shape.of(new int[] {1, 1}, new int[] {-1, -1}));
    assertThat(read("pcm16.wav", standard, free)).containsExactly(whole);
  }

  @Test
  void takesFoldersForClasses() {
    var data = open(path("commands"), DataOptions.standard(), SOUND);
    var part = data.parts().getFirst();
    assertThat(part.labels()).isEqualTo(Labels.of(new int[] {0, 1, 1}, List.of("no", "yes")));
    assertThat(reals(part.samples().array(2, 0))[10])
        .isCloseTo(expected("wav_2")[10] / 2, within(1e-4));
    assertThat(data.notes())
        .anyMatch(n -> n.contains("passed over 2 that are no sounds (README.md"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,49,40", "1,49,40,1", "1,1"})
  void refusesInputsThatTakeNoSound(String shape) {
    int[] dims = Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
    assertRefused(
            () -> open(path("pcm16.wav"), DataOptions.standard(), input(ElementType.FLOAT32, dims)))
        .hasMessageContaining("takes no sound, which is [N], [1,N] or [1,N,1]")
        .hasMessageContaining("spectrograms");
  }

  @Test
  void refusesOtherCodingsByName(@TempDir Path folder) throws IOException {
    byte[] wav = Files.readAllBytes(file("records/pcm16.wav"));
    wav[20] = 7;
    Path mu = Files.write(folder.resolve("mu.wav"), wav);
    assertRefused(
            () ->
                open(mu.toString(), DataOptions.standard(), SOUND)
                    .parts()
                    .getFirst()
                    .samples()
                    .array(0, 0))
        .hasMessageContaining("mu.wav: byte 12: holds mu-law of 16 bits, which is not read");
  }

  @Test
  void leavesOutBrokenSounds(@TempDir Path folder) throws IOException {
    byte[] wav = Files.readAllBytes(file("records/pcm16.wav"));
    Files.write(folder.resolve("a.wav"), wav);
    Files.write(folder.resolve("b.wav"), Arrays.copyOf(wav, 77));
    var data = open(folder.toString(), DataOptions.standard().withSkipBad(true), SOUND);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.notes()).anyMatch(n -> n.contains("b.wav: byte 36: is cut off"));
  }

  private static double snr(double[] values, double[] wanted, int edge) {
    double signal = 0;
    double noise = 0;
    for (int i = edge; i < values.length - edge; i++) {
      signal += wanted[i] * wanted[i];
      noise += (values[i] - wanted[i]) * (values[i] - wanted[i]);
    }
    return 10 * Math.log10(signal / noise);
  }

  @ParameterizedTest
  @ValueSource(ints = {44100, 48000, 22050, 8000})
  void resamples(int rate) {
    double[] values =
        read("rate" + rate + ".wav", DataOptions.standard(), input(ElementType.FLOAT32, 800));
    int edge = rate < 16000 ? 150 : 80;
    assertThat(snr(values, expected("tones" + rate), edge)).isGreaterThan(70);
    assertThat(snr(values, expected("rate" + rate), edge)).isGreaterThan(50);
  }

  @Test
  void keepsWhatDoesNotChangeAndTakesOutWhatCannotBeCarried() {
    var down = Resampler.of(48000, 16000);
    var one = new float[4800];
    Arrays.fill(one, 1);
    float[] steady = down.apply(one, 0, 0, (int) down.length(one.length));
    assertThat(steady).hasSize(1600);
    assertThat(steady[800]).isCloseTo(1, within(1e-6f));
    var high = new float[4800];
    for (int i = 0; i < high.length; i++) {
      high[i] = (float) Math.sin(2 * Math.PI * 9000 * i / 48000);
    }
    float[] silent = down.apply(high, 0, 0, 1600);
    for (int i = 100; i < 1500; i++) {
      assertThat(silent[i]).isCloseTo(0, within(1e-3f));
    }
  }
}
