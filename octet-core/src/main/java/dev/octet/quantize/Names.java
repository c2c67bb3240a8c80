package dev.octet.quantize;

import dev.octet.model.Graph;
import dev.octet.model.Tensor;
import java.util.HashSet;
import java.util.Set;

/** Names for tensors that are added to a graph: short, and not used before. */
final class Names {
  private final Set<String> used = new HashSet<>();

  Names(Graph graph) {
    graph.tensors().stream().map(Tensor::name).forEach(used::add);
  }

  /** The stem itself if it is free, else with the first free number. */
  String fresh(String stem) {
    String name = stem;
    for (int n = 1; !used.add(name); n++) {
      name = stem + n;
    }
    return name;
  }
}
