package dev.octet.report;

import static dev.octet.report.Values.array;
import static dev.octet.report.Values.number;
import static dev.octet.report.Values.string;
import static dev.octet.report.Values.strings;
import static dev.octet.report.Values.tuple;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.octet.report.Bars.Bar;
import dev.octet.report.Boxes.Box;
import dev.octet.report.Histograms.Histogram;
import dev.octet.report.Histograms.Steps;
import dev.octet.report.Scatter.Point;
import dev.octet.report.Treemap.Tile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chart as the page's script reads it. */
final class ChartData {
  private ChartData() {}

  static JsonObject of(Chart chart) {
    JsonObject json =
        switch (chart) {
          case Scatter scatter -> scatter(scatter);
          case Bars bars -> bars(bars);
          case Histograms histograms -> histograms(histograms);
          case Heatmap heatmap -> heatmap(heatmap);
          case Treemap treemap -> treemap(treemap);
          case Boxes boxes -> boxes(boxes);
          case Network network -> NetworkData.of(network);
        };
    json.addProperty("title", chart.caption().title());
    json.addProperty("description", chart.caption().description());
    return json;
  }

  private static JsonElement axis(@Nullable Axis axis) {
    if (axis == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.addProperty("title", axis.title());
    json.addProperty("unit", axis.unit());
    json.addProperty("logarithmic", axis.logarithmic());
    return json;
  }

  private static JsonObject scatter(Scatter scatter) {
    JsonObject json = Values.block("scatter");
    json.add("x", axis(scatter.x()));
    json.add("y", axis(scatter.y()));
    json.add("size", axis(scatter.size()));
    json.add("points", array(scatter.points(), ChartData::point));
    json.add("front", strings(scatter.front()));
    return json;
  }

  private static JsonElement point(Point p) {
    return tuple(
        string(p.label()),
        number(p.x()),
        number(p.y()),
        number(p.size()),
        string(p.group()),
        string(p.link()));
  }

  private static JsonObject bars(Bars bars) {
    JsonObject json = Values.block("bars");
    json.add("axis", axis(bars.axis()));
    json.add("bars", array(bars.bars(), ChartData::bar));
    json.add("lines", array(bars.lines(), l -> tuple(string(l.label()), number(l.value()))));
    return json;
  }

  private static JsonElement bar(Bar b) {
    return tuple(string(b.label()), number(b.value()), string(b.group()), string(b.link()));
  }

  private static JsonObject histograms(Histograms histograms) {
    JsonObject json = Values.block("histograms");
    json.add("axis", axis(histograms.axis()));
    json.add("choices", array(histograms.choices(), ChartData::histogram));
    return json;
  }

  private static JsonObject histogram(Histogram h) {
    var json = new JsonObject();
    json.addProperty("label", h.label());
    json.add("from", number(h.from()));
    json.add("to", number(h.to()));
    json.add("counts", array(h.counts(), Values::number));
    json.add("steps", steps(h.steps()));
    return json;
  }

  private static JsonElement steps(@Nullable Steps s) {
    return s == null
        ? JsonNull.INSTANCE
        : tuple(number(s.scale()), number(s.zeroPoint()), number(s.low()), number(s.high()));
  }

  private static JsonObject heatmap(Heatmap heatmap) {
    JsonObject json = Values.block("heatmap");
    json.addProperty("rowTitle", heatmap.rowTitle());
    json.addProperty("columnTitle", heatmap.columnTitle());
    json.add("rows", strings(heatmap.rows()));
    json.add("columns", strings(heatmap.columns()));
    json.add("cells", array(heatmap.values(), ChartData::sparse));
    return json;
  }

  /** Column, value, column, value, … of all that is not zero: most of a confusion matrix is. */
  private static JsonElement sparse(List<Double> row) {
    var cells = new JsonArray();
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i) != 0) {
        cells.add(i);
        cells.add(number(row.get(i)));
      }
    }
    return cells;
  }

  private static JsonObject treemap(Treemap treemap) {
    JsonObject json = Values.block("treemap");
    json.addProperty("unit", treemap.unit());
    json.add("tiles", array(treemap.tiles(), ChartData::tile));
    return json;
  }

  private static JsonElement tile(Tile t) {
    return tuple(
        string(t.label()),
        number(t.value()),
        string(t.group()),
        string(t.link()),
        array(t.parts(), ChartData::tile));
  }

  private static JsonObject boxes(Boxes boxes) {
    JsonObject json = Values.block("boxes");
    json.add("axis", axis(boxes.axis()));
    json.add("boxes", array(boxes.boxes(), ChartData::box));
    return json;
  }

  private static JsonElement box(Box b) {
    return tuple(
        string(b.label()),
        number(b.min()),
        number(b.q1()),
        number(b.median()),
        number(b.q3()),
        number(b.p99()),
        string(b.group()));
  }
}
