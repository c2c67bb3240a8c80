package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that is being put together: all of it, or the side of a branch.
 *
 * @param outcomes what predicates are known to be in it
 * @param captures what it takes from around it; empty for the outermost
 * @param made its nodes by name
 * @param left names of nodes to be made
 */
record Scope(
    Map<Ref, Boolean> outcomes,
    List<Captures> captures,
    Map<String, NodeDef> made,
    Deque<String> left) {

  /**
   * What the two sides of a branch take from around it.
   *
   * @param predicate what decides
   * @param names what the sides call the values, in the order of the arguments
   */
  record Captures(Ref predicate, Map<Ref, String> names) {
    Captures(Ref predicate) {
      this(predicate, new LinkedHashMap<>());
    }

    /** The argument that has a value. */
    Ref of(Ref outer) {
      return Made.ref(
          names.computeIfAbsent(outer, r -> "captured:" + names.size() + ":" + r.node()));
    }

    List<Ref> values() {
      return List.copyOf(names.keySet());
    }

    Collection<String> arguments() {
      return names.values();
    }
  }

  static Scope outermost() {
    return new Scope(Map.of(), List.of(), new LinkedHashMap<>(), new ArrayDeque<>());
  }

  /** A side of a branch in this. */
  Scope side(Captures captures, boolean value) {
    var inner = new HashMap<>(outcomes);
    inner.put(captures.predicate(), value);
    return new Scope(inner, List.of(captures), new LinkedHashMap<>(), new ArrayDeque<>());
  }

  void put(NodeDef node) {
    made.put(node.name(), node);
  }
}
