package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes of a graph by their names, while some take the places of others. */
final class Nodes {
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Set<String> given;

  /**
   * The nodes of a graph.
   *
   * @param given the names of those that are inputs, whatever they compute in the file
   */
  Nodes(Collection<NodeDef> all, Set<String> given) {
    this.given = given;
    for (NodeDef node : all) {
      if (!given.contains(node.name())) {
        nodes.put(node.name(), node);
      }
    }
  }

  /** A node; empty for an input, and for one that is not there. */
  Optional<NodeDef> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  Collection<NodeDef> all() {
    return nodes.values();
  }

  void put(NodeDef node) {
    nodes.put(node.name(), node);
  }

  void remove(String name) {
    nodes.remove(name);
  }

  /** A name that no node has, and like the one that is wanted. */
  String unique(String wanted) {
    String name = wanted;
    for (int i = 1; nodes.containsKey(name) || given.contains(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  /** The node that makes a value, whoever hands it on. */
  Ref source(Ref ref) {
    Ref at = ref;
    Set<Ref> seen = new HashSet<>();
    while (seen.add(at)) {
      NodeDef node = nodes.get(at.node());
      if (node == null || !handsOn(node) || at.index() >= node.inputs().size()) {
        return at;
      }
      at = node.inputs().get(at.index());
    }
    return at;
  }

  private static boolean handsOn(NodeDef node) {
    return node.op().equals("Identity") || node.op().equals("IdentityN");
  }

  /** The node that makes a value, whoever hands it on. */
  Optional<NodeDef> maker(Ref ref) {
    return find(source(ref).node());
  }

  /** The nodes whose results these depend on, and they themselves. */
  Set<String> reachable(Collection<Ref> roots) {
    Deque<String> left = new ArrayDeque<>();
    roots.forEach(r -> left.add(r.node()));
    Set<String> seen = new LinkedHashSet<>();
    while (!left.isEmpty()) {
      NodeDef node = nodes.get(left.removeFirst());
      if (node != null && seen.add(node.name())) {
        node.inputs().forEach(r -> left.add(r.node()));
      }
    }
    return seen;
  }

  /** The nodes that read results of each node, or wait for it. */
  Map<String, List<NodeDef>> readers() {
    Map<String, List<NodeDef>> readers = new LinkedHashMap<>();
    for (NodeDef node : nodes.values()) {
      node.inputs().forEach(r -> reader(readers, r.node(), node));
      node.controls().forEach(c -> reader(readers, c, node));
    }
    return readers;
  }

  private static void reader(Map<String, List<NodeDef>> readers, String of, NodeDef reader) {
    readers.computeIfAbsent(of, _ -> new ArrayList<>()).add(reader);
  }
}
