package dev.octet.report;

import static dev.octet.report.Values.array;
import static dev.octet.report.Values.number;
import static dev.octet.report.Values.pairs;
import static dev.octet.report.Values.string;
import static dev.octet.report.Values.strings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.report.Facts.Fact;
import dev.octet.report.Grid.Cell;
import dev.octet.report.Grid.Column;
import dev.octet.report.Grid.Row;
import dev.octet.report.Provenance.Source;
import java.util.Locale;

/** A report as the page's script reads it. */
final class ReportData {
  /** What infinity is sorted by: there is no such number in JSON. */
  private static final double ALMOST_INFINITE = 1e300;

  private ReportData() {}

  static JsonObject of(Report report) {
    var json = new JsonObject();
    json.addProperty("title", report.title());
    json.add("verdict", verdict(report.verdict()));
    json.add("sections", array(report.sections(), ReportData::section));
    json.add("provenance", provenance(report.provenance()));
    return json;
  }

  private static JsonObject verdict(Verdict verdict) {
    var json = new JsonObject();
    json.addProperty("tone", verdict.tone().name().toLowerCase(Locale.ROOT));
    json.addProperty("headline", verdict.headline());
    json.add("points", strings(verdict.points()));
    return json;
  }

  private static JsonObject section(Section section) {
    var json = new JsonObject();
    json.addProperty("id", section.id());
    json.addProperty("title", section.title());
    json.addProperty("intro", section.intro());
    json.add("blocks", array(section.blocks(), ReportData::block));
    return json;
  }

  private static JsonObject block(Block block) {
    return switch (block) {
      case Prose prose -> {
        JsonObject json = Values.block("prose");
        json.add("paragraphs", strings(prose.paragraphs()));
        yield json;
      }
      case Facts facts -> {
        JsonObject json = Values.block("facts");
        json.add("facts", array(facts.facts(), ReportData::fact));
        yield json;
      }
      case Grid grid -> grid(grid);
      case Chart chart -> ChartData.of(chart);
    };
  }

  private static JsonElement fact(Fact fact) {
    return Values.tuple(string(fact.label()), string(fact.value()), string(fact.note()));
  }

  private static JsonObject grid(Grid grid) {
    JsonObject json = Values.block("grid");
    json.addProperty("caption", grid.caption());
    json.add("columns", array(grid.columns(), ReportData::column));
    json.add("rows", array(grid.rows(), ReportData::row));
    return json;
  }

  private static JsonObject column(Column column) {
    var json = new JsonObject();
    json.addProperty("title", column.title());
    json.addProperty("help", column.help());
    json.addProperty("numeric", column.numeric());
    return json;
  }

  private static JsonObject row(Row row) {
    var json = new JsonObject();
    json.addProperty("anchor", row.anchor());
    json.add("cells", array(row.cells(), ReportData::cell));
    return json;
  }

  private static JsonElement cell(Cell cell) {
    if (Double.isNaN(cell.number()) && cell.link().isEmpty()) {
      return string(cell.text());
    }
    double sorted =
        Double.isInfinite(cell.number())
            ? Math.copySign(ALMOST_INFINITE, cell.number())
            : cell.number();
    return Values.tuple(string(cell.text()), number(sorted), string(cell.link()));
  }

  private static JsonObject provenance(Provenance provenance) {
    var json = new JsonObject();
    json.add("command", strings(provenance.command()));
    json.add("versions", pairs(provenance.versions(), Values::string));
    json.add("files", array(provenance.files(), ReportData::file));
    return json;
  }

  private static JsonObject file(Source file) {
    var json = new JsonObject();
    json.addProperty("role", file.role());
    json.addProperty("path", file.path());
    json.addProperty("digest", file.digest());
    json.addProperty("bytes", file.bytes());
    return json;
  }
}
