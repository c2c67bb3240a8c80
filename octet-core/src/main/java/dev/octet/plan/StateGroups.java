package dev.octet.plan;

import dev.octet.model.ControlFlow;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tensors of a model are one, by way of its loops and branches. */
final class StateGroups {
  private final Map<Tensor, Integer> ids = new HashMap<>();
  private final List<Set<Tensor>> groups = new ArrayList<>();
  private final Map<Integer, List<Tensor>> outputs = new HashMap<>();
  private final Map<Node, List<Tensor>> arguments = new HashMap<>();

  StateGroups(Model model) {
    model.graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .filter(n -> !ControlFlow.graphs(n).isEmpty())
        .forEach(n -> add(model, n));
  }

  private void add(Model model, Node node) {
    List<Integer> graphs = ControlFlow.graphs(node);
    var first = model.graphs().get(graphs.getFirst());
    var second = model.graphs().get(graphs.getLast());
    boolean loop = ControlFlow.isWhile(node);
    arguments.put(node, second.inputs());
    for (int i = 0; i < Math.min(first.inputs().size(), second.inputs().size()); i++) {
      unite(first.inputs().get(i), second.inputs().get(i));
      Tensor argument = node.input(loop ? i : i + 1);
      if (argument != null) {
        touch(second.inputs().get(i), argument);
      }
    }
    if (loop) {
      outputs(graphs.getLast(), second.outputs(), second.inputs());
      for (int i = 0; i < Math.min(node.outputs().size(), second.inputs().size()); i++) {
        unite(node.output(i), second.inputs().get(i));
      }
    } else {
      outputs(graphs.getFirst(), first.outputs(), node.outputs());
      outputs(graphs.getLast(), second.outputs(), node.outputs());
    }
  }

  /** A graph that several nodes run has one kind of outputs. */
  private void outputs(int graph, List<Tensor> made, List<Tensor> become) {
    List<Tensor> known = outputs.putIfAbsent(graph, become);
    for (int o = 0; o < Math.min(made.size(), become.size()); o++) {
      touch(become.get(o), made.get(o));
      if (known != null && o < known.size()) {
        unite(known.get(o), become.get(o));
      }
    }
  }

  private void unite(Tensor a, Tensor b) {
    int one = id(a);
    int other = id(b);
    if (one != other) {
      members(one).addAll(members(other));
      ids.replaceAll((_, id) -> id == other ? one : id);
    }
  }

  /** Notes a tensor whose values enter a group, though it is its own before. */
  private void touch(Tensor member, Tensor from) {
    members(id(member)).add(from);
  }

  /** The number of the group of an input or a result. */
  private int id(Tensor member) {
    Integer known = ids.get(member);
    if (known != null) {
      return known;
    }
    int id = groups.size();
    ids.put(member, id);
    var alone = new LinkedHashSet<Tensor>();
    alone.add(member);
    groups.add(alone);
    return id;
  }

  /** The inputs and results that are one with others, each with the number of its group. */
  Map<Tensor, Integer> ids() {
    return ids;
  }

  /** All tensors of a group. */
  Set<Tensor> members(int id) {
    return groups.get(id);
  }

  /** What the arguments of a loop or branch become inside, in their order. */
  List<Tensor> inside(Node node) {
    return arguments.getOrDefault(node, List.of());
  }

  Map<Integer, List<Tensor>> outputs() {
    return outputs;
  }
}
