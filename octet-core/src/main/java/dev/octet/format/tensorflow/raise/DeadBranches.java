package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes away the branches that a constant predicate never takes, such as those for training: the
 * switch and the merge around the other one hand on their values. What a switch does not send is
 * dead, and so is what reads it.
 */
final class DeadBranches {
  private final Nodes nodes;

  /** Switches with constant predicates, and what those are. */
  private final Map<String, Boolean> known = new HashMap<>();

  private final Set<String> dead = new HashSet<>();

  DeadBranches(Nodes nodes) {
    this.nodes = nodes;
  }

  /**
   * Takes them away; a predicate may become a constant by that.
   *
   * @return the nodes that are dead
   */
  static Set<String> remove(Nodes nodes) {
    Set<String> all = new HashSet<>();
    var pass = new DeadBranches(nodes);
    while (pass.removeOnce()) {
      all.addAll(pass.dead);
      pass = new DeadBranches(nodes);
    }
    return all;
  }

  private boolean removeOnce() {
    var predicates = new Predicates(nodes);
    for (NodeDef node : nodes.all()) {
      if (Control.of(node) == Control.SWITCH && node.inputs().size() == 2) {
        predicates.of(node.inputs().get(1)).ifPresent(v -> known.put(node.name(), v));
      }
    }
    if (known.isEmpty()) {
      return false;
    }
    spread();
    List.copyOf(nodes.all()).forEach(this::replace);
    dead.forEach(nodes::remove);
    return true;
  }

  private void spread() {
    Map<String, List<NodeDef>> readers = nodes.readers();
    Deque<String> left = new ArrayDeque<>(known.keySet());
    while (!left.isEmpty()) {
      for (NodeDef reader : readers.getOrDefault(left.removeFirst(), List.of())) {
        if (!dead.contains(reader.name()) && isDead(reader)) {
          dead.add(reader.name());
          left.add(reader.name());
        }
      }
    }
  }

  private boolean isDead(NodeDef node) {
    return Control.of(node) == Control.MERGE
        ? node.inputs().stream().allMatch(r -> isDead(r) || isNext(r))
        : node.inputs().stream().anyMatch(this::isDead)
            || node.controls().stream().anyMatch(dead::contains);
  }

  private boolean isDead(Ref ref) {
    Boolean taken = known.get(ref.node());
    return dead.contains(ref.node()) || (taken != null && taken != (ref.index() == 1));
  }

  private boolean isNext(Ref ref) {
    return nodes.find(ref.node()).map(Control::of).stream()
        .anyMatch(c -> c == Control.NEXT_ITERATION);
  }

  private void replace(NodeDef node) {
    if (dead.contains(node.name())) {
      return;
    }
    if (known.containsKey(node.name())) {
      Ref data = node.inputs().getFirst();
      nodes.put(Made.identities(node.name(), List.of(data, data)));
    } else if (Control.of(node) == Control.MERGE
        && node.inputs().stream().noneMatch(this::isNext)) {
      merge(node);
    }
  }

  private void merge(NodeDef node) {
    var alive = new ArrayList<Ref>();
    for (Ref ref : node.inputs()) {
      if (!isDead(ref)) {
        alive.add(ref);
      }
    }
    if (alive.size() == 1 && node.inputs().size() > 1) {
      String name = nodes.unique(node.name() + "/value_index");
      nodes.put(Made.scalar(name, DataType.INT32, node.inputs().indexOf(alive.getFirst())));
      nodes.put(Made.identities(node.name(), List.of(alive.getFirst(), Made.ref(name))));
    }
  }
}
