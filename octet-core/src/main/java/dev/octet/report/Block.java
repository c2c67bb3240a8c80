package dev.octet.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a report. */
public sealed interface Block {
  /** Paragraphs of plain text. */
  record Prose(List<String> paragraphs) implements Block {
    /** Copies the list. */
    public Prose {
      paragraphs = List.copyOf(paragraphs);
    }
  }

  /** Single figures, large. */
  record Facts(List<Fact> facts) implements Block {
    /** Copies the list. */
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /**
   * One figure.
   *
   * @param label what it is
   * @param value as it is read, such as {@code 91.2%}
   * @param note what it compares with, or empty
   */
  record Fact(String label, String value, String note) {}

  /** A table that can be sorted by any column and filtered. */
  record Grid(String caption, List<Column> columns, List<Row> rows) implements Block {
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
  }

  /**
   * A column of a table.
   *
   * @param help what stands in it, or empty
   * @param numeric whether it is sorted by {@link Cell#number} and stands to the right
   */
  record Column(String title, String help, boolean numeric) {}

  /**
   * A row.
   *
   * @param anchor for links to it, such as {@code layer-b2-dw}; empty for none
   */
  record Row(String anchor, List<Cell> cells) {
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
  record Cell(String text, double number, String link) {
    /** A cell of text. */
    public static Cell of(String text) {
      return new Cell(text, Double.NaN, "");
    }

    /** A cell with a number. */
    public static Cell of(double number, String text) {
      return new Cell(text, number, "");
    }

    /** This cell leading to an anchor. */
    public Cell to(String anchor) {
      return new Cell(text, number, anchor);
    }
  }

  /**
   * What is drawn.
   *
   * @param title above it
   * @param description what it shows, in a sentence or two, for those who do not see it
   */
  record Caption(String title, String description) {}

  /** A picture with a caption. */
  sealed interface Chart extends Block permits Scatter, Bars, Histograms, Heatmap, Treemap, Boxes {
    /** What it shows. */
    Caption caption();
  }

  /**
   * An axis.
   *
   * @param unit such as {@code ms}, or empty
   * @param logarithmic whether it is drawn so
   */
  record Axis(String title, String unit, boolean logarithmic) {}

  /**
   * Points, such as accuracy by bytes, with the front of those that no other beats.
   *
   * @param size what the size of a point shows; null where all are of one size
   * @param front the labels of the points on the Pareto front, joined by a line in this order
   */
  record Scatter(
      Caption caption, Axis x, Axis y, @Nullable Axis size, List<Point> points, List<String> front)
      implements Chart {
    /** Copies the lists. */
    public Scatter {
      points = List.copyOf(points);
      front = List.copyOf(front);
    }
  }

  /**
   * A point.
   *
   * @param label its name
   * @param size by the size's axis; NaN without
   * @param group decides its colour
   * @param link an anchor in this page; empty for none
   */
  record Point(String label, double x, double y, double size, String group, String link) {}

  /**
   * A bar for each of many things, such as a figure of each layer.
   *
   * @param lines values to compare with, drawn across
   */
  record Bars(Caption caption, Axis axis, List<Bar> bars, List<Line> lines) implements Chart {
    /** Copies the lists. */
    public Bars {
      bars = List.copyOf(bars);
      lines = List.copyOf(lines);
    }
  }

  /**
   * A bar.
   *
   * @param group decides its colour
   * @param link an anchor in this page; empty for none
   */
  record Bar(String label, double value, String group, String link) {}

  /** A value to compare with. */
  record Line(String label, double value) {}

  /**
   * How values are spread: one histogram is shown, the user chooses which, such as a channel.
   *
   * @param choices the first is shown first; at least one
   */
  record Histograms(Caption caption, Axis axis, List<Histogram> choices) implements Chart {
    /** Copies the list. */
    public Histograms {
      choices = List.copyOf(choices);
      if (choices.isEmpty()) {
        throw new IllegalArgumentException("no histogram");
      }
    }
  }

  /**
   * Counts of values in bins of one width.
   *
   * @param label its name among the choices
   * @param from the least value
   * @param to the greatest
   * @param counts of each bin
   * @param steps the quantization on top, or null
   */
  record Histogram(String label, double from, double to, List<Long> counts, @Nullable Steps steps) {
    /** Copies the list. */
    public Histogram {
      counts = List.copyOf(counts);
    }
  }

  /** The values that integers can stand for: {@code (q − zeroPoint) × scale}, q low to high. */
  record Steps(double scale, long zeroPoint, long low, long high) {}

  /**
   * Numbers in rows and columns, such as a confusion matrix.
   *
   * @param values by row, then column; NaN is left empty
   */
  record Heatmap(
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

  /** Areas, such as bytes by layer. */
  record Treemap(Caption caption, String unit, List<Tile> tiles) implements Chart {
    /** Copies the list. */
    public Treemap {
      tiles = List.copyOf(tiles);
    }
  }

  /**
   * An area.
   *
   * @param value not negative; of the whole when there are parts
   * @param group decides its colour
   * @param link an anchor in this page; empty for none
   * @param parts smaller areas inside, or none
   */
  record Tile(String label, double value, String group, String link, List<Tile> parts) {
    /** Copies the list. */
    public Tile {
      parts = List.copyOf(parts);
    }
  }

  /** Distributions side by side, such as latencies. */
  record Boxes(Caption caption, Axis axis, List<Box> boxes) implements Chart {
    /** Copies the list. */
    public Boxes {
      boxes = List.copyOf(boxes);
    }
  }

  /** A distribution: the least, quartiles, the 99th percentile. */
  record Box(
      String label, double min, double q1, double median, double q3, double p99, String group) {}

  /**
   * A graph of ops, laid out by the page; can be moved and zoomed.
   *
   * @param colourings what its colours can show; the first is shown first; at least one
   */
  record Network(Caption caption, List<Op> ops, List<Edge> edges, List<Colouring> colourings)
      implements Block {
    /** Copies the lists. */
    public Network {
      ops = List.copyOf(ops);
      edges = List.copyOf(edges);
      colourings = List.copyOf(colourings);
    }
  }

  /**
   * An op, or an input or output of the graph.
   *
   * @param id no two ops have one
   * @param label its name
   * @param kind such as {@code CONV_2D}
   * @param details name and value, shown when it is chosen
   * @param link an anchor in this page; empty for none
   */
  record Op(String id, String label, String kind, List<Detail> details, String link) {
    /** Copies the list. */
    public Op {
      details = List.copyOf(details);
    }
  }

  /** A line of details. */
  record Detail(String name, String value) {}

  /** What flows from one op to another; the label is the tensor's type and shape. */
  record Edge(String from, String to, String label) {}

  /** What the colours of a graph show: a group for each op, or a number. */
  sealed interface Colouring {
    /** Its name. */
    String title();
  }

  /** Ops of one group have one colour; those without are grey. */
  record ByGroup(String title, Map<String, String> groups) implements Colouring {
    /** Copies the map. */
    public ByGroup {
      groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }
  }

  /** From pale to strong by a number of each op. */
  record ByNumber(String title, Map<String, Double> numbers) implements Colouring {
    /** Copies the map. */
    public ByNumber {
      numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }
  }
}
