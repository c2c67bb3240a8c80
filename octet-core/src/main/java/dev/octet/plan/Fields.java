package dev.octet.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of a JSON object that a person wrote: every mistake is named with its place. */
final class Fields {
  private final JsonObject object;
  private final String where;

  Fields(JsonElement json, String where) {
    this.where = where;
    if (!json.isJsonObject()) {
      throw wrong("is no JSON object");
    }
    this.object = json.getAsJsonObject();
  }

  /** What the object is, for messages. */
  String where() {
    return where;
  }

  OctetException wrong(String what) {
    return new OctetException(ErrorCode.USAGE, where + ": " + what);
  }

  /** Refuses any other field. */
  void allow(List<String> names) {
    for (String name : object.keySet()) {
      if (!names.contains(name)) {
        throw wrong("there is no field \"%s\"".formatted(name))
            .advise("the fields are " + String.join(", ", names));
      }
    }
  }

  boolean has(String name) {
    return object.has(name) && !object.get(name).isJsonNull();
  }

  private JsonPrimitive primitive(String name, String kind) {
    if (!object.get(name).isJsonPrimitive()) {
      throw wrong("\"%s\" is no %s".formatted(name, kind));
    }
    return object.getAsJsonPrimitive(name);
  }

  String text(String name, String absent) {
    if (!has(name)) {
      return absent;
    }
    JsonPrimitive value = primitive(name, "text");
    if (!value.isString()) {
      throw wrong("\"%s\" is no text".formatted(name));
    }
    return value.getAsString();
  }

  boolean bool(String name, boolean absent) {
    if (!has(name)) {
      return absent;
    }
    JsonPrimitive value = primitive(name, "true or false");
    if (!value.isBoolean()) {
      throw wrong("\"%s\" is neither true nor false".formatted(name));
    }
    return value.getAsBoolean();
  }

  long integer(String name, long absent) {
    if (!has(name)) {
      return absent;
    }
    JsonPrimitive value = primitive(name, "integer");
    try {
      if (value.isNumber()) {
        return new BigDecimal(value.getAsString()).longValueExact();
      }
    } catch (ArithmeticException _) {
      // told below
    }
    throw wrong("\"%s\" is no integer".formatted(name));
  }

  /** The objects or values of a list. */
  JsonArray array(String name) {
    if (!has(name) || !object.get(name).isJsonArray()) {
      throw wrong("\"%s\" is no list".formatted(name));
    }
    return object.getAsJsonArray(name);
  }

  /** One text or a list of them; none when the field is absent. */
  List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (!object.get(name).isJsonArray()) {
      return List.of(text(name, ""));
    }
    var texts = new ArrayList<String>();
    for (JsonElement element : object.getAsJsonArray(name)) {
      if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
        throw wrong("\"%s\" holds something that is no text".formatted(name));
      }
      texts.add(element.getAsString());
    }
    return texts;
  }

  /** The object in a field; an empty one when it is absent. */
  Fields object(String name) {
    return new Fields(
        has(name) ? object.get(name) : new JsonObject(), where + ", \"" + name + "\"");
  }

  /** One out of a few, by the word for it. */
  <T> T word(String name, T absent, List<T> values, Function<T, String> word) {
    if (!has(name)) {
      return absent;
    }
    String text = text(name, "");
    return values.stream()
        .filter(v -> word.apply(v).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                wrong("\"%s\" cannot be \"%s\"".formatted(name, text))
                    .advise(
                        "choose one of "
                            + values.stream().map(word).collect(Collectors.joining(", "))));
  }
}
