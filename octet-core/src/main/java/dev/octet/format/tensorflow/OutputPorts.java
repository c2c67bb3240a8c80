package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.OpDefs;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which of its results a node is asked for: in functions, nodes refer to results by the names of
 * outputs, of which each may have several.
 */
final class OutputPorts {
  private OutputPorts() {}

  /** Which of a node's results is meant; empty if its op has no output of that name. */
  static Optional<Integer> index(NodeDef node, Ref ref) {
    if (ref.port().isEmpty()) {
      return Optional.of(ref.index());
    }
    int first = OpDefs.find(node.op()).map(def -> def.first(node, ref.port())).orElse(0);
    return first < 0 ? Optional.empty() : Optional.of(first + ref.index());
  }

  /** A function in which results are referred to by their numbers, as in other graphs. */
  static FunctionDef numbered(FunctionDef function) {
    Map<String, NodeDef> nodes = new HashMap<>();
    function.nodes().forEach(n -> nodes.put(n.name(), n));
    UnaryOperator<Ref> number =
        ref -> {
          NodeDef node = nodes.get(ref.node());
          return node == null
              ? ref
              : index(node, ref).map(i -> new Ref(ref.node(), "", i)).orElse(ref);
        };
    return function
        .withResults(function.results().stream().map(number).toList())
        .withNodes(
            function.nodes().stream()
                .map(n -> n.withInputs(n.inputs().stream().map(number).toList()))
                .toList());
  }
}
