package dev.octet.plan;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What decides when a loop ends: the ops from which its condition follows, in the condition's graph
 * and, by way of the loop's state, in its body. In integers a small step may round to none, and the
 * loop would not end; so they stay float.
 *
 * <p>Where an op picks the largest of many (the next word, the best box), rounding changes at most
 * which one: what leads there may be integer.
 */
final class LoopConditions {
  private final Model model;
  private final OpTable table;
  private final Map<Question, Set<Integer>> answers = new HashMap<>();
  private final Set<Node> nodes = new HashSet<>();
  private final Set<Tensor> tensors = new HashSet<>();

  /**
   * Of which inputs do these outputs of a graph come? Nested loops ask the same again and again.
   */
  private record Question(int graph, Set<Integer> outputs) {}

  LoopConditions(Model model, OpTable table) {
    this.model = model;
    this.table = table;
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        if (ControlFlow.isWhile(node) && !ControlFlow.graphs(node).isEmpty()) {
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
              decision.floatInstead(
                  "it decides when a loop ends, which rounding could keep from ending"));
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
    var question = new Question(index, Set.copyOf(outputs));
    Set<Integer> known = answers.get(question);
    if (known == null) {
      known = find(index, outputs);
      answers.put(question, known);
    }
    return known;
  }

  private Set<Integer> find(int index, Set<Integer> outputs) {
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
    List<Integer> graphs = ControlFlow.graphs(node);
    if (!graphs.isEmpty() && ControlFlow.isWhile(node)) {
      return at(node, state(node, new HashSet<>(Set.of(output))), 0);
    }
    if (!graphs.isEmpty()) {
      var places = new HashSet<Integer>();
      graphs.forEach(g -> places.addAll(inputs(g, Set.of(output))));
      places.add(-1);
      return at(node, places, 1);
    }
    if (picks(node, result)) {
      return List.of();
    }
    nodes.add(node);
    return node.inputs().stream().flatMap(Stream::ofNullable).toList();
  }

  /** Whether the result says where in one tensor, not what; or looks at shapes only. */
  private boolean picks(Node node, Tensor result) {
    return !Planner.isFloat(result)
        && table
            .find(node)
            .filter(row -> row.typeBlind() || row.activations().size() == 1)
            .isPresent();
  }

  private static List<Tensor> at(Node node, Set<Integer> places, int offset) {
    return places.stream().map(p -> node.input(p + offset)).flatMap(Stream::ofNullable).toList();
  }
}
