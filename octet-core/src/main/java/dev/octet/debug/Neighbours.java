package dev.octet.debug;

import dev.octet.debug.Sensitivity.Layer;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.NodeNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Layers that share tensors: while one of them is quantized, so is the tensor. Layers that do no
 * harm of their own, as those that only move values, hand on what they share.
 */
final class Neighbours {
  private final Map<String, Set<String>> adjacent = new HashMap<>();
  private final List<Set<String>> sharing = new ArrayList<>();

  /** The neighbours among these layers of a model. */
  Neighbours(Model model, List<Layer> layers) {
    Map<String, Layer> all = new HashMap<>();
    layers.forEach(l -> all.put(l.node(), l));
    var names = new NodeNames(model);
    for (Graph graph : model.graphs()) {
      Map<Tensor, Set<String>> users = new LinkedHashMap<>();
      for (Node node : graph.nodes()) {
        String name = names.pattern(node);
        if (all.containsKey(name)) {
          node.inputs().stream()
              .filter(t -> t != null && !t.isConstant())
              .forEach(t -> users.computeIfAbsent(t, _ -> new LinkedHashSet<>()).add(name));
          node.outputs()
              .forEach(t -> users.computeIfAbsent(t, _ -> new LinkedHashSet<>()).add(name));
        }
      }
      users.values().stream().filter(s -> s.size() > 1).forEach(this::join);
    }
    Map<String, Set<String>> near = new LinkedHashMap<>();
    layers.forEach(l -> near.put(l.node(), reached(l.node(), n -> isIdle(all.get(n)))));
    adjacent.putAll(near);
  }

  private static boolean isIdle(@Nullable Layer layer) {
    return layer != null && layer.effect().noise() == 0;
  }

  private void join(Set<String> users) {
    sharing.add(users);
    for (String one : users) {
      Set<String> others = adjacent.computeIfAbsent(one, _ -> new LinkedHashSet<>());
      users.stream().filter(u -> !u.equals(one)).forEach(others::add);
    }
  }

  private Set<String> reached(String from, Predicate<String> isIdle) {
    Set<String> reached = new LinkedHashSet<>();
    var open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (String next : adjacent.getOrDefault(open.remove(), Set.of())) {
        if (!next.equals(from) && reached.add(next) && isIdle.test(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }

  /** Those that share a tensor with a layer, also by way of layers that do no harm. */
  Set<String> of(String layer) {
    return adjacent.getOrDefault(layer, Set.of());
  }

  /** Of each tensor that more than one layer uses, these layers. */
  List<Set<String>> sharing() {
    return sharing;
  }
}
