package dev.octet.calibrate;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Gives tensors one range that are the same function of different inputs through the same weights,
 * as the branches of a Siamese network are, or signatures that share an encoder.
 *
 * <p>What one of them was seen to take the other can take too; and calibration data often shows one
 * of them little, such as a reference that is the same in every sample. With one range their values
 * also have one scale where they meet.
 *
 * <pre>
 *   a ─ FULLY_CONNECTED w ─ p −8.6…8.0          p, q −8.6…8.0
 *                                        →
 *   b ─ FULLY_CONNECTED w ─ q −2.3…6.2          a, b likewise
 * </pre>
 */
final class Twins {
  private final Map<Tensor, Tensor> parents = new HashMap<>();
  private final Map<Tensor, Node> producers = new HashMap<>();

  private Twins() {}

  /** These ranges, each as wide as those of its twins. */
  static Map<Tensor, Range> unite(Model model, OpTable table, Map<Tensor, Range> ranges) {
    long inputs =
        model.entries().stream().mapToLong(e -> model.graphs().get(e).inputs().size()).sum();
    if (inputs < 2) {
      return ranges;
    }
    var twins = new Twins();
    twins.find(model, table);
    return twins.widen(ranges);
  }

  private void find(Model model, OpTable table) {
    var computations = new Computations();
    Map<Integer, List<Node>> same = new LinkedHashMap<>();
    for (int entry : model.entries()) {
      Graph graph = model.graphs().get(entry);
      computations.add(graph);
      producers.putAll(graph.producers());
      for (Node node : behindWeights(graph, table)) {
        same.computeIfAbsent(computations.of(node), _ -> new ArrayList<>()).add(node);
      }
    }
    for (List<Node> nodes : same.values()) {
      nodes.stream().skip(1).forEach(n -> pair(nodes.getFirst(), n));
    }
  }

  /** Nodes with weights, and what reads from them: without weights, sameness says little. */
  private static List<Node> behindWeights(Graph graph, OpTable table) {
    Set<Tensor> behind = new HashSet<>();
    var nodes = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      boolean weighted = table.find(node).filter(r -> !r.weightsOf(node).isEmpty()).isPresent();
      if (weighted || node.inputs().stream().anyMatch(behind::contains)) {
        behind.addAll(node.outputs());
        nodes.add(node);
      }
    }
    return nodes;
  }

  private record Pair(Node one, Node other) {}

  /** Two nodes of the same number, with all that they are computed from. */
  private void pair(Node one, Node other) {
    for (int o = 0; o < one.outputs().size(); o++) {
      unite(one.output(o), other.output(o));
    }
    var pairs = new ArrayDeque<Pair>();
    pairs.add(new Pair(one, other));
    while (!pairs.isEmpty()) {
      Pair pair = pairs.remove();
      for (int i = 0; i < pair.one.inputs().size(); i++) {
        Tensor a = pair.one.input(i);
        Tensor b = pair.other.input(i);
        if (a != null && b != null && !a.isConstant() && unite(a, b) && producers.containsKey(a)) {
          pairs.add(new Pair(producer(a), producer(b)));
        }
      }
    }
  }

  private Node producer(Tensor tensor) {
    return Objects.requireNonNull(producers.get(tensor));
  }

  /** Returns whether they were not united before. */
  private boolean unite(Tensor a, Tensor b) {
    Tensor one = first(a);
    Tensor other = first(b);
    if (one == other) {
      return false;
    }
    parents.put(other, one);
    return true;
  }

  private Tensor first(Tensor tensor) {
    Tensor first = tensor;
    for (Tensor up = parents.get(first); up != null; up = parents.get(first)) {
      first = up;
    }
    return first;
  }

  private Map<Tensor, Range> widen(Map<Tensor, Range> ranges) {
    var united = new HashMap<Tensor, Range>();
    ranges.forEach((tensor, range) -> united.merge(first(tensor), range, Range::with));
    var widened = new HashMap<Tensor, Range>();
    ranges.keySet().forEach(t -> widened.put(t, Objects.requireNonNull(united.get(first(t)))));
    return widened;
  }
}
