package dev.octet.rewrite;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets signatures that compute the same run the same graph. Keras 3 exports every model twice, as
 * {@code serve} and as {@code serving_default}.
 *
 * <pre>
 * signature "a" graph 0        signature "a" graph 0
 * signature "b" graph 1   →    signature "b" graph 0
 * </pre>
 */
final class ShareEqualGraphs implements Rewrite {
  @Override
  public Model apply(Model model) {
    if (model.signatures().size() < 2) {
      return model;
    }
    var same = new SameGraph(model, new EqualBytes(model));
    var kept = new ArrayList<Signature>();
    var changed = false;
    for (Signature signature : model.signatures()) {
      int graph =
          kept.stream()
              .filter(
                  k -> k.graph() != signature.graph() && same.same(k.graph(), signature.graph()))
              .map(Signature::graph)
              .findFirst()
              .orElse(signature.graph());
      changed |= graph != signature.graph();
      kept.add(new Signature(signature.key(), graph, signature.inputs(), signature.outputs()));
    }
    return changed ? withoutUnused(model, kept) : model;
  }

  /** The graphs that a signature, or the first graph, runs. */
  private static Model withoutUnused(Model model, List<Signature> signatures) {
    Set<Integer> used = new LinkedHashSet<>(Set.of(0));
    signatures.forEach(s -> used.add(s.graph()));
    var left = new ArrayList<>(used);
    while (!left.isEmpty()) {
      for (Node node : model.graphs().get(left.removeLast()).nodes()) {
        ControlFlow.graphs(node).stream().filter(used::add).forEach(left::add);
      }
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    List<Integer> inOrder = used.stream().sorted().toList();
    inOrder.forEach(g -> numbers.put(g, numbers.size()));
    return new Model(
        model.description(),
        inOrder.stream().map(g -> renumbered(model.graphs().get(g), numbers)).toList(),
        signatures.stream()
            .map(s -> new Signature(s.key(), to(numbers, s.graph()), s.inputs(), s.outputs()))
            .toList(),
        model.metadata(),
        model.files());
  }

  private static Graph renumbered(Graph graph, Map<Integer, Integer> numbers) {
    var nodes = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      List<Integer> runs = ControlFlow.graphs(node);
      nodes.add(
          runs.isEmpty()
              ? node
              : new Node(
                  ControlFlow.running(node, to(numbers, runs.get(0)), to(numbers, runs.get(1))),
                  node.inputs(),
                  node.outputs()));
    }
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }

  private static int to(Map<Integer, Integer> numbers, int graph) {
    return numbers.getOrDefault(graph, graph);
  }
}
