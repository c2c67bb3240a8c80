package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A report with every kind of block and hostile names, in a real browser. */
@TestInstance(Lifecycle.PER_CLASS)
class ReportBrowserTest {
  private static final Path PAGE = Path.of("target", "sample-report.html").toAbsolutePath();
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String TITLE = SampleReport.make().title();
  private static final String LAYERS = "#block-layers-3 ";

  private final Browser browser = Browser.start();

  @BeforeAll
  void write() {
    ReportPage.write(SampleReport.make(), PAGE);
  }

  @BeforeEach
  void open() {
    browser.size(1360);
    browser.dark(false);
    browser.open(PAGE);
    browser.script("try { localStorage.clear(); } catch { }");
  }

  @AfterEach
  void nothingHasHappened() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.title()).isEqualTo(TITLE);
    assertThat(
            browser.number("return document.querySelectorAll('img, iframe, svg[onload]').length"))
        .isZero();
  }

  @AfterAll
  void close() {
    browser.close();
  }

  @Test
  void eachChartHasAMarkForEachValue() {
    browser.drawAll();
    assertThat(browser.marks("block-kinds-2")).as("points").isEqualTo(6);
    assertThat(browser.marks("block-kinds-4")).as("boxes").isEqualTo(6);
    assertThat(browser.marks("block-layers-1")).as("bars").isEqualTo(SampleReport.LAYERS);
    assertThat(browser.marks("block-layers-2")).as("few bars").isEqualTo(10);
    assertThat(browser.marks("block-values-2")).as("bins that are not empty").isEqualTo(53);
    assertThat(browser.marks("block-values-3")).as("tiles").isEqualTo(24 + 6 + 1);
    assertThat(browser.marks("block-graph-1")).as("ops").isEqualTo(SampleReport.LAYERS);
    Heatmap confusion = SampleReport.confusionMatrix();
    long cells = confusion.values().stream().flatMap(List::stream).filter(v -> v != 0).count();
    assertThat(browser.marks("block-confusion-1")).as("cells").isEqualTo(cells);
  }

  @Test
  void chartsAreDrawnWhenTheyComeNear() {
    assertThat(browser.number("return document.querySelectorAll('#block-graph-1 g.op').length"))
        .isZero();
    browser.script("document.getElementById('graph').scrollIntoView()");
    await("return document.querySelectorAll('#block-graph-1 g.op').length > 0");
  }

  @Test
  void allOfItIsPrinted() {
    assertThat(browser.print()).isGreaterThan(50_000);
    assertThat(browser.marks("block-graph-1")).isEqualTo(SampleReport.LAYERS);
    assertThat(browser.marks("block-values-3")).isPositive();
  }

  @Test
  void tablesAreSortedByAClickOnAHead() {
    WebElement error = browser.element(LAYERS + "thead th:nth-child(3) button");
    error.click();
    assertThat(errors()).isSortedAccordingTo(Comparator.<Double>reverseOrder());
    assertThat(browser.element(LAYERS + "thead th:nth-child(3)").getAttribute("aria-sort"))
        .isEqualTo("descending");
    error.click();
    assertThat(errors()).isSorted();
    error.click();
    assertThat(browser.texts(LAYERS + "tbody th").getFirst()).contains("</script>");
  }

  private List<Double> errors() {
    return browser.texts(LAYERS + "tbody td:nth-child(3)").stream().map(Double::valueOf).toList();
  }

  @Test
  void whatHasNoNumberIsSortedLast() {
    WebElement bytes = browser.element(LAYERS + "thead th:nth-child(4) button");
    for (int i = 0; i < 2; i++) {
      bytes.click();
      assertThat(browser.texts(LAYERS + "tbody td:nth-child(4)").getLast())
          .isEqualTo("not measured");
    }
  }

  @Test
  void tablesAreFilteredByWords() {
    browser.element(LAYERS + "input").sendKeys("BLOCK_7 depthwise");
    assertThat(browser.texts(LAYERS + "tbody th"))
        .hasSize(1)
        .first()
        .asString()
        .contains("block_7");
    assertThat(browser.element(LAYERS + "output").getText()).isEqualTo("1 of 64 rows");
  }

  @Test
  void barsAreSortedOnDemand() {
    browser.drawAll();
    browser.element("#block-layers-2 select option:last-child").click();
    String first =
        browser.text(
            """
            const model = echarts.getInstanceByDom(document.querySelector('#block-layers-2 .plot')).getOption();
            const values = model.series[0].data;
            return values.every((v, i) => i === 0 || values[i - 1] >= v);
            """);
    assertThat(first).isEqualTo("true");
  }

  @Test
  void gridLinesAppearWhenTheyAreFewEnough() {
    browser.drawAll();
    String lines =
        "return echarts.getInstanceByDom(document.querySelector('#block-values-2"
            + " .plot')).getOption().series.find((s) => s.id === 'grid').markLine.data.length";
    assertThat(browser.number(lines)).isZero();
    browser.element("#block-values-2 [aria-label='Zoom in']").click();
    assertThat(browser.number(lines)).isBetween(100L, 200L);
  }

  @Test
  void aLinkLeadsToItsLayer() {
    String anchor = "layer-" + SampleReport.HOSTILE.getFirst();
    String encoded = URLEncoder.encode(anchor, StandardCharsets.UTF_8).replace("+", "%20");
    browser.open(PAGE, encoded);
    WebElement row = browser.element("tr.target");
    assertThat(row.getText()).startsWith(SampleReport.HOSTILE.getFirst());
    assertThat(row).isEqualTo(browser.element("tr:focus"));
    assertThat(browser.number("return document.activeElement.getBoundingClientRect().top"))
        .isBetween(0L, 900L);
  }

  @Test
  void aLinkShowsALayerThatTheFilterHides() {
    browser.element(LAYERS + "input").sendKeys("block_7");
    browser.script("location.hash = '#layer-mobilenetv2/block_3/depthwise/Conv2D'");
    await("return document.querySelector('tr.target') !== null");
    assertThat(browser.element("tr.target").isDisplayed()).isTrue();
  }

  @Test
  void namesStayTextInTips() {
    browser.drawAll();
    for (int i = 0; i < SampleReport.HOSTILE.size(); i++) {
      browser.element("#block-layers-2 .around").sendKeys(Keys.ARROW_RIGHT);
      String name = SampleReport.HOSTILE.get(i);
      await(
          "return document.querySelector('#block-layers-2 .tip strong')?.textContent ==="
              + " arguments[0]",
          name);
    }
    browser.element("#block-layers-2 .opener").click();
    assertThat(browser.texts("#block-layers-2 tbody th")).hasSize(10);
  }

  @Test
  void keysAreEnough() {
    browser.script("document.activeElement.blur()");
    WebElement body = browser.element("body");
    body.sendKeys(Keys.TAB);
    assertThat(browser.element(":focus").getText()).isEqualTo("Skip to the report");
    browser.element(":focus").sendKeys(Keys.ENTER);
    await("return document.activeElement.id === 'page-main'");
    browser.element("#block-kinds-2 .around").sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.text("return document.querySelector('[role=status]').textContent"))
        .startsWith("float, size 9.1 MB");
    browser.element("#block-kinds-2 .around").sendKeys(Keys.ENTER);
    await("return document.querySelector('tr.target')?.id === 'kind-float'");
    browser.element("#block-graph-1 .around").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertThat(browser.element("#block-graph-1 .details").getText())
        .contains(SampleReport.HOSTILE.get(1))
        .contains("Go to its figures");
    browser.element(LAYERS + "thead th:nth-child(3) button").sendKeys(Keys.SPACE);
    assertThat(errors()).isSortedAccordingTo(Comparator.<Double>reverseOrder());
  }

  @Test
  void opsAreFound() {
    browser.drawAll();
    browser.element("#block-graph-1 input").sendKeys("block_9/depth");
    assertThat(browser.element("#block-graph-1 output").getText()).isEqualTo("1 op");
    assertThat(browser.element("#block-graph-1 .details").getText()).contains("block_9/depthwise");
  }

  @Test
  void darkIsDark() {
    String background = "return getComputedStyle(document.body).backgroundColor";
    assertThat(browser.text(background)).isEqualTo("rgb(246, 247, 249)");
    browser.dark(true);
    assertThat(browser.text(background)).isEqualTo("rgb(16, 21, 29)");
    browser.element("#page-theme option[value=light]").click();
    assertThat(browser.text(background)).isEqualTo("rgb(246, 247, 249)");
    browser.dark(false);
    browser.element("#page-theme option[value=dark]").click();
    assertThat(browser.text(background)).isEqualTo("rgb(16, 21, 29)");
    browser.drawAll();
    browser.screenshot(PICTURES.resolve("sample-dark.png"));
  }

  @Test
  void lightIsReadWide() {
    browser.drawAll();
    assertThat(browser.scrollsSideways()).isFalse();
    browser.screenshot(PICTURES.resolve("sample-light.png"));
  }

  @Test
  void aPhoneNeedsNoScrollingSideways() {
    browser.size(380);
    browser.open(PAGE);
    browser.drawAll();
    assertThat(browser.scrollsSideways()).isFalse();
    browser.screenshot(PICTURES.resolve("sample-phone.png"));
  }

  private void await(String script, Object... arguments) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!browser.text(script, arguments).equals("true")) {
      assertThat(System.nanoTime()).as(script).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
