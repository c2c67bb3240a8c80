package dev.octet.report;

import java.util.List;

/** A table that can be sorted by any column and filtered. */
public record Grid(String caption, List<Column> columns, List<Row> rows) implements Block {
  /** Copies the lists and checks the rows. */
  public Grid {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            "%d cells for %d columns".formatted(row.cells().size(), columns.size()));
      }
    }
  }

  /**
   * A column of a table.
   *
   * @param help what stands in it, or empty
   * @param numeric whether it is sorted by {@link Cell#number} and stands to the right
   */
  public record Column(String title, String help, boolean numeric) {}

  /**
   * A row.
   *
   * @param anchor for links to it, such as {@code layer-b2-dw}; empty for none
   */
  public record Row(String anchor, List<Cell> cells) {
    /** Copies the list. */
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A cell.
   *
   * @param text as it is read
   * @param number what it is sorted by in a numeric column; NaN for none, which sorts last
   * @param link an anchor or section id in this page; empty for none
   */
  public record Cell(String text, double number, String link) {
    /** A cell of text. */
    public static Cell of(String text) {
      return new Cell(text, Double.NaN, "");
    }

    /** A cell with a number. */
    public static Cell of(double number, String text) {
      return new Cell(text, number, "");
    }

    /** A cell with a whole number. */
    public static Cell of(long number, String text) {
      return of((double) number, text);
    }

    /** This cell leading to an anchor. */
    public Cell to(String anchor) {
      return new Cell(text, number, anchor);
    }
  }
}
