package dev.octet.plan;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What decides when a loop ends: the ops from which its condition follows, in the condition's graph
 * and, by way of the loop's state, in its body. In integers a small step may round to none, and the
 * loop would not end; so they stay float.
 *
 * <p>Where an op picks the largest of many (the next word, the best box), rounding changes at most
 * which one: what leads there may be integer.
 */
final class LoopConditions {
  private static final Set<String> PICKS = Set.of("ARG_MAX", "ARG_MIN", "TOPK_V2");
  private static final Set<String> SHAPES = Set.of("SHAPE", "RANK");

  private final Model model;
  private final Set<Node> nodes = new HashSet<>();
  private final Set<Tensor> tensors = new HashSet<>();

  LoopConditions(Model model) {
    this.model = model;
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        if (ControlFlow.isWhile(node)) {
          state(node, new HashSet<>());
        }
      }
    }
  }

  /** Whether the tensor decides when a loop ends. */
  boolean contains(Tensor tensor) {
    return tensors.contains(tensor);
  }

  /** Keeps the ops float that decide. */
  void keepFloat(Map<Node, Decision> decisions) {
    for (Node node : nodes) {
      decisions.computeIfPresent(
          node,
          (_, decision) ->
              decision.isInteger()
                  ? Decision.keepFloat(
                      Reason.Code.CONDITION,
                      "it decides when a loop ends, which rounding could keep from ending")
                  : decision);
    }
  }

  /** Adds the places of a loop's state that these depend on, and those that end it. */
  private Set<Integer> state(Node loop, Set<Integer> places) {
    List<Integer> graphs = ControlFlow.graphs(loop);
    places.addAll(inputs(graphs.getFirst(), Set.of(0)));
    while (places.addAll(inputs(graphs.getLast(), places))) {
      // what these depend on, too
    }
    return places;
  }

  /** The places of the inputs on which outputs of a graph depend; what lies between is noted. */
  private Set<Integer> inputs(int index, Set<Integer> outputs) {
    Graph graph = model.graphs().get(index);
    Map<Tensor, Node> producers = graph.producers();
    Deque<Tensor> open = new ArrayDeque<>();
    var reached = new HashSet<Tensor>();
    outputs.stream()
        .filter(o -> o < graph.outputs().size())
        .forEach(o -> open.add(graph.outputs().get(o)));
    while (!open.isEmpty()) {
      Tensor tensor = open.pop();
      Node producer = producers.get(tensor);
      if (reached.add(tensor) && producer != null) {
        open.addAll(sources(producer, tensor));
      }
    }
    tensors.addAll(reached);
    var inputs = new HashSet<Integer>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      if (reached.contains(graph.inputs().get(i))) {
        inputs.add(i);
      }
    }
    return inputs;
  }

  private List<Tensor> sources(Node node, Tensor result) {
    int output = node.outputs().indexOf(result);
    if (ControlFlow.isWhile(node)) {
      return at(node, state(node, new HashSet<>(Set.of(output))), 0);
    }
    if (ControlFlow.isIf(node)) {
      var places = new HashSet<Integer>();
      ControlFlow.graphs(node).forEach(g -> places.addAll(inputs(g, Set.of(output))));
      places.add(-1);
      return at(node, places, 1);
    }
    nodes.add(node);
    if (PICKS.contains(node.op()) || SHAPES.contains(node.op())) {
      nodes.remove(node);
      return List.of();
    }
    return node.inputs().stream().flatMap(java.util.stream.Stream::ofNullable).toList();
  }

  private static List<Tensor> at(Node node, Set<Integer> places, int offset) {
    return places.stream()
        .map(p -> node.input(p + offset))
        .flatMap(java.util.stream.Stream::ofNullable)
        .toList();
  }
}
