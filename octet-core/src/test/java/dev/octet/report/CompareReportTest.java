package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.compare.ComparedModel;
import dev.octet.compare.Comparison;
import dev.octet.compare.LayerPair.Status;
import dev.octet.compare.ModelComparer;
import dev.octet.model.Model;
import dev.octet.plan.Recipe;
import org.junit.jupiter.api.Test;

class CompareReportTest {
  private static final Made MADE = Made.example(Recipe.fullInteger());

  private static Comparison compare(Model one, Model other) {
    return ModelComparer.compare(
        new ComparedModel("a.tflite", "LiteRT", 4000, "", one),
        new ComparedModel("b.tflite", "LiteRT", 1000, "", other),
        _ -> {});
  }

  @Test
  void whatDiffersIsListed() {
    Comparison comparison = compare(MADE.octet().model(), MADE.outcome().model());
    Report report = new CompareReport("title", comparison).report(Made.PROVENANCE);
    Made.check(report);
    assertThat(Made.sections(report)).startsWith("glance", "bytes", "layers", "ops", "ports");
    long differing = comparison.layers().stream().filter(l -> l.status() != Status.SAME).count();
    assertThat(Made.block(report, "layers", Grid.class).rows()).hasSize((int) differing);
    assertThat(report.verdict().headline())
        .startsWith("b.tflite is 4.00 times smaller than a.tflite; layers: ");
  }

  @Test
  void theSameModelIsSaidToBe() {
    Model model = MADE.octet().model();
    Report report = new CompareReport("title", compare(model, model)).report(Made.PROVENANCE);
    Made.check(report);
    assertThat(report.verdict().tone()).isEqualTo(Verdict.Tone.GOOD);
    assertThat(Made.sections(report)).doesNotContain("layers");
  }
}
