package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.debug.DebugOptions;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.LayerStatistics;
import dev.octet.debug.Metrics;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.plan.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Statistics of layers beside those of TensorFlow's {@code QuantizationDebugger}: {@code
 * fmnist_mbv2}, calibrated on 200 samples, debugged on the first 100 of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebuggerFixturesTest {
  private static final double PART = 0.02;

  /** For layers that are fed with other integers: the largest error of one of 100 samples. */
  private static final double BEHIND_PART = 0.03;

  private static final double LAST_BITS = 1e-6;

  private static final int THREADS = 2;

  /**
   * An {@code ADD} computes in the memory of its input, and TensorFlow's calibrator looks at that
   * after it ran: it takes the range of the sum for that of this layer.
   */
  private static final String OVERWRITTEN = "b3_project";

  /** What is fed by that layer, or by what it feeds. */
  private static final List<String> BEHIND =
      List.of("b3_add", "b4_", "head", "gap", "probs", "StatefulPartitionedCall");

  /**
   * TensorFlow's correlation of this layer is 0.883, while by its own deviation, a hundredth of the
   * values', it is over 0.999.
   */
  private static final String ODD_CORRELATION = "b2_expand";

  private Octet octet;
  private RepresentativeDataset data;
  private Map<String, Map<String, String>> official;

  @BeforeAll
  void readTheCollection() throws IOException {
    octet = Octet.load(Fixtures.shared("models/fmnist_mbv2/saved_model"));
    data =
        Datasets.open(
            List.of(Fixtures.shared("data/fmnist_calib.npz") + ":x"),
            octet.model(),
            DataOptions.normalized(0, 255));
    official = official();
  }

  private static Map<String, Map<String, String>> official() throws IOException {
    List<String> lines =
        Files.readAllLines(Fixtures.shared("debugger/fmnist_mbv2_layer_stats.csv"));
    String[] names = lines.getFirst().split(",", -1);
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], fields[i]);
      }
      rows.put(layer(fields[names.length - 1]), row);
    }
    return rows;
  }

  /** The block and the op of a layer, which both converters have in its name. */
  private static String layer(String name) {
    String first = name.split("[;:]", -1)[0];
    String[] parts = first.split("/", -1);
    return parts.length > 1 ? parts[1].replaceAll("_(bn|relu)?_?1$", "") : first;
  }

  private static DebugOptions options() {
    return Metrics.builtIn()
        .addTo(DebugOptions.standard(), List.of("mean_abs_error", "correlation"));
  }

  private Diagnosis own() {
    return octet.debug(
        octet.quantize(Recipe.fullInteger(), octet.calibrate(data, THREADS, _ -> {})),
        data.first(100),
        options(),
        THREADS,
        _ -> {});
  }

  private Diagnosis ofTheOfficialModel() {
    return octet.debug(
        VerifiedModel.read(Fixtures.shared("golden/fmnist_mbv2/tf-int8_fallback.tflite")).model(),
        data.first(100),
        options(),
        THREADS,
        _ -> {});
  }

  private static double figure(Map<String, String> row, String name) {
    return Double.parseDouble(Objects.requireNonNull(row.get(name)));
  }

  private static void compare(
      LayerStatistics layer, Map<String, String> row, double part, SoftAssertions soft) {
    String name = layer.place().tensorName();
    same(soft, name + " stddev", layer.difference().deviation(), figure(row, "stddev"), part);
    same(soft, name + " max", layer.difference().largest(), figure(row, "max_abs_error"), part);
    same(
        soft,
        name + " squared",
        layer.difference().squared(),
        figure(row, "mean_squared_error"),
        part);
    same(
        soft,
        name + " absolute",
        Objects.requireNonNull(layer.custom().get("mean_abs_error")),
        figure(row, "mean_abs_error"),
        part);
    if (!layer(name).contains(ODD_CORRELATION)) {
      same(
          soft,
          name + " correlation",
          Objects.requireNonNull(layer.custom().get("correlation")),
          figure(row, "corr"),
          part);
    }
    soft.assertThat(layer.difference().elements()).as(name).isEqualTo(figure(row, "num_elements"));
  }

  private static void same(
      SoftAssertions soft, String what, double actual, double expected, double part) {
    soft.assertThat(actual).as(what).isCloseTo(expected, within(part * Math.abs(expected)));
  }

  /**
   * The parameters.
   *
   * @param part 0, or the last bits in which the kernels differ that calibration runs on
   */
  private static void compareParameters(
      LayerStatistics layer, Map<String, String> row, double part, SoftAssertions soft) {
    var quantization = Objects.requireNonNull(layer.place().quantization());
    String name = layer.place().tensorName();
    same(soft, name + " scale", quantization.scale(), (float) figure(row, "scale"), part);
    soft.assertThat(quantization.zeroPoint())
        .as(name + " zero point")
        .isEqualTo((long) figure(row, "zero_point"));
  }

  private Map<String, String> row(String layer) {
    return Objects.requireNonNull(official.get(layer), layer);
  }

  @Test
  void ofTheSameModelEveryFigureIsTheSame() {
    var soft = new SoftAssertions();
    List<LayerStatistics> layers = ofTheOfficialModel().layers();
    for (LayerStatistics layer : layers) {
      Map<String, String> row = row(layer(layer.place().tensorName()));
      compare(layer, row, 1e-4, soft);
      compareParameters(layer, row, 0, soft);
    }
    soft.assertAll();
    assertThat(layers).hasSameSizeAs(official.keySet());
  }

  @Test
  void ofItsOwnModelOnlyTheLayerWhoseRangeTensorFlowMistakesDiffers() {
    var soft = new SoftAssertions();
    var others = new ArrayList<String>();
    for (LayerStatistics layer : own().layers()) {
      String name = layer(layer.place().tensorName());
      Map<String, String> row = row(name);
      if (name.contains(OVERWRITTEN)) {
        others.add(name);
        soft.assertThat(Objects.requireNonNull(layer.place().quantization()).scale())
            .isLessThan((float) figure(row, "scale"));
        continue;
      }
      compareParameters(layer, row, LAST_BITS, soft);
      compare(layer, row, BEHIND.stream().anyMatch(name::contains) ? BEHIND_PART : PART, soft);
    }
    soft.assertAll();
    assertThat(others).hasSize(1);
  }
}
