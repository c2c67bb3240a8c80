package dev.octet.report;

import java.util.List;

/**
 * Numbers in rows and columns, such as a confusion matrix.
 *
 * @param values by row, then column; NaN is left empty
 */
public record Heatmap(
    Caption caption,
    String rowTitle,
    String columnTitle,
    List<String> rows,
    List<String> columns,
    List<List<Double>> values)
    implements Chart {
  /** Copies the lists and checks them. */
  public Heatmap {
    rows = List.copyOf(rows);
    int width = columns.size();
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
    if (values.size() != rows.size() || values.stream().anyMatch(v -> v.size() != width)) {
      throw new IllegalArgumentException("values do not fit rows and columns");
    }
  }
}
