package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.debug.Diagnosis;
import dev.octet.debug.LayerStatistics;
import dev.octet.debug.Severity;
import dev.octet.plan.Recipe;
import dev.octet.report.Bars.Bar;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Histograms.Histogram;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebugReportTest {
  private static final Made MADE = Made.example(Recipe.fullInteger());
  private static final Diagnosis DIAGNOSIS = MADE.diagnosis();
  private static final Report REPORT = MADE.debugReport(DIAGNOSIS).report(Made.PROVENANCE);

  @Test
  void sectionsStandInTheOrderInWhichTheyAreRead() {
    assertThat(Made.sections(REPORT))
        .filteredOn(id -> !id.equals("findings"))
        .containsExactly("glance", "layers", "weights", "activations", "graph", "plan");
    Made.check(REPORT);
  }

  @Test
  void eachLayerHasItsFigures() {
    Grid grid = Made.block(REPORT, "layers", Grid.class);
    assertThat(grid.rows()).hasSameSizeAs(DIAGNOSIS.layers());
    for (int i = 0; i < grid.rows().size(); i++) {
      LayerStatistics layer = DIAGNOSIS.layers().get(i);
      List<Cell> cells = grid.rows().get(i).cells();
      assertThat(cells.get(0).text()).isEqualTo(layer.place().op());
      assertThat(cells.get(2).number()).isEqualTo(layer.damage());
      assertThat(cells.get(3).number()).isEqualTo(layer.rmseOverScale());
      assertThat(cells.get(4).number()).isEqualTo(layer.likeness().sqnr());
    }
  }

  @Test
  void barsShowTheRoundingErrorAndTheLimit() {
    Bars bars =
        Made.section(REPORT, "layers").blocks().stream()
            .filter(b -> b instanceof Bars x && x.axis().title().equals("RMSE/scale"))
            .map(Bars.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(bars.lines()).extracting(Bars.Line::value).containsExactly(1 / Math.sqrt(12), 0.7);
    assertThat(bars.bars())
        .extracting(Bar::value)
        .containsExactlyElementsOf(
            DIAGNOSIS.layers().stream().map(LayerStatistics::rmseOverScale).toList());
    assertThat(bars.bars()).extracting(Bar::link).allMatch(l -> l.startsWith("layer-"));
  }

  @Test
  void activationsAreCountedWithTheirSteps() {
    Histograms activations = Made.block(REPORT, "activations", Histograms.class);
    assertThat(activations.choices())
        .allSatisfy(
            h -> {
              assertThat(h.counts()).hasSizeLessThanOrEqualTo(64);
              assertThat(h.from()).isLessThan(h.to());
            });
    assertThat(activations.choices()).anyMatch(h -> h.steps() != null);
  }

  @Test
  void theWorstLayerIsShownFirst() {
    Histogram first = Made.block(REPORT, "weights", Histograms.class).choices().getFirst();
    var layers = new Layers(MADE.outcome().plan().model());
    List<String> byDamage = DIAGNOSIS.ranked().stream().map(l -> layers.label(l.place())).toList();
    assertThat(byDamage.indexOf(first.label()))
        .as("of the layers with weights the one with most damage")
        .isBetween(0, 2);
  }

  @Test
  void theVerdictFollowsTheWorstFinding() {
    boolean broken = DIAGNOSIS.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR);
    boolean costly = DIAGNOSIS.findings().stream().anyMatch(f -> f.severity() == Severity.WARNING);
    assertThat(REPORT.verdict().tone())
        .isEqualTo(broken ? Verdict.Tone.BAD : costly ? Verdict.Tone.CAREFUL : Verdict.Tone.GOOD);
    assertThat(REPORT.verdict().headline()).contains("quantized layer");
  }

  @Test
  void theSameResultsGiveTheSamePage() {
    Made other = Made.example(Recipe.fullInteger());
    Report again = other.debugReport(other.diagnosis()).report(Made.PROVENANCE);
    for (Section section : REPORT.sections()) {
      assertThat(Made.section(again, section.id()).equals(section)).as(section.id()).isTrue();
    }
    assertThat(ReportPage.html(again).equals(ReportPage.html(REPORT))).isTrue();
  }
}
