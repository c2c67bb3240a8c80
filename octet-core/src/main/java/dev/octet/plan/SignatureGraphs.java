package dev.octet.plan;

import dev.octet.format.tflite.Subgraphs;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which signatures run which graphs, directly or through loops and branches. */
final class SignatureGraphs {
  private final Map<Graph, Set<String>> keys = new HashMap<>();

  SignatureGraphs(Model model) {
    for (Signature signature : model.signatures()) {
      mark(model, signature.graph(), signature.key());
    }
  }

  private void mark(Model model, int index, String key) {
    Graph graph = model.graphs().get(index);
    if (keys.computeIfAbsent(graph, _ -> new HashSet<>()).add(key)) {
      graph.nodes().stream()
          .flatMap(n -> Subgraphs.runBy(n).stream())
          .forEach(g -> mark(model, Math.toIntExact(g), key));
    }
  }

  /** The keys of the signatures that run a graph. */
  Set<String> thatRun(Graph graph) {
    return keys.getOrDefault(graph, Set.of());
  }
}
