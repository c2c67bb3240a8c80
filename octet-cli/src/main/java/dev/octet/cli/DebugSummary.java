package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.cli.Table.Align;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.LayerStatistics;
import dev.octet.debug.LayerStatistics.Difference;
import dev.octet.debug.LayerStatistics.Likeness;
import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.Quantization.PerTensor;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What comparing a quantized model with its float twin showed.
 *
 * @param time of the whole job
 */
record DebugSummary(DebuggingOptions options, Diagnosis diagnosis, Duration time)
    implements Answer {
  /** From here on a layer's RMSE/scale is suspect. */
  private static final double SUSPECT = 0.7;

  @Override
  public String text() {
    var head = new Table(Align.LEFT, Align.LEFT);
    head.row("model", options.model());
    head.row(quantized(), how());
    head.row("layers", layers());
    diagnosis.model().forEach((name, figure) -> head.row(name, figure(figure)));
    head.row("time", Numbers.duration(time));
    if (options.isOnCalibrationSamples()) {
      head.row("note", "compared on the samples of the calibration: --data names others");
    }
    diagnosis.notes().forEach(note -> head.row("note", note));
    return head + "\n" + table();
  }

  private String quantized() {
    return options.quantized() == null ? options.recipe().name() : "quantized";
  }

  private String how() {
    String way = options.view().wholeModel() ? "the whole model" : "layer by layer";
    String compared = "compared %s on %d samples".formatted(way, diagnosis.samples());
    return options.quantized() == null ? compared : options.quantized() + ", " + compared;
  }

  private String layers() {
    long suspect = diagnosis.layers().stream().filter(l -> l.rmseOverScale() > SUSPECT).count();
    return "%d quantized, %d of them with RMSE/scale over %s"
        .formatted(diagnosis.layers().size(), suspect, SUSPECT);
  }

  private List<LayerStatistics> worst() {
    return diagnosis.layers().stream()
        .sorted(Comparator.comparingDouble(l -> l.likeness().sqnr()))
        .limit(options.view().top())
        .toList();
  }

  private String table() {
    var table =
        new Table(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("op", "layer", "RMSE/scale", "SQNR dB", "worst channel dB", "saturated");
    for (LayerStatistics layer : worst()) {
      int channel = layer.channels().worst();
      table.row(
          layer.place().op(),
          layer.place().tensorName().split(";", 2)[0],
          figure(layer.rmseOverScale()),
          decibels(layer.likeness().sqnr()),
          channel < 0 ? "" : decibels(layer.channels().sqnr(channel)),
          percent(layer.likeness().saturated()));
    }
    return table.toString();
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String decibels(double value) {
    return Double.isNaN(value)
        ? ""
        : Double.isInfinite(value) ? "equal" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * part);
  }

  @Override
  public JsonElement json() {
    var json = new JsonObject();
    json.addProperty("model", options.model().toString());
    if (options.quantized() == null) {
      json.addProperty("mode", options.recipe().name());
    } else {
      json.addProperty("quantized", options.quantized().toString());
    }
    json.addProperty("whole_model", options.view().wholeModel());
    json.addProperty("samples", diagnosis.samples());
    json.add("model_metrics", figures(diagnosis.model()));
    var layers = new JsonArray();
    diagnosis.layers().forEach(l -> layers.add(json(l)));
    json.add("layers", layers);
    var notes = new JsonArray();
    diagnosis.notes().forEach(notes::add);
    json.add("notes", notes);
    json.addProperty("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static JsonObject json(LayerStatistics layer) {
    Place place = layer.place();
    Difference difference = layer.difference();
    Likeness likeness = layer.likeness();
    PerTensor quantization = place.quantization();
    var json = new JsonObject();
    json.addProperty("op", place.op());
    json.addProperty("name", place.tensorName());
    json.addProperty("node", place.node());
    json.addProperty("graph", place.graph());
    json.addProperty("signature", place.signature());
    json.addProperty("tensor", place.tensor());
    json.add("elements", number(difference.elements()));
    json.add("stddev", number(difference.deviation()));
    json.add("mean_error", number(difference.mean()));
    json.add("max_abs_error", number(difference.largest()));
    json.add("mean_squared_error", number(difference.squared()));
    json.add("metrics", figures(layer.custom()));
    json.add(
        "scale", quantization == null ? JsonNull.INSTANCE : number((double) quantization.scale()));
    json.add(
        "zero_point",
        quantization == null ? JsonNull.INSTANCE : new JsonPrimitive(quantization.zeroPoint()));
    json.add("range", number(layer.range()));
    json.add("rmse_over_scale", number(layer.rmseOverScale()));
    json.add("sqnr_db", number(likeness.sqnr()));
    json.add("cosine", number(likeness.cosine()));
    json.add("saturated", number(likeness.saturated()));
    int worst = layer.channels().worst();
    json.add("worst_channel", worst < 0 ? JsonNull.INSTANCE : new JsonPrimitive(worst));
    json.add(
        "worst_channel_sqnr_db",
        worst < 0 ? JsonNull.INSTANCE : number(layer.channels().sqnr(worst)));
    return json;
  }

  private static JsonObject figures(Map<String, Double> figures) {
    var json = new JsonObject();
    figures.forEach((name, figure) -> json.add(name, number(figure)));
    return json;
  }

  /** JSON has no infinities: they become null. */
  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
