package dev.octet.debug;

import dev.octet.debug.Comparison.Watched;
import dev.octet.model.Graph;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the tensors of a graph are in its file. */
final class Places {
  private final Map<Tensor, Integer> places = new HashMap<>();

  Places(Graph graph) {
    for (Tensor tensor : graph.tensors()) {
      places.put(tensor, places.size());
    }
  }

  /** Of one of its tensors; −1 for others. */
  int of(Tensor tensor) {
    return places.getOrDefault(tensor, -1);
  }

  /** What is to be compared in the graph, as far as it holds numbers. */
  List<Watched> watched(CombinedGraph combined) {
    return Stream.of(combined.compared(), combined.quantizedInputs())
        .flatMap(List::stream)
        .filter(c -> Reals.canRead(c.actual().type()))
        .map(c -> new Watched(c, of(c.reference()), of(c.actual())))
        .toList();
  }
}
