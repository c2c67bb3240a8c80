package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which results of each node somebody reads, on the way to the results that are asked for. What a
 * loop carries that nobody reads need not be carried, and a cell whose last state nobody reads can
 * be an op that does not give it away.
 */
final class AskedResults {
  /** No op has so many results; a file may say anything. */
  private static final int MOST = 1 << 16;

  private final Map<String, NodeDef> nodes;
  private final Map<String, BitSet> asked = new HashMap<>();

  AskedResults(Map<String, NodeDef> nodes) {
    this.nodes = nodes;
  }

  /** Asks for these, and so for all that they depend on. */
  void ask(List<Ref> refs) {
    Deque<Ref> left = new ArrayDeque<>(refs);
    while (!left.isEmpty()) {
      Ref ref = left.removeFirst();
      NodeDef node = nodes.get(ref.node());
      BitSet of = asked.get(ref.node());
      if (of == null) {
        of = new BitSet();
        asked.put(ref.node(), of);
        if (node != null) {
          left.addAll(node.inputs());
        }
      }
      int index = node == null ? ref.index() : OutputPorts.index(node, ref).orElse(ref.index());
      of.set(Math.min(index, MOST));
    }
  }

  /** Whether a node, or a function's argument, is read at all. */
  boolean isAsked(String name) {
    return asked.containsKey(name);
  }

  /** The results of a node that are read. */
  BitSet of(NodeDef node) {
    BitSet of = asked.get(node.name());
    return of == null ? new BitSet() : (BitSet) of.clone();
  }
}
