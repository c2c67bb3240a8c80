package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import dev.octet.format.tensorflow.raise.Condition.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * When each node of a graph without loops runs. A switch sends its value to one of its outputs, and
 * what reads a value that does not come, or waits for a node that does not run, does not run
 * either; a merge runs when one of its inputs comes.
 */
final class Conditions {
  private final Nodes nodes;
  private final Map<String, Condition> of = new LinkedHashMap<>();
  private final Map<String, Choice> choices = new LinkedHashMap<>();
  private final Map<String, Integer> certain = new HashMap<>();

  /**
   * What a merge is.
   *
   * @param predicate what decides
   * @param switched what the switches read: the predicate, or what hands it on
   * @param ifTrue the number of the input that comes where it is true, 0 or 1
   * @param when the merge runs at all
   */
  record Choice(Ref predicate, Ref switched, int ifTrue, Condition when) {}

  private Conditions(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Of all nodes that these depend on or wait for. */
  static Conditions of(Nodes nodes, Collection<String> roots) {
    var conditions = new Conditions(nodes);
    roots.forEach(conditions::visit);
    return conditions;
  }

  /** The nodes, each after those that it depends on. */
  Set<String> visited() {
    return of.keySet();
  }

  /** What the merges are that are choices between two inputs. */
  Map<String, Choice> choices() {
    return choices;
  }

  /** Which input of a merge comes, where the other never does. */
  Optional<Integer> certain(String merge) {
    return Optional.ofNullable(certain.get(merge));
  }

  Condition of(String node) {
    return of.getOrDefault(node, Condition.ALWAYS);
  }

  /** When a value comes. */
  Condition of(Ref ref) {
    NodeDef node = nodes.find(ref.node()).orElse(null);
    Condition runs = of(ref.node());
    if (node == null || Control.of(node) != Control.SWITCH || node.inputs().size() != 2) {
      return runs;
    }
    Ref switched = node.inputs().get(1);
    return runs.and(nodes.source(switched), new Outcome(ref.index() == 1, switched));
  }

  private void visit(String root) {
    Deque<String> stack = new ArrayDeque<>(List.of(root));
    Set<String> open = new HashSet<>();
    while (!stack.isEmpty()) {
      String name = stack.getLast();
      NodeDef node = nodes.find(name).orElse(null);
      if (node == null || of.containsKey(name)) {
        stack.removeLast();
        continue;
      }
      List<String> missing = open.add(name) ? missing(node, open) : List.of();
      if (missing.isEmpty()) {
        of.put(name, condition(node));
        stack.removeLast();
      }
      stack.addAll(missing);
    }
  }

  /** What must be visited first; not what is being visited, as in a cycle that others refuse. */
  private List<String> missing(NodeDef node, Set<String> open) {
    var missing = new ArrayList<String>();
    node.inputs().forEach(r -> missing.add(r.node()));
    missing.addAll(node.controls());
    missing.removeIf(n -> of.containsKey(n) || open.contains(n) || nodes.find(n).isEmpty());
    return missing;
  }

  private Condition condition(NodeDef node) {
    if (Control.of(node) == Control.MERGE) {
      return merge(node);
    }
    Condition all = Condition.ALWAYS;
    for (Ref ref : node.inputs()) {
      all = all.and(of(ref));
    }
    for (String control : node.controls()) {
      all = all.and(of(control));
    }
    return all;
  }

  private Condition merge(NodeDef node) {
    List<Condition> in = node.inputs().stream().map(this::of).toList();
    if (in.size() != 2) {
      return in.stream().reduce(Condition::common).orElse(Condition.ALWAYS);
    }
    if (in.get(0).never() != in.get(1).never()) {
      int comes = in.get(0).never() ? 1 : 0;
      certain.put(node.name(), comes);
      return in.get(comes);
    }
    Optional<Choice> choice = choice(in.get(0), in.get(1));
    choice.ifPresent(c -> choices.put(node.name(), c));
    return choice.map(Choice::when).orElse(in.get(0).common(in.get(1)));
  }

  private static Optional<Choice> choice(Condition first, Condition second) {
    for (Ref p : first.predicates()) {
      if (second.has(p)
          && !first.has(p, second.has(p, true))
          && first.without(p).isLike(second.without(p))) {
        Outcome outcome = Objects.requireNonNull(first.outcomes().get(p));
        int ifTrue = outcome.value() ? 0 : 1;
        return Optional.of(new Choice(p, outcome.switched(), ifTrue, first.without(p)));
      }
    }
    return Optional.empty();
  }

  /**
   * The merges that one branch can make together: of one predicate, and read by none of the others.
   */
  Map<String, List<String>> groups() {
    record Key(Ref switched, Set<Ref> predicates, Map<Ref, Boolean> when) {}
    Map<Key, List<String>> byKey = new LinkedHashMap<>();
    choices.forEach(
        (merge, c) -> {
          var when = new HashMap<Ref, Boolean>();
          c.when().outcomes().forEach((p, o) -> when.put(p, o.value()));
          var key = new Key(c.switched(), Set.of(c.predicate()), when);
          byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(merge);
        });
    Map<String, List<String>> groups = new LinkedHashMap<>();
    byKey.values().forEach(g -> g.forEach(m -> groups.put(m, g)));
    if (hasCycle(groups)) {
      groups.replaceAll((merge, _) -> List.of(merge));
    }
    return groups;
  }

  /** Whether merges that are made together would have to wait for one another. */
  private boolean hasCycle(Map<String, List<String>> groups) {
    Set<String> done = new HashSet<>();
    Set<String> open = new HashSet<>();
    Deque<String> stack = new ArrayDeque<>();
    for (String root : of.keySet()) {
      stack.add(root);
      while (!stack.isEmpty()) {
        String name = stack.getLast();
        List<String> members = groups.getOrDefault(name, List.of(name));
        String unit = members.getFirst();
        if (done.contains(unit)) {
          stack.removeLast();
        } else if (!open.add(unit)) {
          open.remove(unit);
          done.add(unit);
          stack.removeLast();
        } else {
          for (String member : members) {
            for (Ref ref : nodes.find(member).map(NodeDef::inputs).orElse(List.of())) {
              String input = groups.getOrDefault(ref.node(), List.of(ref.node())).getFirst();
              if (open.contains(input)) {
                return true;
              }
              if (!done.contains(input)) {
                stack.addLast(input);
              }
            }
          }
        }
      }
    }
    return false;
  }
}
