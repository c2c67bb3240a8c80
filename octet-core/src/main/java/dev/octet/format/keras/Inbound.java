package dev.octet.format.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code inbound_nodes}, the calls of a layer.
 *
 * <p>Keras 3 writes {@code {"args": […], "kwargs": {…}}} with tensors as objects that have a {@code
 * keras_history}. Keras 2 writes a list (or structure) of {@code [layer, call, index, kwargs]}.
 */
final class Inbound {
  private static final String CONSTANT = "_CONSTANT_VALUE";

  private Inbound() {}

  static List<Call> calls(Config layer) {
    var calls = new ArrayList<Call>();
    for (JsonElement node : layer.elements("inbound_nodes")) {
      calls.add(node instanceof JsonObject o && o.has("args") ? keras3(o) : keras2(node));
    }
    return calls;
  }

  private static Call keras3(JsonObject node) {
    var positional = new ArrayList<Argument>();
    new Config(node).elements("args").forEach(a -> positional.add(argument(a)));
    var named = new LinkedHashMap<String, Argument>();
    if (node.get("kwargs") instanceof JsonObject kwargs) {
      kwargs.asMap().forEach((name, value) -> named.put(name, argument(value)));
    }
    return new Call(positional, named);
  }

  /** An argument as Keras 3 writes it. */
  static Argument argument(JsonElement json) {
    if (json instanceof JsonArray list) {
      return new Argument.Items(list.asList().stream().map(Inbound::argument).toList());
    }
    if (!(json instanceof JsonObject object)) {
      return new Argument.Literal(json);
    }
    String type = object.get("class_name") instanceof JsonPrimitive p ? p.getAsString() : "";
    if (type.equals("__keras_tensor__")) {
      Config config = new Config(object).object("config").orElseThrow(Inbound::noTensor);
      return ref(config.elements("keras_history"));
    }
    if (type.equals("__tuple__") && object.get("items") instanceof JsonArray items) {
      return argument(items);
    }
    if (!type.isEmpty()) {
      return new Argument.Literal(json);
    }
    var named = new LinkedHashMap<String, Argument>();
    object.asMap().forEach((name, value) -> named.put(name, argument(value)));
    return new Argument.Named(named);
  }

  private static Call keras2(JsonElement node) {
    Map<String, Argument> named = new LinkedHashMap<>();
    Argument first = structure(node, named);
    boolean single = first instanceof Argument.Items(var items) && items.size() == 1;
    return new Call(List.of(single ? ((Argument.Items) first).items().getFirst() : first), named);
  }

  private static Argument structure(JsonElement json, Map<String, Argument> named) {
    if (json instanceof JsonObject object) {
      var items = new LinkedHashMap<String, Argument>();
      object.asMap().forEach((name, value) -> items.put(name, structure(value, named)));
      return new Argument.Named(items);
    }
    if (!(json instanceof JsonArray list)) {
      return new Argument.Literal(json);
    }
    if (!isText(list, 0)) {
      return new Argument.Items(list.asList().stream().map(e -> structure(e, named)).toList());
    }
    if (list.size() > 3 && list.get(3) instanceof JsonObject kwargs) {
      kwargs.asMap().forEach((name, value) -> named.put(name, kwarg(value)));
    }
    return list.get(0).getAsString().equals(CONSTANT) && list.size() > 2
        ? new Argument.Literal(list.get(2))
        : ref(list.asList());
  }

  /** A list of a name and two numbers can only be a tensor; any other list may hold some. */
  private static Argument kwarg(JsonElement json) {
    if (json instanceof JsonArray list) {
      boolean tensor =
          list.size() == 3 && isText(list, 0) && isNumber(list, 1) && isNumber(list, 2);
      return tensor
          ? (list.get(0).getAsString().equals(CONSTANT)
              ? new Argument.Literal(list.get(2))
              : ref(list.asList()))
          : new Argument.Items(list.asList().stream().map(Inbound::kwarg).toList());
    }
    return new Argument.Literal(json);
  }

  /** The name of a layer, the number of its call, the number of the result. */
  static Argument.Ref ref(List<JsonElement> history) {
    if (history.size() < 3 || !history.stream().limit(3).allMatch(JsonElement::isJsonPrimitive)) {
      throw noTensor();
    }
    return new Argument.Ref(
        history.get(0).getAsString(),
        Config.of("call", history.get(1)).integer("call"),
        Config.of("index", history.get(2)).integer("index"));
  }

  private static dev.octet.error.OctetException noTensor() {
    return Config.malformed("a reference to a layer's result has no keras_history");
  }

  private static boolean isText(JsonArray list, int i) {
    return list.size() > i && list.get(i) instanceof JsonPrimitive p && p.isString();
  }

  private static boolean isNumber(JsonArray list, int i) {
    return list.size() > i && list.get(i) instanceof JsonPrimitive p && p.isNumber();
  }
}
