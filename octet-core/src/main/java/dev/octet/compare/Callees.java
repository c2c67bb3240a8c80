package dev.octet.compare;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import java.util.ArrayList;
import java.util.List;

/** Which graphs a node runs, whatever its op. */
final class Callees {
  private Callees() {}

  /** Whether an option names a graph by its place. */
  static boolean isGraph(String option) {
    return option.endsWith("subgraph_index") || option.endsWith("subgraph_indices");
  }

  /** The graphs, in the order of the options' names; one that is 0 may be left out by the file. */
  static List<Integer> of(Node node) {
    Attributes options = node.operation().options();
    var graphs = new ArrayList<Integer>();
    if (options != null) {
      options.forEach(
          (name, value) -> {
            if (isGraph(name)) {
              add(value, graphs);
            }
          });
    }
    return graphs;
  }

  private static void add(Object value, List<Integer> graphs) {
    switch (value) {
      case Long place -> graphs.add(Math.toIntExact(place));
      case List<?> places -> places.forEach(p -> add(p, graphs));
      default -> {}
    }
  }
}
