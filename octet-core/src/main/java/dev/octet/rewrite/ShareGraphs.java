package dev.octet.rewrite;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets signatures that compute the same run the same graph, as those that Keras exports twice,
 * under two names. A graph that keeps a state from one run to the next stays its signature's own.
 */
final class ShareGraphs implements Rewrite {
  @Override
  public Model apply(Model model) {
    List<Integer> entries =
        model.signatures().stream().map(Signature::graph).distinct().sorted().toList();
    if (entries.size() < 2) {
      return model;
    }
    var bytes = new EqualBytes(model);
    int[] instead = IntStream.range(0, model.graphs().size()).toArray();
    for (int entry : entries) {
      instead[entry] =
          entries.stream()
              .filter(first -> first < entry && instead[first] == first)
              .filter(first -> equal(model, first, entry, bytes))
              .findFirst()
              .orElse(entry);
    }
    return isRising(instead) ? model : without(model, instead);
  }

  private static boolean equal(Model model, int first, int second, EqualBytes bytes) {
    return new EqualGraphs(model.graphs().get(first), model.graphs().get(second), bytes).areEqual();
  }

  private static boolean isRising(int[] instead) {
    return IntStream.range(0, instead.length).allMatch(i -> instead[i] == i);
  }

  private static Model without(Model model, int[] instead) {
    var places = new int[instead.length];
    var kept = new ArrayList<Graph>();
    for (int i = 0; i < instead.length; i++) {
      places[i] = instead[i] == i ? kept.size() : places[instead[i]];
      if (instead[i] == i) {
        kept.add(model.graphs().get(i));
      }
    }
    List<Graph> graphs = kept.stream().map(g -> moved(g, places)).toList();
    List<Signature> signatures =
        model.signatures().stream()
            .map(s -> new Signature(s.key(), places[s.graph()], s.inputs(), s.outputs()))
            .toList();
    return new Model(
        model.description(), graphs, signatures, model.metadata(), model.files());
  }

  private static Graph moved(Graph graph, int[] places) {
    List<Node> nodes = graph.nodes().stream().map(n -> moved(n, places)).toList();
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }

  private static Node moved(Node node, int[] places) {
    List<Integer> runs = ControlFlow.graphs(node);
    return runs.isEmpty()
        ? node
        : Nodes.withOperation(
            node, ControlFlow.running(node, places[runs.getFirst()], places[runs.getLast()]));
  }
}
