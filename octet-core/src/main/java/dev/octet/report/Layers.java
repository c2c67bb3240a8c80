package dev.octet.report;

import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.NodeNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The ops of a model as a report speaks of them: each has a name and an anchor of its own, by which
 * charts, tables and the graph lead to each other.
 *
 * <p>A place that can be led to is a row of a table. Who makes such a table asks for its {@link
 * #anchor}s; links lead only to what was given one.
 */
final class Layers {
  private final Model model;
  private final Map<Node, String> names = new HashMap<>();
  private final Map<Node, String> slugs = new HashMap<>();
  private final String prefix;
  private final Set<Node> linked = new HashSet<>();
  private final Set<Node> placed = new HashSet<>();

  Layers(Model model) {
    this.model = model;
    var names = new Names();
    var slugs = new Names();
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        String plain = Names.plain(NodeNames.first(node));
        this.names.put(node, names.fresh(plain.isEmpty() ? node.op() : plain));
        this.slugs.put(node, "layer-" + slugs.slug(plain));
      }
    }
    this.prefix = Names.commonStart(this.names.values());
  }

  Model model() {
    return model;
  }

  /** The name of an op, unlike that of any other. */
  String name(Node node) {
    return names.getOrDefault(node, Names.plain(NodeNames.first(node)));
  }

  /** The name of an op for a narrow place: without what nearly all begin with. */
  String label(Node node) {
    return label(name(node));
  }

  /** The same for an op's output. */
  String label(Place place) {
    return label(name(place));
  }

  private String label(String name) {
    boolean longer = name.length() > prefix.length() && name.startsWith(prefix);
    return Names.label(longer ? name.substring(prefix.length()) : name);
  }

  /** The name of an op's output: that of the op, but for further outputs. */
  String name(Place place) {
    if (place.node().isEmpty()) {
      return "input " + Names.plain(place.tensorName());
    }
    return name(place.original()) + (place.output() == 0 ? "" : ", output " + place.output());
  }

  /** Says that there will be a row for it. */
  void expect(Node node) {
    if (slugs.containsKey(node)) {
      linked.add(node);
    }
  }

  /** Where the op's row is; empty where it has none. */
  String link(Node node) {
    return linked.contains(node) ? slugs.getOrDefault(node, "") : "";
  }

  /** The same for an op's output. */
  String link(Place place) {
    return link(place.original());
  }

  /** The anchor of a row, for the first row that asks for it and if it was expected; else empty. */
  String anchor(Node node) {
    return linked.contains(node) && placed.add(node) ? slugs.getOrDefault(node, "") : "";
  }

  /** A tensor's type and shape. */
  static String shape(Tensor tensor) {
    return tensor.type().text() + tensor.shape();
  }
}
