package dev.octet.report;

import dev.octet.debug.Effect;
import dev.octet.debug.Sensitivity;
import dev.octet.report.Bars.Bar;
import dev.octet.report.Bars.Line;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What quantizing each layer does to the model's outputs. */
final class SensitivitySection {
  private static final int MOST = 500;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("rank", "1 costs most", true),
          new Column("op", "", false),
          new Column("layer", "", false),
          new Column("SQNR dB", "of the outputs: the lower, the worse", true),
          new Column("agreement", "how often the greatest output is where it was", true),
          new Column("largest difference", "of an output", true));

  private SensitivitySection() {}

  /**
   * The section.
   *
   * @param patterns the anchors of layers by the expressions that find them
   */
  static Section of(Sensitivity measured, Map<String, String> patterns) {
    String alone =
        switch (measured.way()) {
          case ONLY -> "One layer at a time is quantized, the others are float";
          case FREE -> "One layer at a time is float, the others are quantized";
        };
    List<Sensitivity.Layer> layers = measured.worst(MOST);
    var blocks = new ArrayList<Block>();
    var links = new HashMap<>(patterns);
    List<Bar> bars =
        layers.stream()
            .filter(l -> Double.isFinite(l.effect().sqnrDb()))
            .map(
                l ->
                    new Bar(
                        Names.label(Names.plain(l.name())),
                        l.effect().sqnrDb(),
                        l.op(),
                        links.getOrDefault(l.node(), "")))
            .toList();
    if (!bars.isEmpty()) {
      double all = measured.all().sqnrDb();
      blocks.add(
          new Bars(
              new Caption(
                  "What each layer costs at the outputs",
                  "Signal to noise of the model's outputs: the lower the bar, the more this layer"
                      + " costs."),
              new Axis("SQNR", "dB", false),
              bars,
              Double.isFinite(all) ? List.of(new Line("all quantized", all)) : List.of()));
    }
    blocks.add(
        new Grid(
            "Layers by what they cost",
            COLUMNS,
            layers.stream().map(l -> row(l, links.getOrDefault(l.node(), ""))).toList()));
    return new Section(
        "sensitivity",
        "What each layer costs at the outputs",
        "%s; measured on %s.".formatted(alone, Figures.many(measured.samples(), "sample"))
            + (measured.layers().size() > MOST
                ? " The worst %d of %d layers are shown.".formatted(MOST, measured.layers().size())
                : ""),
        blocks);
  }

  private static Row row(Sensitivity.Layer layer, String link) {
    Effect effect = layer.effect();
    return new Row(
        "",
        List.of(
            Cell.of(layer.rank(), Integer.toString(layer.rank())),
            Cell.of(layer.op()),
            Cell.of(Names.plain(layer.name())).to(link),
            Cell.of(effect.sqnrDb(), Figures.decibels(effect.sqnrDb())),
            Cell.of(effect.agreement(), Figures.percent(effect.agreement())),
            Cell.of(effect.maxDifference(), Figures.number(effect.maxDifference()))));
  }
}
