package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import dev.octet.plan.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Names of tensors may be anything at all. */
@TestInstance(Lifecycle.PER_CLASS)
class HostileReportTest {
  private static final String LONG = "very/long/".repeat(1000) + "name";

  private static final String MODEL =
      """
      graph "</script><script>alert(1)</script>"(%x: f32[1,8]) -> (%"") {
        const %w: f32[64,8] = seed 7 range -1 1
        const %"<img src=x onerror=alert(1)>": f32[64,64] = seed 8 range -1 1
        const %v: f32[4,64] = seed 9 range -1 1
        %"</script><script>alert(1)</script>": f32[1,64] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        %same: f32[1,64] = FULLY_CONNECTED(%"</script><script>alert(1)</script>", %"<img src=x onerror=alert(1)>", _) FullyConnectedOptions{}
        %same#1: f32[1,64] = LOGISTIC(%same)
        %"\\u202eright to left\\u0007": f32[1,64] = TANH(%same#1)
        %"LONG": f32[1,64] = ADD(%"\\u202eright to left\\u0007", %same) AddOptions{}
        %"": f32[1,4] = FULLY_CONNECTED(%"LONG", %v, _) FullyConnectedOptions{}
      }
      """
          .replace("LONG", LONG);

  @TempDir private static Path folder;
  private Report quantized;
  private Report debugged;

  @BeforeAll
  void make() {
    Path file = folder.resolve("hostile.tflite");
    Tflite.write(Text.parse(MODEL), file);
    Made made = Made.of(file, Recipe.fullInteger(), "random:8");
    quantized = made.quantizeReport().report(Made.PROVENANCE);
    debugged = made.debugReport(made.diagnosis()).report(Made.PROVENANCE);
  }

  @Test
  void linksLeadWhereTheyShould() {
    Made.check(quantized);
    Made.check(debugged);
  }

  @Test
  void namesAreDifferentSeenAndShort() {
    List<String> names =
        Made.block(quantized, "plan", Grid.class).rows().stream()
            .map(r -> r.cells().get(1).text())
            .toList();
    assertThat(names)
        .hasSize(6)
        .doesNotHaveDuplicates()
        .allMatch(n -> !n.isEmpty() && n.length() <= Names.LONGEST + 5)
        .contains(
            "</script><script>alert(1)</script>",
            "same",
            "same (2)",
            "\\u202eright to left\\u0007");
  }

  @Test
  void nothingOfItIsMarkup() {
    for (Report report : List.of(quantized, debugged)) {
      assertThat(ReportPage.html(report)).doesNotContain("<script>alert", "<img src=x");
    }
  }

  @Test
  void aBrowserRunsNothingOfIt() {
    try (Browser browser = Browser.start()) {
      Path page = folder.resolve("hostile.html");
      ReportPage.write(debugged, page);
      browser.open(page);
      browser.drawAll();
      assertThat(browser.console()).isEmpty();
      assertThat(browser.title()).isEqualTo(debugged.title());
      assertThat(browser.number("return document.querySelectorAll('img').length")).isZero();
      assertThat(browser.marks("block-graph-1")).isEqualTo(6 + 2);
    }
  }
}
