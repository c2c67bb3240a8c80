package dev.octet.compare;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often two models have each op, by the types that it works on. */
final class OpCounts {
  private OpCounts() {}

  private record Key(String op, String types) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byOp = op.compareTo(other.op);
      return byOp != 0 ? byOp : types.compareTo(other.types);
    }
  }

  static List<OpCount> of(Model before, Model after) {
    var counts = new TreeMap<Key, OpCount>();
    count(before, counts, 1, 0);
    count(after, counts, 0, 1);
    return List.copyOf(counts.values());
  }

  private static void count(Model model, Map<Key, OpCount> counts, int before, int after) {
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        var key = new Key(NodeMatching.opOf(node), types(node));
        counts.merge(
            key,
            new OpCount(key.op(), key.types(), before, after),
            (a, b) ->
                new OpCount(key.op(), key.types(), a.before() + b.before(), a.after() + b.after()));
      }
    }
  }

  /** Such as {@code f32 x i8 → f32}: each type once, in the order of the op's inputs. */
  private static String types(Node node) {
    String read = types(node.inputs().stream().filter(Objects::nonNull).toList());
    return read + " → " + types(node.outputs());
  }

  private static String types(Collection<Tensor> tensors) {
    return tensors.stream().map(t -> t.type().text()).distinct().collect(Collectors.joining(" x "));
  }
}
