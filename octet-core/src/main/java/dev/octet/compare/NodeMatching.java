package dev.octet.compare;

import dev.octet.compare.GraphView.Source;
import dev.octet.debug.Origins;
import dev.octet.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which layers of two graphs correspond. Names decide first, for layers of the same op; then what
 * is computed from the inputs on; then what stands between those found in the same order, kind by
 * kind; then who reads what; at last a name with another op. It does not matter which of the graphs
 * is the first.
 */
final class NodeMatching {
  private final GraphView one;
  private final GraphView other;
  private final Map<Node, Node> there = new LinkedHashMap<>();
  private final Map<Node, Node> back = new HashMap<>();

  NodeMatching(GraphView one, GraphView other) {
    this.one = one;
    this.other = other;
    matchUnique((_, n) -> opAndName(n));
    matchNumbers();
    new SequenceMatching(one, other, this).run();
    while (matchUnique(this::opAndSources)) {}
    matchUnique((_, n) -> Origins.isBorder(n) ? Optional.empty() : name(n));
  }

  /** What both do from their inputs on. */
  private void matchNumbers() {
    var numbering = new Numbering();
    Map<Node, Integer> ones = numbering.of(one);
    Map<Node, Integer> others = numbering.of(other);
    matchUnique((g, n) -> Optional.ofNullable((isFirst(g) ? ones : others).get(n)));
  }

  GraphView one() {
    return one;
  }

  GraphView other() {
    return other;
  }

  /** The layer of the second graph for one of the first, or null. */
  @Nullable Node of(Node node) {
    return there.get(node);
  }

  /** Whether a layer of one of the graphs has a partner. */
  boolean isMatched(GraphView graph, Node node) {
    return isFirst(graph) ? there.containsKey(node) : back.containsKey(node);
  }

  @SuppressWarnings("ReferenceEquality") // a model may be compared with itself
  private boolean isFirst(GraphView graph) {
    return graph == one;
  }

  void match(Node node, Node partner) {
    there.put(node, partner);
    back.put(partner, node);
  }

  /** Matches what each graph has just once. */
  private boolean matchUnique(BiFunction<GraphView, Node, Optional<?>> key) {
    Map<Object, Node> ones = unique(one, key);
    Map<Object, Node> others = unique(other, key);
    boolean found = false;
    for (Map.Entry<Object, Node> entry : ones.entrySet()) {
      Node partner = others.get(entry.getKey());
      if (partner != null) {
        match(entry.getValue(), partner);
        found = true;
      }
    }
    return found;
  }

  private Map<Object, Node> unique(GraphView graph, BiFunction<GraphView, Node, Optional<?>> key) {
    var all = new LinkedHashMap<Object, List<Node>>();
    for (Node node : graph.layers()) {
      if (!isMatched(graph, node)) {
        key.apply(graph, node)
            .ifPresent(k -> all.computeIfAbsent(k, _ -> new ArrayList<>()).add(node));
      }
    }
    var unique = new LinkedHashMap<Object, Node>();
    all.forEach(
        (k, nodes) -> {
          if (nodes.size() == 1) {
            unique.put(k, nodes.getFirst());
          }
        });
    return unique;
  }

  private static Optional<List<Object>> opAndName(Node node) {
    return name(node).map(name -> List.of(opOf(node), name));
  }

  private static Optional<String> name(Node node) {
    return Optional.of(GraphView.shortName(node)).filter(n -> !n.isEmpty());
  }

  /** The op, told apart from a custom one of the same name. */
  static String opOf(Node node) {
    return (node.operation().custom() ? "custom:" : "") + node.op();
  }

  /** A layer by what it reads, if all of that is known on both sides. */
  private Optional<List<Object>> opAndSources(GraphView graph, Node node) {
    var key = new ArrayList<Object>();
    key.add(opOf(node));
    for (var input : node.inputs()) {
      Source source = graph.source(input);
      if (source instanceof Source.Made(Node maker, int output)) {
        Node known = isFirst(graph) ? maker : back.get(maker);
        if (known == null || !there.containsKey(known)) {
          return Optional.empty();
        }
        key.add(new Source.Made(known, output));
      } else {
        key.add(source);
      }
    }
    return Optional.of(key);
  }

  /** Whether two sources are the same thing. */
  boolean isSame(Source before, Source after) {
    return before instanceof Source.Made(Node maker, int output)
        ? after instanceof Source.Made(Node otherMaker, int otherOutput)
            && output == otherOutput
            && otherMaker.equals(there.get(maker))
        : before.equals(after);
  }
}
