package dev.octet.report;

import dev.octet.evaluate.Confusion;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Which class was taken for which: pictures of few classes, tables of more. */
final class ConfusionSection {
  /** The most classes of a picture. */
  static final int DRAWN = 40;

  /** The most pictures. */
  private static final int PICTURES = 6;

  /** The most rows of a table. */
  private static final int MOST = 1000;

  private static final int PAIRS = 50;

  private ConfusionSection() {}

  /**
   * The section.
   *
   * @param models at least one, by their names, the one that others are compared with first
   */
  static Section of(SequencedMap<String, Confusion> models) {
    var blocks = new ArrayList<Block>();
    blocks.add(perClass(models));
    models.entrySet().stream()
        .limit(PICTURES)
        .forEach(
            m ->
                blocks.add(
                    m.getValue().classes() <= DRAWN
                        ? heatmap(m.getKey(), m.getValue())
                        : pairs(m.getKey(), m.getValue())));
    String left =
        models.size() <= PICTURES
            ? ""
            : " Pictures of the first %d models are shown.".formatted(PICTURES);
    return new Section(
        "classes",
        "Class by class",
        "How often each class is found, and what it is taken for." + left,
        blocks);
  }

  private static Grid perClass(SequencedMap<String, Confusion> models) {
    var columns = new ArrayList<Column>();
    columns.add(new Column("class", "", false));
    columns.add(new Column("samples", "of that class", true));
    boolean one = models.size() == 1;
    for (String name : models.keySet()) {
      columns.add(
          new Column(
              one ? "recall" : name + ", recall", "the part of the class that is found", true));
      if (one) {
        columns.add(
            new Column("precision", "the part of what was given as the class that is", true));
        columns.add(new Column("F1", "the harmonic mean of the two", true));
      }
    }
    Confusion first = models.firstEntry().getValue();
    var rows = new ArrayList<Row>();
    for (int c = 0; c < Math.min(MOST, first.classes()); c++) {
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(Names.plain(first.name(c))));
      cells.add(Cell.of(first.support(c), Figures.count(first.support(c))));
      for (Confusion confusion : models.values()) {
        cells.add(share(c < confusion.classes() ? confusion.recall(c) : Double.NaN));
        if (one) {
          cells.add(share(confusion.precision(c)));
          cells.add(share(confusion.f1(c)));
        }
      }
      rows.add(new Row("", cells));
    }
    String left =
        first.classes() <= MOST
            ? ""
            : ": the first %s of %s".formatted(Figures.count(MOST), Figures.count(first.classes()));
    return new Grid("Classes" + left, columns, rows);
  }

  private static Cell share(double share) {
    return Cell.of(share, Figures.percent(share));
  }

  private static Heatmap heatmap(String model, Confusion confusion) {
    List<String> classes =
        IntStream.range(0, confusion.classes())
            .mapToObj(c -> Names.label(Names.plain(confusion.name(c))))
            .toList();
    List<List<Double>> values =
        IntStream.range(0, confusion.classes())
            .mapToObj(
                actual ->
                    IntStream.range(0, confusion.classes())
                        .mapToObj(given -> (double) confusion.count(actual, given))
                        .toList())
            .toList();
    return new Heatmap(
        new Caption(
            "Confusion of " + model,
            "How many samples of each class (a row) were taken for each class (a column). What is"
                + " right lies on the diagonal."),
        "right class",
        "given class",
        classes,
        classes,
        values);
  }

  /** A pair of classes. */
  private record Mistake(int actual, int given, long count) {}

  private static Grid pairs(String model, Confusion confusion) {
    List<Mistake> mistakes =
        IntStream.range(0, confusion.classes())
            .boxed()
            .flatMap(
                a ->
                    IntStream.range(0, confusion.classes())
                        .filter(g -> g != a && confusion.count(a, g) > 0)
                        .mapToObj(g -> new Mistake(a, g, confusion.count(a, g))))
            .sorted(Comparator.comparingLong(Mistake::count).reversed())
            .limit(PAIRS)
            .toList();
    return new Grid(
        "What %s confuses most".formatted(model),
        List.of(
            new Column("right class", "", false),
            new Column("taken for", "", false),
            new Column("samples", "", true)),
        mistakes.stream()
            .map(
                m ->
                    new Row(
                        "",
                        List.of(
                            Cell.of(Names.plain(confusion.name(m.actual()))),
                            Cell.of(Names.plain(confusion.name(m.given()))),
                            Cell.of(m.count(), Figures.count(m.count())))))
            .toList());
  }
}
