package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.report.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command writes for a browser, opened in one. */
class ReportsInBrowserTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String MODEL = example("fashion.tflite");
  private static final String UNEQUAL = example("unequal.tflite");
  private static final String CALIBRATE = "--calibrate=" + example("calib.npz") + ":x";
  private static final String DATA = "--data=" + example("test.npz") + ":x";
  private static final String LABELS = "--labels=" + example("test.npz") + ":y";
  private static final String NORMALIZE = "--normalize=0,255";
  private static final long KINDS = 8;
  private static final long OPS = 20;

  @TempDir private Path folder;

  /** A command line, and how many marks pictures have; a graph has its ends, too. */
  static Stream<Arguments> commands() {
    return Stream.of(
        command(
            "study",
            Map.of("kinds-1", KINDS, "latency-1", 2 * KINDS),
            MODEL,
            "-o=OUT",
            CALIBRATE,
            DATA,
            LABELS,
            NORMALIZE,
            "--min-seconds=0.02"),
        command(
            "debug",
            Map.of("layers-1", OPS, "layers-2", OPS, "graph-1", OPS + 2),
            UNEQUAL,
            CALIBRATE,
            NORMALIZE),
        command(
            "quantize",
            Map.of("graph-1", OPS + 2),
            MODEL,
            "-o=OUT.tflite",
            "--mode=int8",
            CALIBRATE,
            NORMALIZE),
        command("evaluate", Map.of("models-1", 2L), MODEL, UNEQUAL, DATA, LABELS, NORMALIZE),
        command(
            "bench", Map.of("latency-1", 2L), MODEL, UNEQUAL, "--min-seconds=0.05", "--profile"),
        command("compare", Map.of("graph-1", OPS + 2), MODEL, UNEQUAL),
        command(
            "tune",
            Map.of("choice-1", 3L),
            UNEQUAL,
            "-o=OUT.tflite",
            "--max-drop=0.05",
            CALIBRATE,
            DATA,
            LABELS,
            NORMALIZE));
  }

  private static Arguments command(String name, Map<String, Long> marks, String... options) {
    return Arguments.of(name, marks, List.of(options));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aBrowserShowsTheReport(String name, Map<String, Long> marks, List<String> options) {
    Path page = folder.resolve(name + ".html");
    var shell = Shell.real();
    var words = new ArrayList<String>(List.of(name));
    options.forEach(o -> words.add(o.replace("OUT", folder.resolve("out").toString())));
    words.add("--html=" + page);
    assertThat(shell.run(words.toArray(String[]::new))).as(shell.err()).isZero();

    assertThat(page).isRegularFile().satisfies(p -> assertThat(Files.size(p)).isLessThan(3 << 20));
    try (Browser browser = Browser.start()) {
      browser.size(1280);
      browser.open(page);
      browser.drawAll();
      browser.screenshot(SCREENSHOTS.resolve(name + "-light.png"));
      marks.forEach(
          (chart, count) -> assertThat(browser.marks("block-" + chart)).as(chart).isEqualTo(count));
      browser.dark(true);
      browser.drawAll();
      browser.screenshot(SCREENSHOTS.resolve(name + "-dark.png"));
      browser.dark(false);
      browser.size(380);
      assertThat(browser.scrollsSideways()).as("scrolls sideways on a phone").isFalse();
      browser.drawAll();
      browser.screenshot(SCREENSHOTS.resolve(name + "-phone.png"));
      assertThat(browser.console()).isEmpty();
    }
  }

  private static String example(String name) {
    return Fixtures.example(name).toString();
  }
}
