package dev.octet.data;

import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.open;
import static dev.octet.data.TestData.reals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.data.ImageSizing.Filter;
import dev.octet.data.ImageSizing.Fit;
import dev.octet.model.ElementType;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares with {@code tf.image.resize}, {@code resize_with_pad} and Keras' {@code smart_resize}.
 */
class ImageSizingTest {
  private static final NumpyFile EXPECTED = NumpyFile.open(file("sizing.npz"));

  static List<String> cases() {
    return EXPECTED.names();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sizesAsTensorFlowDoes(String name) {
    NdArray expected = EXPECTED.read(name);
    String[] words = name.toUpperCase(Locale.ROOT).split("_", -1);
    var sizing = new ImageSizing(Filter.valueOf(words[1]), Fit.valueOf(words[3]));
    var input = input(ElementType.UINT8, 1, (int) expected.dim(0), (int) expected.dim(1), 3);
    String picture = file("sizing/" + words[0].toLowerCase(Locale.ROOT) + ".png").toString();
    Samples samples =
        open(picture, DataOptions.standard().withSizing(sizing), input)
            .parts()
            .getFirst()
            .samples();
    double[] actual = reals(samples.array(0, 0));
    double[] wanted = expected.toDoubles();
    assertThat(actual).hasSameSizeAs(wanted);
    double bound = sizing.filter() == Filter.NEAREST ? 0 : 0.75; // rounded, and half-precision
    for (int i = 0; i < actual.length; i++) {
      assertThat(Math.abs(actual[i] - wanted[i])).as("value %d", i).isLessThanOrEqualTo(bound);
    }
  }
}
