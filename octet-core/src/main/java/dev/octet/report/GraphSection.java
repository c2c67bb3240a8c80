package dev.octet.report;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.report.Network.ByGroup;
import dev.octet.report.Network.ByNumber;
import dev.octet.report.Network.Colouring;
import dev.octet.report.Network.Detail;
import dev.octet.report.Network.Edge;
import dev.octet.report.Network.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/** The graphs of a model, coloured by what is known of its ops. */
final class GraphSection {
  /** The most ops that are drawn of all graphs together. */
  static final int MOST = 2500;

  private final Layers layers;
  private final SequencedMap<String, Colours> colours = new LinkedHashMap<>();
  private final Map<Node, List<Detail>> details = new HashMap<>();

  GraphSection(Layers layers) {
    this.layers = layers;
  }

  /** What is known of ops: groups, or numbers. */
  private sealed interface Colours {
    /** By group. */
    record Groups(Map<Node, String> of) implements Colours {}

    /** By number. */
    record Numbers(Map<Node, Double> of) implements Colours {}
  }

  /** Colours by a group of each op; what comes first is shown first. */
  void colour(String title, Map<Node, String> groupsOfOps) {
    if (!groupsOfOps.isEmpty()) {
      colours.put(title, new Colours.Groups(groupsOfOps));
    }
  }

  /** The same by a number of each op. */
  void shade(String title, Map<Node, Double> numbersOfOps) {
    if (!numbersOfOps.isEmpty()) {
      colours.put(title, new Colours.Numbers(numbersOfOps));
    }
  }

  /** Tells something of an op that is chosen. */
  void tell(Node node, String name, String value) {
    details.computeIfAbsent(node, _ -> new ArrayList<>()).add(new Detail(name, value));
  }

  /** The section of a float model. */
  Section section() {
    return section("The float model's ops, from the inputs to the outputs.");
  }

  /** The section, with what is to be seen. */
  Section section(String what) {
    Model model = layers.model();
    var blocks = new ArrayList<Block>();
    int left = MOST;
    int skipped = 0;
    for (int g = 0; g < model.graphs().size(); g++) {
      Graph graph = model.graphs().get(g);
      int size = graph.nodes().size() + graph.inputs().size() + graph.outputs().size();
      if (size <= left) {
        left -= size;
        blocks.add(new Drawing(graph).network(title(g, graph)));
      } else {
        skipped++;
      }
    }
    String more =
        skipped == 0
            ? ""
            : " %s not drawn: together they have more than %s ops."
                .formatted(
                    Figures.many(skipped, "graph") + (skipped == 1 ? " is" : " are"),
                    Figures.count(MOST));
    return new Section(
        "graph", "The model", what + " Choose an op to see what is known of it." + more, blocks);
  }

  private String title(int place, Graph graph) {
    return layers.model().graphs().size() == 1
        ? "Graph"
        : "Graph %d %s".formatted(place, Names.plain(graph.name())).strip();
  }

  /** One graph. */
  private final class Drawing {
    private final Graph graph;
    private final Map<Node, String> ids = new LinkedHashMap<>();
    private final Map<Tensor, String> makers = new HashMap<>();
    private final List<Op> ops = new ArrayList<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    Drawing(Graph graph) {
      this.graph = graph;
    }

    Network network(String title) {
      for (int i = 0; i < graph.inputs().size(); i++) {
        Tensor input = graph.inputs().get(i);
        ops.add(end("i" + i, "input", input));
        makers.put(input, "i" + i);
      }
      graph.nodes().forEach(this::add);
      for (int i = 0; i < graph.outputs().size(); i++) {
        Tensor output = graph.outputs().get(i);
        ops.add(end("o" + i, "output", output));
        connect(output, "o" + i);
      }
      return new Network(
          new Caption(
              title,
              "%s from %s to %s."
                  .formatted(
                      Figures.many(graph.nodes().size(), "op"),
                      Figures.many(graph.inputs().size(), "input"),
                      Figures.many(graph.outputs().size(), "output"))),
          ops,
          List.copyOf(edges),
          colourings());
    }

    private Op end(String id, String kind, Tensor tensor) {
      return new Op(
          id,
          Names.label(Names.plain(tensor.name())),
          kind,
          List.of(new Detail("type", Layers.shape(tensor))),
          "");
    }

    private void add(Node node) {
      String id = "n" + ids.size();
      ids.put(node, id);
      var known = new ArrayList<Detail>();
      node.inputs().stream()
          .filter(Objects::nonNull)
          .filter(Tensor::isConstant)
          .filter(t -> t.shape().rank() > 0)
          .forEach(t -> known.add(new Detail("constant", Layers.shape(t))));
      node.outputs().forEach(t -> known.add(new Detail("output", Layers.shape(t))));
      known.addAll(details.getOrDefault(node, List.of()));
      ops.add(
          new Op(
              id,
              layers.label(node),
              Names.label(Names.plain(node.op())),
              known,
              layers.link(node)));
      node.inputs().stream().filter(Objects::nonNull).forEach(t -> connect(t, id));
      node.outputs().forEach(t -> makers.put(t, id));
    }

    private void connect(Tensor tensor, String to) {
      String from = makers.get(tensor);
      if (from != null) {
        edges.add(new Edge(from, to, Layers.shape(tensor)));
      }
    }

    private List<Colouring> colourings() {
      var all = new ArrayList<Colouring>();
      colours.forEach(
          (title, known) -> {
            switch (known) {
              case Colours.Groups(var of) when !byId(of).isEmpty() ->
                  all.add(new ByGroup(title, byId(of)));
              case Colours.Numbers(var of) when !byId(of).isEmpty() ->
                  all.add(new ByNumber(title, byId(of)));
              case Colours.Groups _, Colours.Numbers _ -> {}
            }
          });
      return all;
    }

    private <V> Map<String, V> byId(Map<Node, V> of) {
      var byId = new LinkedHashMap<String, V>();
      ids.forEach(
          (node, id) -> {
            V value = of.get(node);
            if (value != null) {
              byId.put(id, value);
            }
          });
      return byId;
    }
  }
}
