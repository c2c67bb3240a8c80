package dev.octet.format.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The configuration of a layer, or of an object within: a JSON object, read with its types. */
record Config(JsonObject json) {
  /** One value by itself, to be read with its type under this name. */
  static Config of(String field, JsonElement value) {
    var json = new JsonObject();
    json.add(field, value);
    return new Config(json);
  }

  /** The field itself; JSON's null where it is absent. */
  JsonElement get(String field) {
    return json.has(field) ? json.get(field) : JsonNull.INSTANCE;
  }

  /** Whether a field is there and not null. */
  boolean has(String field) {
    return !get(field).isJsonNull();
  }

  /** A text field. */
  String text(String field, String ifAbsent) {
    return has(field) ? primitive(field, "text", JsonPrimitive::isString).getAsString() : ifAbsent;
  }

  /** A text field that must be there. */
  String text(String field) {
    need(field);
    return text(field, "");
  }

  /** A boolean field. */
  boolean flag(String field, boolean ifAbsent) {
    return has(field)
        ? primitive(field, "true or false", JsonPrimitive::isBoolean).getAsBoolean()
        : ifAbsent;
  }

  /** An integer field. */
  int integer(String field, int ifAbsent) {
    return has(field) ? integer(get(field), field) : ifAbsent;
  }

  /** An integer field that must be there. */
  int integer(String field) {
    need(field);
    return integer(field, 0);
  }

  /** A number. */
  double real(String field, double ifAbsent) {
    return has(field)
        ? primitive(field, "number", JsonPrimitive::isNumber).getAsDouble()
        : ifAbsent;
  }

  /** A list of integers, or one integer. */
  int[] integers(String field) {
    need(field);
    return elements(field).stream().mapToInt(e -> integer(e, field)).toArray();
  }

  /** One integer for each of {@code n} dimensions; a single one stands for all. */
  int[] integers(String field, int n, int ifAbsent) {
    int[] values = has(field) ? integers(field) : new int[] {ifAbsent};
    if (values.length == 1 && n != 1) {
      int all = values[0];
      values = new int[n];
      java.util.Arrays.fill(values, all);
    }
    if (values.length != n) {
      throw wrong(field, n + " integers");
    }
    return values;
  }

  /** A list of numbers, or one number, of any depth, in order. */
  double[] reals(String field) {
    var values = new ArrayList<Double>();
    collect(get(field), field, values);
    return values.stream().mapToDouble(v -> v).toArray();
  }

  private void collect(JsonElement e, String field, List<Double> values) {
    if (e.isJsonArray()) {
      e.getAsJsonArray().forEach(inner -> collect(inner, field, values));
    } else if (e.isJsonPrimitive() && e.getAsJsonPrimitive().isNumber()) {
      values.add(e.getAsDouble());
    } else {
      throw wrong(field, "numbers");
    }
  }

  /** The elements of a list; a single value is a list of one. */
  List<JsonElement> elements(String field) {
    JsonElement value = unwrapped(get(field));
    if (value.isJsonNull()) {
      return List.of();
    }
    return value instanceof JsonArray list ? list.asList() : List.of(value);
  }

  /** One of a list of {@code n}, as if it were the field itself. */
  Config element(String field, int i, int n) {
    List<JsonElement> list = elements(field);
    if (list.size() != n) {
      throw wrong(field, n + " elements");
    }
    var alone = new JsonObject();
    alone.add(field, list.get(i));
    return new Config(alone);
  }

  /** An object within, as Keras serializes one: {@code class_name} and {@code config}. */
  Optional<Config> object(String field) {
    return get(field) instanceof JsonObject o ? Optional.of(new Config(o)) : Optional.empty();
  }

  /** Tuples are written as an object in newer files. */
  private static JsonElement unwrapped(JsonElement value) {
    if (value instanceof JsonObject o
        && o.get("class_name") instanceof JsonPrimitive p
        && (p.getAsString().equals("__tuple__") || p.getAsString().equals("TensorShape"))) {
      return o.has("items") ? o.get("items") : JsonNull.INSTANCE;
    }
    return value;
  }

  private int integer(JsonElement value, String field) {
    if (!(value instanceof JsonPrimitive p) || !p.isNumber()) {
      throw wrong(field, "integers");
    }
    try {
      return new BigDecimal(p.getAsString()).intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(field, "32-bit integers").because(e);
    }
  }

  private JsonPrimitive primitive(String field, String kind, Function<JsonPrimitive, Boolean> is) {
    if (get(field) instanceof JsonPrimitive p && is.apply(p)) {
      return p;
    }
    throw wrong(field, kind);
  }

  private void need(String field) {
    if (!has(field)) {
      throw malformed("its configuration has no \"%s\"".formatted(field));
    }
  }

  private static OctetException wrong(String field, String kind) {
    return malformed("\"%s\" in its configuration should be %s".formatted(field, kind));
  }

  static OctetException malformed(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what)
        .advise("the file is damaged, or no file that Keras wrote");
  }
}
