package dev.octet.format.tensorflow;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the page about TensorFlow's ops from what became of the cases. */
final class TensorFlowPage {
  private static final String INTRODUCTION =
      """
      # TensorFlow ops

      <!-- Written by TensorFlowPageTest; change the cases in octet-core/src/test/resources/tensorflow or
           the text in TensorFlowPage, then:
           mvn test -pl octet-core -Dtest=TensorFlowPageTest -Doctet.write=true -->

      Real TensorFlow made a small graph of each op with each attribute that changes a result, and
      computed it; Octet's model computes the same: floats to a hundred-thousandth of the output's range,
      whole numbers and truths exactly. An op stands here only if that was tried.

      | column | meaning |
      |---|---|
      | LiteRT | what it became, the most frequent first; empty where it was computed at conversion or does nothing at inference |
      | types, attributes | the values that were tried |
      | any batch | `--dynamic-batch` was tried, and does |
      | not | what is refused by name |

      ## Ops

      | op | LiteRT | types | attributes | any batch | not |
      |---|---|---|---|---|---|
      """;

  private TensorFlowPage() {}

  /** The page, from what was tried. */
  static String of(List<TriedOp> all) {
    List<TensorFlowPageRow> rows =
        all.stream()
            .flatMap(t -> t.opCase().ops().stream())
            .distinct()
            .sorted()
            .map(op -> new TensorFlowPageRow(op, all.stream().filter(t -> t.about(op)).toList()))
            .toList();
    return INTRODUCTION
        + rows.stream()
            .filter(TensorFlowPageRow::converts)
            .map(TensorFlowPageRow::text)
            .collect(Collectors.joining())
        + "\n"
        + "## Patterns\n\n"
        + "Ops that are taken together.\n\n"
        + "| ops | written as | LiteRT |\n"
        + "|---|---|---|\n"
        + all.stream()
            .filter(t -> t.same() && !t.anyBatch() && t.opCase().ops().size() > 1)
            .map(TensorFlowPage::pattern)
            .distinct()
            .collect(Collectors.joining())
        + "\n## Refused\n\n| op | tried |\n|---|---|\n"
        + rows.stream()
            .filter(r -> !r.converts())
            .map(TensorFlowPageRow::refusal)
            .collect(Collectors.joining());
  }

  private static String pattern(TriedOp t) {
    return "| %s | %s | %s |\n"
        .formatted(
            String.join(", ", t.opCase().ops()),
            TensorFlowPageRow.code(t.opCase().text()),
            String.join(", ", t.became()));
  }
}
