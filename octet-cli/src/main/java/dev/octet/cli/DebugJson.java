package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.Effect;
import dev.octet.debug.Finding;
import dev.octet.debug.LayerStatistics;
import dev.octet.debug.LayerStatistics.Difference;
import dev.octet.debug.LayerStatistics.Likeness;
import dev.octet.debug.LayerStatistics.Place;
import dev.octet.debug.Sensitivity;
import dev.octet.model.Quantization.PerTensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What a comparison showed, for programs: all of it. */
record DebugJson(DebugSummary summary) {
  JsonElement json() {
    DebuggingOptions options = summary.options();
    Diagnosis diagnosis = summary.diagnosis();
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
    json.add("layers", array(diagnosis.layers(), DebugJson::layer));
    json.add("inputs", array(diagnosis.inputs(), DebugJson::layer));
    json.add("ranked", array(diagnosis.ranked(), l -> new JsonPrimitive(l.place().tensor())));
    json.add("findings", array(diagnosis.findings(), DebugJson::finding));
    Sensitivity sensitivity = summary.sensitivity();
    if (sensitivity != null) {
      json.add("sensitivity", sensitivity(sensitivity));
    }
    json.add("notes", array(diagnosis.notes(), JsonPrimitive::new));
    json.addProperty("seconds", summary.time().toMillis() / 1000.0);
    return json;
  }

  private static <T> JsonArray array(List<T> values, Function<T, JsonElement> json) {
    var array = new JsonArray();
    values.forEach(v -> array.add(json.apply(v)));
    return array;
  }

  private static JsonObject layer(LayerStatistics layer) {
    Difference difference = layer.difference();
    Likeness likeness = layer.likeness();
    JsonObject json = place(layer.place());
    json.add("elements", number(difference.elements()));
    json.add("stddev", number(difference.deviation()));
    json.add("mean_error", number(difference.mean()));
    json.add("max_abs_error", number(difference.largest()));
    json.add("mean_squared_error", number(difference.squared()));
    json.add("metrics", figures(layer.custom()));
    PerTensor quantization = layer.place().quantization();
    json.add("scale", quantization == null ? null : new JsonPrimitive(quantization.scale()));
    json.add(
        "zero_point", quantization == null ? null : new JsonPrimitive(quantization.zeroPoint()));
    json.add("range", number(layer.range()));
    json.add("rmse_over_scale", number(layer.rmseOverScale()));
    json.add("sqnr_db", number(likeness.sqnr()));
    json.add("cosine", number(likeness.cosine()));
    json.add("saturated", number(likeness.saturated()));
    int worst = layer.channels().worst();
    json.add("worst_channel", worst < 0 ? null : new JsonPrimitive(worst));
    json.add("worst_channel_sqnr_db", worst < 0 ? null : number(layer.channels().sqnr(worst)));
    json.add("damage", number(layer.damage()));
    return json;
  }

  private static JsonObject place(Place place) {
    var json = new JsonObject();
    json.addProperty("op", place.op());
    json.addProperty("name", place.tensorName());
    json.addProperty("node", place.node());
    json.addProperty("graph", place.graph());
    json.addProperty("signature", place.signature());
    json.addProperty("tensor", place.tensor());
    return json;
  }

  private static JsonObject finding(Finding finding) {
    var json = new JsonObject();
    json.addProperty("rule", finding.rule());
    json.addProperty("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.add("layer", place(finding.place()));
    json.add("damage", number(finding.damage()));
    json.add("evidence", figures(finding.evidence()));
    json.addProperty("sentence", finding.sentence());
    json.add("fixes", array(finding.fixes(), JsonPrimitive::new));
    return json;
  }

  private static JsonObject sensitivity(Sensitivity sensitivity) {
    var json = new JsonObject();
    json.addProperty("way", sensitivity.way().name().toLowerCase(Locale.ROOT));
    json.addProperty("samples", sensitivity.samples());
    json.add("all", effect(sensitivity.all()));
    json.add("layers", array(sensitivity.layers(), DebugJson::sensitiveLayer));
    return json;
  }

  private static JsonObject sensitiveLayer(Sensitivity.Layer layer) {
    var json = new JsonObject();
    json.addProperty("rank", layer.rank());
    json.addProperty("op", layer.op());
    json.addProperty("name", layer.name());
    json.addProperty("node", layer.node());
    json.add("effect", effect(layer.effect()));
    return json;
  }

  private static JsonObject effect(Effect effect) {
    var json = new JsonObject();
    json.add("noise", number(effect.noise()));
    json.add("sqnr_db", number(effect.sqnrDb()));
    json.add("agreement", number(effect.agreement()));
    json.add("max_difference", number(effect.maxDifference()));
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
