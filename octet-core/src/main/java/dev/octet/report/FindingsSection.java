package dev.octet.report;

import dev.octet.debug.Finding;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with layers, and what to try. */
final class FindingsSection {
  private static final int MOST = 500;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("severity", "error: breaks the model; warning: costs accuracy", false),
          new Column("layer", "where it is", false),
          new Column("what is the matter", "", false),
          new Column("what to try", "the most promising first", false),
          new Column("costs", "the share of the layer's signal that this costs", true),
          new Column("rule", "the name of its page in the documentation", false));

  private FindingsSection() {}

  /** The section, if there are findings. */
  static Optional<Section> of(List<Finding> findings, Layers layers) {
    if (findings.isEmpty()) {
      return Optional.empty();
    }
    String left =
        findings.size() <= MOST
            ? ""
            : " The worst %d of %s are listed.".formatted(MOST, Figures.count(findings.size()));
    return Optional.of(
        new Section(
            "findings",
            "What is wrong, and what to try",
            "The worst first." + left,
            List.of(
                new Grid(
                    "Findings",
                    COLUMNS,
                    findings.stream().limit(MOST).map(f -> row(f, layers)).toList()))));
  }

  private static Row row(Finding finding, Layers layers) {
    return new Row(
        "",
        List.of(
            Cell.of(finding.severity().name().toLowerCase(Locale.ROOT)),
            Cell.of(layers.name(finding.place())).to(layers.link(finding.place())),
            Cell.of(finding.sentence()),
            Cell.of(fixes(finding)),
            Cell.of(finding.damage(), Figures.percent(finding.damage())),
            Cell.of(finding.rule())));
  }

  private static String fixes(Finding finding) {
    return finding.fixes().size() == 1
        ? finding.fixes().getFirst()
        : finding.fixes().stream().collect(Collectors.joining("; or "));
  }
}
