package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics give what TensorFlow and NumPy give; {@code evaluate/make_metrics.py} made the file. */
class TensorFlowMetricsTest {
  private static final NumpyFile FILE =
      NumpyFile.open(
          Path.of(
              Objects.requireNonNull(
                      TensorFlowMetricsTest.class.getResource("/evaluate/metrics.npz"))
                  .getPath()));

  private static int[] inner(NdArray array) {
    long[] shape = array.shape();
    shape[0] = 1;
    return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
  }

  private static Gauge.OfSamples gauge(String name, double maxVal) {
    return Errors.all(maxVal).stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
  }

  private static Column measure(Gauge.OfSamples gauge, String given, String right) {
    NdArray outputs = FILE.read(given);
    NdArray targets = FILE.read(right);
    int samples = (int) outputs.dim(0);
    Column column = gauge.column(samples);
    var truth = new Truth();
    var first = new Shot(null, truth);
    var shot = new Shot(first, truth);
    for (int i = 0; i < samples; i++) {
      double[] target = targets.slice(i).toDoubles();
      truth.be(target, inner(targets));
      first.take(i, target, inner(targets), false);
      shot.take(i, outputs.slice(i).toDoubles(), inner(outputs), false);
      gauge.meter().read(shot, column);
    }
    return column;
  }

  @ParameterizedTest
  @CsvSource({"grey, 1", "colour, 255", "least, 1"})
  void psnrAndSsimAreTensorFlows(String images, double maxVal) {
    for (String metric : List.of("psnr", "ssim")) {
      Column column = measure(gauge(metric, maxVal), images + "_given", images + "_right");
      double[] expected = FILE.read(images + "_" + metric).toDoubles();
      for (int i = 0; i < expected.length; i++) {
        assertThat(column.number(i)).as(metric).isCloseTo(expected[i], within(1e-5 * expected[i]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"miou, 255", "miou_without_1, 1"})
  void meanIouIsThatOfKeras(String expected, int ignored) {
    NdArray scores = FILE.read("mask_scores");
    NdArray masks = FILE.read("masks");
    var counts = new Counts(ignored);
    var truth = new Truth();
    var shot = new Shot(null, truth);
    for (int i = 0; i < scores.dim(0); i++) {
      double[] mask = masks.slice(i).toDoubles();
      truth.be(
          Arrays.stream(mask).map(m -> ignored == 1 && m == 255 ? 1 : m).toArray(), inner(masks));
      shot.take(i, scores.slice(i).toDoubles(), inner(scores), false);
      counts.mask(shot);
    }
    Confusion confusion = Objects.requireNonNull(counts.confusion(List.of()));
    assertThat(confusion.macro(confusion::iou))
        .isCloseTo(FILE.read(expected).toDoubles()[0], within(1e-6));
  }

  @Test
  void errorsAndLikenessesAreNumPys() {
    assertThat(value(gauge("mae", 1))).isCloseTo(FILE.read("mae").toDoubles()[0], within(1e-12));
    assertThat(value(gauge("mse", 1))).isCloseTo(FILE.read("mse").toDoubles()[0], within(1e-12));
    assertThat(value(gauge("rmse", 1)))
        .isCloseTo(Math.sqrt(FILE.read("mse").toDoubles()[0]), within(1e-12));
    assertThat(value(Likenesses.COSINE))
        .isCloseTo(FILE.read("cosine").toDoubles()[0], within(1e-12));
    assertThat(value(Likenesses.SQNR)).isCloseTo(FILE.read("sqnr").toDoubles()[0], within(1e-9));
  }

  private static double value(Gauge.OfSamples gauge) {
    return gauge.value(measure(gauge, "given", "right"));
  }
}
