package dev.octet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text: columns as wide as they must be, numbers to the right. */
final class Table {
  /** Which side of its column a cell keeps to. */
  enum Align {
    LEFT,
    RIGHT
  }

  private final List<Align> aligns;
  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table with one column for each of the given alignments. */
  Table(Align... aligns) {
    this.aligns = List.of(aligns);
  }

  /** Adds a row, of as many cells as there are columns; a header is a row like others. */
  Table row(Object... cells) {
    if (cells.length != aligns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, aligns.size()));
    }
    rows.add(IntStream.range(0, cells.length).mapToObj(i -> plain(cells[i])).toList());
    return this;
  }

  /** A name out of a model's file must not move the cursor or recolour the terminal. */
  static String plain(Object cell) {
    return String.valueOf(cell).replaceAll("\\p{Cntrl}", "?");
  }

  /** Returns the lines, none with spaces at its end, each ended. */
  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, aligns.size())
            .map(i -> rows.stream().mapToInt(row -> width(row.get(i))).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths) + "\n").collect(Collectors.joining());
  }

  private String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> cell(row.get(i), aligns.get(i), widths[i]))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String cell(String text, Align align, int width) {
    String space = " ".repeat(width - width(text));
    return switch (align) {
      case LEFT -> text + space;
      case RIGHT -> space + text;
    };
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
