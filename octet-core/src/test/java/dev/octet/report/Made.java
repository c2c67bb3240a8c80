package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.Octet;
import dev.octet.Outcome;
import dev.octet.calibrate.Ranges;
import dev.octet.calibrate.ValueCounts;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.debug.DebugOptions;
import dev.octet.debug.Diagnosis;
import dev.octet.model.Tensor;
import dev.octet.plan.Recipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model, what became of it, and samples: what reports are made of.
 *
 * @param octet the float model
 * @param outcome the quantized one
 * @param ranges that it was made with
 * @param data samples
 */
record Made(Octet octet, Outcome outcome, Ranges ranges, RepresentativeDataset data) {
  static final Provenance PROVENANCE = new Provenance(List.of("octet"), Map.of(), List.of());

  /** A report is to stay below this, libraries and all. */
  private static final int MOST_BYTES = 3_000_000;

  /** The example. */
  static Made example(Recipe recipe) {
    return of(Fixtures.example("fashion.tflite"), recipe, Fixtures.example("calib.npz") + ":x");
  }

  static Made of(Path model, Recipe recipe, String samples) {
    Octet octet = Octet.load(model);
    RepresentativeDataset data =
        Datasets.open(List.of(samples), octet.model(), DataOptions.standard()).first(8);
    Ranges ranges =
        recipe.needsRanges() ? octet.calibrate(recipe, data, 1, _ -> {}) : octet.withoutRanges();
    return new Made(octet, octet.quantize(recipe, ranges), ranges, data);
  }

  Map<Tensor, ValueCounts> counts() {
    return octet.countValues(data, 1, _ -> {});
  }

  Diagnosis diagnosis() {
    return octet.debug(outcome, data, DebugOptions.standard(), 1, _ -> {});
  }

  DebugReport debugReport(Diagnosis diagnosis) {
    return new DebugReport(
        "debug",
        outcome.plan().model(),
        outcome.model(),
        outcome.plan(),
        diagnosis,
        false,
        null,
        counts(),
        data.size());
  }

  QuantizeReport quantizeReport() {
    return new QuantizeReport(
        "quantize",
        outcome.plan(),
        outcome.model(),
        new QuantizeReport.Sizes(4000, 1000),
        data.size(),
        outcome.notes(),
        counts(),
        data.size());
  }

  /** The section of that id. */
  static Section section(Report report, String id) {
    return report.sections().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  /** The first block of that kind in a section. */
  static <B extends Block> B block(Report report, String section, Class<B> kind) {
    return section(report, section).blocks().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }

  static List<String> sections(Report report) {
    return report.sections().stream().map(Section::id).toList();
  }

  /** Links lead somewhere, no place is there twice, nothing is empty, and the page is small. */
  static void check(Report report) {
    Set<String> places = new HashSet<>();
    for (Section section : report.sections()) {
      assertThat(places.add(section.id())).as(section.id()).isTrue();
      assertThat(section.blocks()).as(section.id()).isNotEmpty();
      section.blocks().stream()
          .filter(Grid.class::isInstance)
          .flatMap(b -> ((Grid) b).rows().stream())
          .map(Grid.Row::anchor)
          .filter(a -> !a.isEmpty())
          .forEach(a -> assertThat(places.add(a)).as(a).isTrue());
    }
    report.sections().stream()
        .flatMap(s -> s.blocks().stream())
        .forEach(b -> assertThat(places).containsAll(Links.of(b)));
    assertThat(ReportPage.html(report).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(MOST_BYTES);
  }
}
