package dev.octet.data;

import static dev.octet.data.TestData.assertRefused;
import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.open;
import static dev.octet.data.TestData.reals;
import static dev.octet.data.TestData.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.data.ImageSizing.Filter;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pictures have red 10 x, green 20 y, blue 200; the grey ones are their red. */
class ImageSamplesTest {
  private static final String FOLDER = file("images").toString();
  private static final InputSpec COLOUR = input(ElementType.FLOAT32, 1, 2, 4, 3);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 6})
  void readsEveryColourFormat(int sample) {
    double[] pixels = reals(samples(FOLDER, COLOUR).array(sample, 0));
    assertThat(pixels)
        .containsExactly(
            0, 0, 200, 10, 0, 200, 20, 0, 200, 30, 0, 200, //
            0, 20, 200, 10, 20, 200, 20, 20, 200, 30, 20, 200);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void readsGreyWithoutGamma(int sample) {
    var grey = input(ElementType.UINT8, 2, 4);
    assertThat(reals(samples(FOLDER, grey).array(sample, 0)))
        .containsExactly(0, 10, 20, 30, 0, 10, 20, 30);
    assertThat(reals(samples(FOLDER, COLOUR).array(sample, 0))).startsWith(0, 0, 0, 10, 10, 10);
  }

  @Test
  void readsJpegAndResizes() {
    double[] pixels = reals(samples(FOLDER, COLOUR).array(7, 0));
    assertThat(pixels).hasSize(24);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(pixels[i]).isCloseTo(50 + 50 * (i % 3), within(3.0));
    }
  }

  @Test
  void keepsAlphaForFourChannels() {
    var rgba = input(ElementType.UINT8, 1, 2, 4, 4);
    assertThat(reals(samples(FOLDER, rgba).array(1, 0))).startsWith(0, 0, 200, 77, 10, 0, 200, 77);
    assertThat(reals(samples(FOLDER, rgba).array(0, 0))).startsWith(0, 0, 200, 255);
  }

  @Test
  void writesPlanesWhereChannelsComeFirst() {
    var planes = input(ElementType.UINT8, 1, 3, 2, 8);
    double[] pixels = reals(samples(FOLDER, planes).array(0, 0));
    assertThat(pixels).startsWith(0, 3, 8, 13, 18, 23, 28, 30);
    assertThat(Arrays.copyOfRange(pixels, 16, 32)).startsWith(0, 0).endsWith(20, 20);
    assertThat(Arrays.copyOfRange(pixels, 32, 48)).containsOnly(200);
  }

  @Test
  void normalizes() {
    Samples samples =
        open(FOLDER, DataOptions.normalized(100, 100), COLOUR).parts().getFirst().samples();
    assertThat(reals(samples.array(0, 0))).startsWith(-1, -1, 1);
  }

  @Test
  void keepsTheSizeOfTheImageWhereTheInputIsFree() {
    var free =
        InputSpec.of(
            "in", ElementType.UINT8, Shape.of(new int[] {1, 1, 1, 3}, new int[] {-1, -1, -1, 3}));
    assertThat(samples(FOLDER, free).dims(0, 0)).containsExactly(1, 2, 4, 3);
    assertThat(samples(FOLDER, free).dims(7, 0)).containsExactly(1, 8, 8, 3);
    assertThat(reals(samples(FOLDER, free).array(0, 0))).hasSize(24);
  }

  @Test
  void passesOverWhatIsNoImageAndSaysSo() {
    RepresentativeDataset dataset = open(FOLDER, DataOptions.standard(), COLOUR);
    assertThat(dataset.size()).isEqualTo(8);
    assertThat(dataset.notes())
        .containsExactly(FOLDER + ": passed over 1 that are no images (readme.txt)");
  }

  @ParameterizedTest
  @CsvSource({"1,b.png,is damaged", "2,c.jpg,is ", "3,d.png,is 100000 × 100000 pixels"})
  void namesADamagedImage(int sample, String name, String message) {
    Samples samples = samples(file("broken_images").toString(), COLOUR);
    assertThat(reals(samples.array(0, 0))).hasSize(24);
    assertRefused(() -> samples.array(sample, 0)).hasMessageContaining(name + ": " + message);
  }

  @ParameterizedTest
  @CsvSource({"3,5", "20,7"})
  void resizesAsPillowDoes(int height, int width, @TempDir Path folder) throws IOException {
    Files.copy(file("gradient.png"), folder.resolve("gradient.png"));
    var grey = input(ElementType.UINT8, height, width);
    String name = "gradient_%dx%d".formatted(height, width);
    double[] expected = reals(TestData.read(name + ".npy", name));
    var antialiased =
        DataOptions.standard().withSizing(ImageSizing.standard().withFilter(Filter.ANTIALIAS));
    Samples samples = open(folder.toString(), antialiased, grey).parts().getFirst().samples();
    double[] resized = reals(samples.array(0, 0));
    assertThat(resized).hasSameSizeAs(expected);
    assertThat(IntStream.range(0, resized.length).mapToDouble(i -> resized[i] - expected[i]))
        .allMatch(d -> Math.abs(d) <= 1);
  }

  @Test
  void refusesInputsThatTakeNoImage(@TempDir Path empty) {
    assertRefused(() -> samples(FOLDER, input(ElementType.FLOAT32, 1, 784)))
        .hasMessageContaining("input 'in' f32[1,784] takes no single image");
    assertRefused(() -> samples(FOLDER, input(ElementType.FLOAT32, 8, 2, 4, 3)));
    assertRefused(() -> samples(FOLDER, COLOUR, COLOUR)).hasMessageContaining("single input");
    assertRefused(() -> samples(empty.toString(), COLOUR)).hasMessageContaining("has no images");
  }
}
