package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.error.OctetException;
import dev.octet.report.Verdict.Tone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a file; what a browser makes of it is in {@link ReportBrowserTest}. */
class ReportPageTest {
  private static final int MOST_BYTES = 3_000_000;
  private static final String HTML = ReportPage.html(SampleReport.make());

  @Test
  void namesCannotEndTheElementTheyStandIn() {
    String data = between(HTML, "id=\"page-data\">", "</script>");
    assertThat(data).doesNotContain("<").doesNotContain("\u2028").doesNotContain("\u2029");
    JsonObject json = JsonParser.parseString(data).getAsJsonObject();
    assertThat(json.get("title").getAsString()).isEqualTo(SampleReport.make().title());
    assertThat(HTML.split("<script", -1)).as("data, charts, page").hasSize(3 + 1);
    assertThat(between(HTML, "<title>", "</title>"))
        .startsWith("Study of fmnist_mbv2 &lt;img")
        .doesNotContain("<");
  }

  @Test
  void itAsksNobodyForAnything() {
    assertThat(HTML).contains("default-src 'none'").doesNotContain("<link rel=\"stylesheet\"");
    assertThat(HTML).doesNotContainPattern("(src|href)=\"?https?:").doesNotContain("@import");
  }

  @Test
  void onlyItsOwnScriptsRun() throws Exception {
    Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(HTML);
    int scripts = 0;
    while (script.find()) {
      byte[] text = script.group(1).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      assertThat(HTML).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
      scripts++;
    }
    assertThat(scripts).isEqualTo(2);
  }

  @Test
  void itIsSmall() {
    assertThat(HTML.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
  }

  @Test
  void itSaysWhoseTheChartsAre() {
    assertThat(HTML).contains("Apache ECharts").contains("The Apache Software Foundation");
    assertThat(ReportPage.class.getResource("/META-INF/licenses/echarts.txt")).isNotNull();
  }

  @Test
  void whatIsTooLargeIsLeftOutAndSaid() {
    List<Grid.Row> rows =
        Collections.nCopies(150_000, new Grid.Row("", List.of(Grid.Cell.of("a cell of many"))));
    var large = new Grid("Far too much", List.of(new Grid.Column("Cell", "", false)), rows);
    var section = new Section("all", "All", "", List.of(new Prose(List.of("Small.")), large));
    Report sample = SampleReport.make();
    var report = new Report("large", sample.verdict(), List.of(section), sample.provenance());
    String html = ReportPage.html(report);
    assertThat(html.length()).isLessThan(MOST_BYTES);
    assertThat(html)
        .contains("Small.")
        .contains("Far too much is left out")
        .doesNotContain("a cell of many");
  }

  @Test
  void theSameReportGivesTheSameBytes() {
    assertThat(ReportPage.html(SampleReport.make())).isEqualTo(HTML);
  }

  @Test
  void numbersThatAreNoneAreNull() {
    var bars =
        new Bars(
            new Caption("", ""),
            new Axis("", "", false),
            List.of(new Bars.Bar("a", Double.NaN, "", ""), new Bars.Bar("b", 1 / 3.0, "", "")),
            List.of());
    assertThat(ChartData.of(bars).get("bars"))
        .hasToString("[[\"a\",null,\"\",\"\"],[\"b\",0.3333333,\"\",\"\"]]");
  }

  @Test
  void anEmptyReportIsAPageToo() {
    var report =
        new Report(
            "nothing",
            new Verdict(Tone.NEUTRAL, "", List.of()),
            List.of(),
            new Provenance(List.of(), Map.of(), List.of()));
    assertThat(ReportPage.html(report)).contains("<title>nothing</title>");
  }

  @Test
  void whatCannotBeWrittenIsSaid(@TempDir Path folder) throws Exception {
    ReportPage.write(SampleReport.make(), folder.resolve("report.html"));
    assertThat(Files.readString(folder.resolve("report.html"))).isEqualTo(HTML);
    assertThatThrownBy(
            () -> ReportPage.write(SampleReport.make(), folder.resolve("no/report.html")))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("no such folder");
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
