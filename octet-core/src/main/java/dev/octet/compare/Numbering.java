package dev.octet.compare;

import dev.octet.compare.GraphView.Source;
import dev.octet.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers for layers of several graphs: those that do the same to the same values, all the way from
 * the inputs of their graphs, have one number.
 */
final class Numbering {
  private final Map<Object, Integer> numbers = new HashMap<>();

  /** What a layer does, and to what. */
  private record Key(List<String> outline, long start, List<Object> sources) {}

  /** The value that a numbered layer makes. */
  private record Value(int number, int output) {}

  /** Numbers the layers of a further graph. */
  Map<Node, Integer> of(GraphView graph) {
    var known = new HashMap<Node, Integer>();
    for (Node node : graph.layers()) {
      sources(graph, node, known)
          .map(s -> key(graph.outline(node), s))
          .ifPresent(k -> known.put(node, numbers.computeIfAbsent(k, _ -> numbers.size())));
    }
    return known;
  }

  private static Key key(Outline outline, List<Object> sources) {
    return new Key(
        List.of(outline.op(), outline.shapes(), outline.constants(), outline.options()),
        outline.start(),
        sources);
  }

  private static Optional<List<Object>> sources(
      GraphView graph, Node node, Map<Node, Integer> known) {
    var sources = new ArrayList<Object>();
    for (var input : node.inputs()) {
      Source source = graph.source(input);
      if (source instanceof Source.Made(Node maker, int output)) {
        Integer number = known.get(maker);
        if (number == null) {
          return Optional.empty();
        }
        sources.add(new Value(number, output));
      } else {
        sources.add(source);
      }
    }
    return Optional.of(sources);
  }
}
