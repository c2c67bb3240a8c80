package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Footprint;
import dev.octet.plan.Mode;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.report.Facts.Fact;
import dev.octet.report.Histograms.Histogram;
import dev.octet.report.Histograms.Steps;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizeReportTest {
  private static final Made MADE = Made.example(Recipe.fullInteger());
  private static final Report REPORT = MADE.quantizeReport().report(Made.PROVENANCE);

  @Test
  void sectionsStandInTheOrderInWhichTheyAreRead() {
    assertThat(Made.sections(REPORT))
        .containsExactly("glance", "bytes", "weights", "activations", "graph", "plan");
    Made.check(REPORT);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyModeHasAReport(Mode mode) {
    Report report = Made.example(Recipe.of(mode)).quantizeReport().report(Made.PROVENANCE);
    Made.check(report);
    assertThat(Made.sections(report)).contains("glance", "bytes", "graph", "plan");
  }

  @Test
  void sizesAreThoseOfTheFiles() {
    Fact size = Made.block(REPORT, "glance", Facts.class).facts().getFirst();
    assertThat(size).isEqualTo(new Fact("size", "1.00 KB", "25% of 4.00 KB"));
    assertThat(REPORT.verdict().headline())
        .isEqualTo("int8 takes 1.00 KB, 25% of the float model's 4.00 KB.");
  }

  @Test
  void eachOpHasItsReason() {
    Plan plan = MADE.outcome().plan();
    Grid grid = Made.block(REPORT, "plan", Grid.class);
    assertThat(grid.rows()).hasSameSizeAs(plan.model().main().nodes());
    for (int i = 0; i < grid.rows().size(); i++) {
      assertThat(grid.rows().get(i).cells().getLast().text())
          .endsWith(plan.of(plan.model().main().nodes().get(i)).reason().text());
      assertThat(grid.rows().get(i).anchor()).startsWith("layer-");
    }
  }

  @Test
  void weightsAreCountedByChannelWithTheStepsOfEach() {
    List<Histogram> choices = Made.block(REPORT, "weights", Histograms.class).choices();
    assertThat(choices)
        .filteredOn(h -> h.label().contains("channel"))
        .isNotEmpty()
        .allSatisfy(
            h -> {
              Steps steps = Objects.requireNonNull(h.steps());
              assertThat(steps.low()).isEqualTo(-127);
              assertThat(steps.zeroPoint()).isZero();
              assertThat(Math.max(Math.abs(h.from()), Math.abs(h.to())))
                  .isLessThanOrEqualTo(127 * steps.scale() * 1.01);
            });
    assertThat(choices).extracting(Histogram::label).doesNotHaveDuplicates();
  }

  @Test
  void eachWeightIsCountedOnce() {
    var model = MADE.outcome().plan().model();
    var layers = new Layers(model);
    for (Histogram histogram : Made.block(REPORT, "weights", Histograms.class).choices()) {
      model.main().nodes().stream()
          .filter(n -> layers.label(n).equals(histogram.label()))
          .map(n -> Objects.requireNonNull(n.input(1)).shape().elements())
          .forEach(
              elements ->
                  assertThat(histogram.counts().stream().mapToLong(c -> c).sum())
                      .isEqualTo(elements));
    }
  }

  @Test
  void bytesAreThoseOfTheQuantizedModel() {
    Treemap bytes = Made.block(REPORT, "bytes", Treemap.class);
    long all =
        Footprint.constants(MADE.outcome().model()).stream().mapToLong(Footprint::bytes).sum();
    assertThat(bytes.tiles().stream().mapToDouble(Treemap.Tile::value).sum())
        .isEqualTo((double) all);
  }
}
