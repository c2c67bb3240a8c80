package dev.octet.rewrite;

import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the graphs of a model share while it is rewritten. */
final class Uses {
  private final Map<Constant, Integer> tensors = new HashMap<>();
  private final Map<Object, Constant> made = new HashMap<>();
  private final BitSet entries = new BitSet();

  Uses(Model model) {
    for (Graph graph : model.graphs()) {
      graph.tensors().stream()
          .flatMap(t -> Stream.ofNullable(t.data()))
          .forEach(data -> tensors.merge(data, 1, Integer::sum));
    }
    entries.set(0);
    model.signatures().stream().mapToInt(Signature::graph).forEach(entries::set);
  }

  /** How many tensors of all graphs hold this constant. */
  int tensors(Constant data) {
    return tensors.getOrDefault(data, 1);
  }

  /** A constant that is made anew, the same one for whoever asks by this key. */
  Constant once(Object key, Supplier<Constant> make) {
    return made.computeIfAbsent(key, _ -> make.get());
  }

  /** Whether a graph is run from outside: the first one, and those with a signature. */
  boolean isEntry(int graph) {
    return entries.get(graph);
  }
}
