package dev.octet.report;

import static dev.octet.report.Values.array;
import static dev.octet.report.Values.number;
import static dev.octet.report.Values.pairs;
import static dev.octet.report.Values.string;
import static dev.octet.report.Values.tuple;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.report.Layout.Place;
import dev.octet.report.Network.ByGroup;
import dev.octet.report.Network.ByNumber;
import dev.octet.report.Network.Colouring;
import dev.octet.report.Network.Edge;
import dev.octet.report.Network.Op;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A graph as the page's script reads it: with a place for each op and a way for each edge. */
final class NetworkData {
  private NetworkData() {}

  static JsonObject of(Network network) {
    Map<String, Integer> index = index(network.ops());
    Layout layout = layout(network, index);
    JsonObject json = Values.block("network");
    var ops = new JsonArray();
    for (int i = 0; i < network.ops().size(); i++) {
      ops.add(op(network.ops().get(i), layout.ops().get(i)));
    }
    json.add("ops", ops);
    var edges = new JsonArray();
    for (int i = 0; i < network.edges().size(); i++) {
      edges.add(edge(network.edges().get(i), index, layout.edges().get(i)));
    }
    json.add("edges", edges);
    json.add("colourings", array(network.colourings(), c -> colouring(c, index)));
    return json;
  }

  private static Map<String, Integer> index(List<Op> ops) {
    var index = new HashMap<String, Integer>();
    ops.forEach(op -> index.put(op.id(), index.size()));
    return index;
  }

  /** A network has the ops of its edges. */
  private static int place(String id, Map<String, Integer> index) {
    return Objects.requireNonNull(index.get(id));
  }

  private static Layout layout(Network network, Map<String, Integer> index) {
    List<Layout.Arrow> arrows =
        network.edges().stream()
            .map(e -> new Layout.Arrow(place(e.from(), index), place(e.to(), index)))
            .toList();
    return Layout.of(network.ops().size(), arrows);
  }

  private static JsonObject op(Op op, Place place) {
    var json = new JsonObject();
    json.addProperty("label", op.label());
    json.addProperty("kind", op.kind());
    json.add("at", at(place));
    json.add("details", array(op.details(), d -> tuple(string(d.name()), string(d.value()))));
    json.addProperty("link", op.link());
    return json;
  }

  private static JsonElement at(Place place) {
    return tuple(number(place.x()), number(place.rank()));
  }

  private static JsonElement edge(Edge e, Map<String, Integer> index, List<Place> way) {
    return tuple(
        number(place(e.from(), index)),
        number(place(e.to(), index)),
        string(e.label()),
        array(way, NetworkData::at));
  }

  private static JsonObject colouring(Colouring colouring, Map<String, Integer> index) {
    var json = new JsonObject();
    json.addProperty("title", colouring.title());
    switch (colouring) {
      case ByGroup g -> json.add("groups", pairs(known(g.groups(), index), Values::string));
      case ByNumber n -> json.add("numbers", pairs(known(n.numbers(), index), Values::number));
    }
    return json;
  }

  /** By the ops' place in the list; what speaks of no op says nothing. */
  private static <T> Map<String, T> known(Map<String, T> values, Map<String, Integer> index) {
    var known = new LinkedHashMap<String, T>();
    values.forEach(
        (id, value) -> {
          Integer place = index.get(id);
          if (place != null) {
            known.put(place.toString(), value);
          }
        });
    return known;
  }
}
