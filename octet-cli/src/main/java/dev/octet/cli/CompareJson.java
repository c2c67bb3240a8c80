package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.compare.Change;
import dev.octet.compare.ComparedModel;
import dev.octet.compare.Comparison;
import dev.octet.compare.ConstantPair;
import dev.octet.compare.Difference;
import dev.octet.compare.Layer;
import dev.octet.compare.LayerPair;
import dev.octet.compare.OpCount;
import dev.octet.compare.PortPair;
import dev.octet.compare.TensorFacts;
import dev.octet.compare.Totals;
import dev.octet.model.Footprint.OfType;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where two models differ, for programs: all of it. */
record CompareJson(Comparison comparison) {
  JsonElement json() {
    var json = new JsonObject();
    json.addProperty("same", comparison.isSame());
    json.addProperty("same_file", comparison.isSameFile());
    json.add("before", model(comparison.before(), comparison.beforeTotals()));
    json.add("after", model(comparison.after(), comparison.afterTotals()));
    json.add("ports", array(comparison.ports(), CompareJson::port));
    json.add("ops", array(comparison.ops(), CompareJson::op));
    json.add("layers", array(comparison.layers(), CompareJson::layer));
    json.add("other", array(comparison.other(), CompareJson::change));
    return json;
  }

  private static <T> JsonArray array(List<T> all, Function<T, JsonElement> toJson) {
    var json = new JsonArray();
    all.forEach(one -> json.add(toJson.apply(one)));
    return json;
  }

  private static JsonObject model(ComparedModel model, Totals totals) {
    var json = new JsonObject();
    json.addProperty("model", model.name());
    json.addProperty("format", model.format());
    json.addProperty("bytes", model.bytes());
    json.addProperty("digest", model.digest());
    json.addProperty("graphs", totals.graphs());
    json.addProperty("ops", totals.ops());
    json.addProperty("tensors", totals.tensors());
    json.addProperty("parameters", totals.parameters());
    json.addProperty("constant_bytes", totals.weightBytes());
    json.addProperty("activation_bytes", totals.activationBytes());
    json.add("constants", array(totals.weights(), CompareJson::ofType));
    return json;
  }

  private static JsonObject ofType(OfType type) {
    var json = new JsonObject();
    json.addProperty("type", type.type().text());
    json.addProperty("count", type.count());
    json.addProperty("bytes", type.bytes());
    return json;
  }

  private static JsonObject port(PortPair port) {
    var json = new JsonObject();
    json.addProperty("signature", port.signature());
    json.addProperty("kind", port.isInput() ? "input" : "output");
    json.addProperty("name", port.name());
    json.addProperty("same", port.isSame());
    json.add("before", tensor(port.before()));
    json.add("after", tensor(port.after()));
    return json;
  }

  private static JsonElement tensor(@Nullable TensorFacts tensor) {
    if (tensor == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.addProperty("name", tensor.name());
    json.addProperty("type", tensor.type().text());
    json.addProperty("shape", tensor.shape().toString());
    json.add("quantization", Parameters.json(tensor.quantization()));
    return json;
  }

  private static JsonObject op(OpCount op) {
    var json = new JsonObject();
    json.addProperty("op", op.op());
    json.addProperty("types", op.types());
    json.addProperty("before", op.before());
    json.addProperty("after", op.after());
    return json;
  }

  private static JsonObject layer(LayerPair pair) {
    var json = new JsonObject();
    json.addProperty("status", lowerCase(pair.status()));
    json.add("before", layer(pair.before()));
    json.add("after", layer(pair.after()));
    json.add("changes", array(pair.changes(), CompareJson::change));
    json.add("constants", array(pair.constants(), CompareJson::constant));
    return json;
  }

  private static JsonElement layer(@Nullable Layer layer) {
    if (layer == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.addProperty("graph", layer.graph());
    json.addProperty("place", layer.place());
    json.addProperty("op", layer.op());
    json.addProperty("version", layer.version());
    json.add("outputs", array(layer.outputs(), CompareJson::tensor));
    json.addProperty("constant_bytes", layer.bytes());
    json.addProperty("shared_bytes", layer.sharedBytes());
    json.addProperty("parameters", layer.parameters());
    return json;
  }

  private static JsonObject change(Change change) {
    var json = new JsonObject();
    json.addProperty("kind", lowerCase(change.kind()));
    json.addProperty("what", change.what());
    json.addProperty("before", change.before());
    json.addProperty("after", change.after());
    return json;
  }

  private static JsonObject constant(ConstantPair pair) {
    var json = new JsonObject();
    json.addProperty("input", pair.input());
    json.addProperty("likeness", lowerCase(pair.likeness()));
    json.add("before", tensor(pair.before()));
    json.addProperty("before_bytes", pair.beforeBytes());
    json.add("after", tensor(pair.after()));
    json.addProperty("after_bytes", pair.afterBytes());
    Difference difference = pair.difference();
    json.add("relative_rms", number(difference, Difference::relative));
    json.add("sqnr_db", number(difference, Difference::sqnr));
    json.add("max_difference", number(difference, Difference::max));
    return json;
  }

  /** JSON has no infinities: they become null. */
  private static JsonElement number(
      @Nullable Difference difference, Function<Difference, Double> figure) {
    double value = difference == null ? Double.NaN : figure.apply(difference);
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
