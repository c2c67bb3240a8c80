package dev.octet.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** JSON values as the page's script reads them. */
final class Values {
  /** More digits than a picture can show, and few enough for a small page. */
  private static final MathContext DIGITS = new MathContext(7);

  private Values() {}

  static <T> JsonArray array(Collection<T> values, Function<T, JsonElement> json) {
    var array = new JsonArray(values.size());
    values.forEach(v -> array.add(json.apply(v)));
    return array;
  }

  static JsonArray strings(List<String> values) {
    return array(values, JsonPrimitive::new);
  }

  /** Names and values in their order, which an object of JavaScript would not keep for digits. */
  static <T> JsonArray pairs(Map<String, T> values, Function<T, JsonElement> json) {
    return array(values.entrySet(), e -> tuple(string(e.getKey()), json.apply(e.getValue())));
  }

  static JsonArray tuple(JsonElement... values) {
    return array(List.of(values), v -> v);
  }

  static JsonElement string(String value) {
    return new JsonPrimitive(value);
  }

  /** A number, or null for what JSON has none for. */
  static JsonElement number(double value) {
    if (!Double.isFinite(value)) {
      return JsonNull.INSTANCE;
    }
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      return new JsonPrimitive((long) value);
    }
    return new JsonPrimitive(new BigDecimal(value).round(DIGITS).doubleValue());
  }

  static JsonElement number(long value) {
    return new JsonPrimitive(value);
  }

  /** The object of a kind of block. */
  static JsonObject block(String type) {
    var json = new JsonObject();
    json.addProperty("type", type);
    return json;
  }
}
