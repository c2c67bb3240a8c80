package dev.octet.report;

import dev.octet.debug.LayerStatistics;
import dev.octet.debug.LayerStatistics.Place;
import dev.octet.report.Bars.Bar;
import dev.octet.report.Bars.Line;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The figures of each quantized layer: how far it is from its float twin. */
final class FiguresSection {
  /** Rounding to the nearest step and nothing else. */
  static final double ROUNDING = 1 / Math.sqrt(12);

  /** From here on a layer is suspect. */
  static final double SUSPECT = 0.7;

  /** The most rows and bars: they take a quarter of a kilobyte each. */
  static final int MOST = 1500;

  private final List<LayerStatistics> all;
  private final Set<LayerStatistics> shown = new HashSet<>();
  private final List<String> metrics;
  private final Layers layers;

  /**
   * A section.
   *
   * @param all in the model's order
   * @param metrics the names of further figures
   */
  FiguresSection(List<LayerStatistics> all, List<String> metrics, Layers layers) {
    this.all = all;
    this.metrics = metrics;
    this.layers = layers;
    all.stream()
        .sorted(Comparator.comparingDouble(LayerStatistics::damage).reversed())
        .limit(MOST)
        .forEach(shown::add);
    shown.forEach(s -> layers.expect(s.place().original()));
  }

  /** The section; its rows carry the anchors of layers. */
  Section section() {
    var blocks = new ArrayList<Block>();
    addBars(
        blocks,
        bars(LayerStatistics::damage, FiguresSection::harm),
        new Caption(
            "Damage of each layer",
            "The share of the layer's signal that quantization turned into noise, as later layers"
                + " hear it. Few layers stand out where accuracy is lost."),
        new Axis("damage", "", false),
        List.of());
    addBars(
        blocks,
        bars(LayerStatistics::rmseOverScale, FiguresSection::coarseness),
        new Caption(
            "RMSE/scale of each layer",
            "The error of each layer in steps of its integers: 0.289 when there is no error but"
                + " rounding; from 0.7 on something else goes wrong."),
        new Axis("RMSE/scale", "steps", false),
        List.of(new Line("rounding only, 0.289", ROUNDING), new Line("suspect, 0.7", SUSPECT)));
    addBars(
        blocks,
        bars(LayerStatistics::range, _ -> "range"),
        new Caption(
            "Range of each layer",
            "From the least to the greatest value that the integers of its output stand for."),
        new Axis("range", "", areFarApart()),
        List.of());
    blocks.add(grid());
    return new Section(
        "layers",
        "Layer by layer",
        "Each quantized layer beside its float twin, in the model's order; sort the table by any"
            + " column."
            + left(),
        blocks);
  }

  private String left() {
    return all.size() <= MOST
        ? ""
        : " Of %s the %s that damage most are shown."
            .formatted(Figures.many(all.size(), "layer"), Figures.count(MOST));
  }

  private static void addBars(
      List<Block> blocks, List<Bar> bars, Caption caption, Axis axis, List<Line> lines) {
    if (!bars.isEmpty()) {
      blocks.add(new Bars(caption, axis, bars, lines));
    }
  }

  private List<Bar> bars(
      ToDoubleFunction<LayerStatistics> figure, Function<LayerStatistics, String> group) {
    return all.stream()
        .filter(shown::contains)
        .filter(s -> Double.isFinite(figure.applyAsDouble(s)))
        .map(
            s ->
                new Bar(
                    layers.label(s.place()),
                    figure.applyAsDouble(s),
                    group.apply(s),
                    layers.link(s.place())))
        .toList();
  }

  private boolean areFarApart() {
    return Figures.areFarApart(all.stream().mapToDouble(LayerStatistics::range));
  }

  private static String harm(LayerStatistics layer) {
    return layer.damage() >= 0.1 ? "10% and more" : layer.damage() >= 0.01 ? "1% to 10%" : "less";
  }

  private static String coarseness(LayerStatistics layer) {
    if (!isCoarse(layer.place())) {
      return "16 bits: steps are too fine to judge by";
    }
    return layer.rmseOverScale() > SUSPECT ? "suspect" : "sound";
  }

  private static boolean isCoarse(Place place) {
    return place.quantized().output(place.output()).type().bits() <= Byte.SIZE;
  }

  /** Steps of 16 bits are so fine that the weights' error is many of them. */
  static boolean isSuspect(LayerStatistics layer) {
    return layer.rmseOverScale() > SUSPECT && isCoarse(layer.place());
  }

  private Grid grid() {
    var columns = new ArrayList<Column>();
    columns.add(new Column("op", "", false));
    columns.add(new Column("layer", "", false));
    columns.add(new Column("damage", "the share of its signal that is lost", true));
    columns.add(new Column("RMSE/scale", "its error in steps of its integers", true));
    columns.add(new Column("SQNR dB", "signal to noise", true));
    columns.add(new Column("worst channel dB", "signal to noise of the worst channel", true));
    columns.add(new Column("saturated", "the part of values cut off at an end", true));
    columns.add(new Column("mean error", "with its sign: a bias of the layer", true));
    columns.add(new Column("range", "that its integers span", true));
    metrics.forEach(m -> columns.add(new Column(Names.plain(m), "", true)));
    return new Grid(
        "Figures of each layer",
        columns,
        all.stream().filter(shown::contains).map(this::row).toList());
  }

  private Row row(LayerStatistics layer) {
    int worst = layer.channels().worst();
    double channel = worst < 0 ? Double.NaN : layer.channels().sqnr(worst);
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(layer.place().op()));
    cells.add(Cell.of(layers.name(layer.place())));
    cells.add(Cell.of(layer.damage(), Figures.percent(layer.damage())));
    cells.add(Cell.of(layer.rmseOverScale(), Figures.number(layer.rmseOverScale())));
    cells.add(Cell.of(layer.likeness().sqnr(), Figures.decibels(layer.likeness().sqnr())));
    cells.add(
        Cell.of(channel, worst < 0 ? "" : "%s (%d)".formatted(Figures.decibels(channel), worst)));
    double saturated = layer.likeness().saturated();
    cells.add(Cell.of(saturated, Figures.percent(saturated)));
    cells.add(Cell.of(layer.difference().mean(), Figures.number(layer.difference().mean())));
    cells.add(Cell.of(layer.range(), Figures.number(layer.range())));
    metrics.forEach(
        m -> {
          double value = layer.custom().getOrDefault(m, Double.NaN);
          cells.add(Cell.of(value, Figures.number(value)));
        });
    return new Row(layers.anchor(layer.place().original()), cells);
  }
}
