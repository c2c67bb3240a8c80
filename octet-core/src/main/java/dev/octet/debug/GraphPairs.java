package dev.octet.debug;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What an entry of a quantized model, and the bodies of loops and the branches below, have in
 * common with those of the float model.
 */
final class GraphPairs {
  private final Model original;
  private final Model quantized;
  private final SequencedMap<Integer, Pairs> bodies = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Pairs entry;

  /**
   * Pairs an entry.
   *
   * @param before its graph in the float model
   * @param after its graph in the quantized model, with inputs and outputs in the same order
   */
  GraphPairs(Model original, Graph before, Model quantized, Graph after) {
    this.original = original;
    this.quantized = quantized;
    entry = Pairing.of(before, after);
    descend(entry);
  }

  private void descend(Pairs pairs) {
    for (Pair pair : pairs.pairs()) {
      List<Integer> before = ControlFlow.graphs(pair.original());
      List<Integer> after = ControlFlow.graphs(pair.quantized());
      if (ControlFlow.isWhile(pair.quantized()) && !after.isEmpty()) {
        lookAtCondition(after.getFirst());
      }
      for (int i = ControlFlow.isWhile(pair.original()) ? 1 : 0; i < before.size(); i++) {
        if (!bodies.containsKey(after.get(i))) {
          descend(original.graphs().get(before.get(i)), after.get(i));
        }
      }
    }
  }

  private void lookAtCondition(int graph) {
    Graph condition = quantized.graphs().get(graph);
    var ops = new QuantizedOps(new Origins(condition));
    condition.nodes().stream()
        .filter(ops::contains)
        .map(n -> TwinCheck.text(n) + " is not compared: it decides whether a loop goes on")
        .filter(note -> !notes.contains(note))
        .forEach(notes::add);
  }

  private void descend(Graph before, int after) {
    Graph graph = quantized.graphs().get(after);
    if (before.inputs().size() != graph.inputs().size()
        || before.outputs().size() != graph.outputs().size()) {
      notes.add(
          "the ops of graph '%s' are not compared: it carries other values than '%s' of the float"
                  .formatted(graph.name(), before.name())
              + " model");
      return;
    }
    Pairs pairs = Pairing.of(before, graph);
    bodies.put(after, pairs);
    descend(pairs);
  }

  /**
   * Whether outputs of a pair of the entry may differ: the op is quantized, or something in the
   * loop or branch that it is.
   */
  boolean isCompared(Pair pair) {
    return pair.isQuantized()
        || ControlFlow.graphs(pair.quantized()).stream().anyMatch(this::isQuantized);
  }

  private boolean isQuantized(int graph) {
    return ControlFlow.bodiesBelow(quantized, graph).stream().anyMatch(this::isQuantizedItself)
        || isQuantizedItself(graph);
  }

  private boolean isQuantizedItself(int graph) {
    Pairs body = bodies.get(graph);
    return body != null && body.quantizedOps() > 0;
  }

  /** Those of the entry. */
  Pairs entry() {
    return entry;
  }

  /** Those of what it runs, by the place of the graph in the quantized model. */
  SequencedMap<Integer, Pairs> bodies() {
    return bodies;
  }

  /** All of them. */
  List<Pairs> all() {
    var all = new ArrayList<Pairs>(bodies.values());
    all.addFirst(entry);
    return all;
  }

  /** What cannot be compared at all. */
  List<String> notes() {
    return List.copyOf(notes);
  }
}
