package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The frame of a loop in which there is no other: a merge for each variable, of what enters and
 * what the last run left; a switch for each, by which it goes on into the body or out.
 *
 * @param cond the predicate
 * @param variables by their merges
 * @param invariants values that enter and stay as they are: {@code Enter} nodes
 * @param inside the names of all nodes of the condition and the body
 */
record Loop(
    NodeDef cond,
    Map<String, Variable> variables,
    Map<String, NodeDef> invariants,
    Set<String> inside) {

  /**
   * A variable.
   *
   * @param enter takes its first value in
   * @param next its value in the next run
   */
  record Variable(NodeDef enter, Ref next) {}

  /**
   * The loop of a predicate.
   *
   * @param switched what the switches of this predicate read
   * @return empty while there is another loop inside
   */
  static Optional<Loop> of(Nodes nodes, NodeDef cond, Collection<Ref> switched) {
    var loop = new Loop(cond, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    Deque<String> left = new ArrayDeque<>(List.of(cond.name()));
    switched.forEach(r -> left.add(r.node()));
    while (!left.isEmpty()) {
      NodeDef node = nodes.find(left.removeLast()).orElse(null);
      if (node == null || loop.inside.contains(node.name())) {
        continue;
      }
      if (Control.of(node) == Control.EXIT) {
        return Optional.empty();
      }
      loop.add(nodes, node, left);
    }
    loop.variables.values().forEach(v -> loop.invariants.remove(v.enter().name()));
    return Optional.of(loop);
  }

  private void add(Nodes nodes, NodeDef node, Deque<String> left) {
    Optional<Variable> variable = variable(nodes, node);
    if (variable.isPresent()) {
      if (variables.put(node.name(), variable.get()) == null) {
        left.add(variable.get().next().node());
      }
    } else if (Control.of(node) == Control.ENTER && node.inputs().size() == 1) {
      invariants.put(node.name(), node);
    } else {
      inside.add(node.name());
      node.inputs().stream().filter(r -> !isOwn(nodes, node, r)).forEach(r -> left.add(r.node()));
      left.addAll(node.controls());
    }
  }

  /** Whether a switch reads the predicate of the loop by this. */
  private boolean isOwn(Nodes nodes, NodeDef node, Ref ref) {
    return Control.of(node) == Control.SWITCH && isCond(nodes, ref);
  }

  private boolean isCond(Nodes nodes, Ref ref) {
    return nodes.source(ref).node().equals(cond.name());
  }

  private static Optional<Variable> variable(Nodes nodes, NodeDef merge) {
    if (Control.of(merge) != Control.MERGE || merge.inputs().size() != 2) {
      return Optional.empty();
    }
    NodeDef first = nodes.find(merge.inputs().get(0).node()).orElse(null);
    NodeDef second = nodes.find(merge.inputs().get(1).node()).orElse(null);
    if (first == null || second == null) {
      return Optional.empty();
    }
    NodeDef enter = Control.of(first) == Control.ENTER ? first : second;
    NodeDef next = Control.of(first) == Control.ENTER ? second : first;
    return Control.of(enter) == Control.ENTER
            && Control.of(next) == Control.NEXT_ITERATION
            && enter.inputs().size() == 1
            && next.inputs().size() == 1
        ? Optional.of(new Variable(enter, next.inputs().getFirst()))
        : Optional.empty();
  }

  /** The nodes of the condition and the body, where the switches hand on what they read. */
  List<NodeDef> nodes(Nodes nodes) {
    return inside.stream()
        .flatMap(name -> nodes.find(name).stream())
        .map(node -> node.equals(cond) || isSwitch(nodes, node) ? handedOn(node) : node)
        .toList();
  }

  private boolean isSwitch(Nodes nodes, NodeDef node) {
    return Control.of(node) == Control.SWITCH
        && node.inputs().size() == 2
        && isCond(nodes, node.inputs().get(1));
  }

  private static NodeDef handedOn(NodeDef node) {
    Ref data = node.inputs().getFirst();
    return Made.identities(node.name(), List.of(data, data));
  }
}
