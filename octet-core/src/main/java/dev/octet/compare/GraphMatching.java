package dev.octet.compare;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Signature;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which graphs of two models correspond: those that a signature of one key runs, the main ones,
 * what matched ops run, those of one name, then the rest in their order.
 */
final class GraphMatching {
  private final Model before;
  private final Model after;
  private final Map<Integer, NodeMatching> there = new TreeMap<>();
  private final SequencedMap<Integer, Integer> places = new LinkedHashMap<>();
  private final Set<Integer> taken = new HashSet<>();

  private record Pair(int one, int other) {}

  GraphMatching(Model before, Model after) {
    this.before = before;
    this.after = after;
    for (Signature signature : before.signatures()) {
      after.signature(signature.key()).ifPresent(s -> match(signature.graph(), s.graph()));
    }
    match(0, 0);
    matchNames();
    matchRest();
  }

  /** The layers of a graph of the first model beside those of its partner, or null. */
  @Nullable NodeMatching of(int graph) {
    return there.get(graph);
  }

  /** The place of the partner of a graph of the first model. */
  Optional<Integer> place(int graph) {
    return Optional.ofNullable(places.get(graph));
  }

  /** Whether a graph of the second model has a partner. */
  boolean isTaken(int graph) {
    return taken.contains(graph);
  }

  /** Two graphs and, one after the other, those that their ops run. */
  private void match(int first, int partner) {
    var open = new ArrayDeque<>(List.of(new Pair(first, partner)));
    while (!open.isEmpty()) {
      Pair pair = open.remove();
      if (isOpen(pair)) {
        matchNodes(pair, open);
      }
    }
  }

  private boolean isOpen(Pair pair) {
    return pair.one() < before.graphs().size()
        && pair.other() < after.graphs().size()
        && !places.containsKey(pair.one())
        && !taken.contains(pair.other());
  }

  private void matchNodes(Pair pair, Queue<Pair> open) {
    places.put(pair.one(), pair.other());
    taken.add(pair.other());
    var nodes =
        new NodeMatching(
            new GraphView(before.graphs().get(pair.one())),
            new GraphView(after.graphs().get(pair.other())));
    there.put(pair.one(), nodes);
    for (Node node : nodes.one().layers()) {
      Node partner = nodes.of(node);
      List<Integer> ones = partner == null ? List.of() : Callees.of(node);
      List<Integer> others = partner == null ? List.of() : Callees.of(partner);
      for (int i = 0; ones.size() == others.size() && i < ones.size(); i++) {
        open.add(new Pair(ones.get(i), others.get(i)));
      }
    }
  }

  private void matchNames() {
    for (int i = 0; i < before.graphs().size(); i++) {
      String name = before.graphs().get(i).name();
      List<Graph> named = after.graphs().stream().filter(g -> g.name().equals(name)).toList();
      if (!name.isEmpty() && named.size() == 1) {
        match(i, after.graphs().indexOf(named.getFirst()));
      }
    }
  }

  private void matchRest() {
    int next = 0;
    for (int i = 0; i < before.graphs().size(); i++) {
      while (next < after.graphs().size() && taken.contains(next)) {
        next++;
      }
      match(i, next);
    }
  }
}
