package dev.octet.data;

import static dev.octet.data.TestData.file;
import static dev.octet.data.TestData.input;
import static dev.octet.data.TestData.reals;
import static dev.octet.data.TestData.samples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with TensorFlow's decoders, and Pillow's where it has none. */
class OddImagesTest {
  private static final NumpyFile EXPECTED = NumpyFile.open(file("odd_images.npz"));

  static List<String> images() {
    return EXPECTED.names();
  }

  @ParameterizedTest
  @MethodSource("images")
  void decodesAsPythonDoes(String name) {
    NdArray expected = EXPECTED.read(name);
    var input = input(ElementType.UINT8, 1, (int) expected.dim(0), (int) expected.dim(1), 3);
    double[] actual = reals(samples(file("odd_images/" + name).toString(), input).array(0, 0));
    double[] wanted = expected.toDoubles();
    double sum = 0;
    double most = 0;
    for (int i = 0; i < wanted.length; i++) {
      sum += Math.abs(actual[i] - wanted[i]);
      most = Math.max(most, Math.abs(actual[i] - wanted[i]));
    }
    boolean lossyWebp = name.equals("lossy.webp"); // its colours are stored coarser, not smoothed
    assertThat(sum / wanted.length).isLessThanOrEqualTo(lossyWebp ? 3 : 0);
    assertThat(most).isLessThanOrEqualTo(lossyWebp ? 16 : 0);
  }
}
