package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets equal constants be one: one tensor within a graph where all of it is equal, else one set of
 * bytes, also across graphs.
 *
 * <pre>
 * %a = ADD(%x, const %c = {1, 2})
 * %y = MUL(%a, const %d = {1, 2})   →   %y = MUL(%a, %c)
 * </pre>
 */
final class DedupeConstants implements Rewrite {
  /** All that must be equal for two constants to be one tensor. */
  private record Key(
      ElementType type,
      Shape shape,
      Constant data,
      @Nullable Quantization quantization,
      @Nullable Attributes extras) {}

  @Override
  public Model apply(Model model) {
    var bytes = new EqualBytes(model);
    List<Graph> graphs = new ArrayList<>();
    for (Graph graph : model.graphs()) {
      graphs.add(GraphEditor.forward(graph, forwards(graph, bytes)));
    }
    return graphs.equals(model.graphs()) ? model : model.withGraphs(graphs);
  }

  private static Map<Tensor, Tensor> forwards(Graph graph, EqualBytes bytes) {
    Set<Tensor> outputs = new HashSet<>(graph.outputs());
    Map<Key, Tensor> first = new HashMap<>();
    Map<Tensor, Tensor> forwards = new HashMap<>();
    for (Node node : graph.nodes()) {
      for (Tensor tensor : node.inputs()) {
        if (tensor == null
            || tensor.data() == null
            || outputs.contains(tensor)
            || tensor.quantization() instanceof Quantization.Blockwise) {
          continue;
        }
        Constant data = bytes.first(tensor.data());
        var key =
            new Key(tensor.type(), tensor.shape(), data, tensor.quantization(), tensor.extras());
        Tensor shared = first.computeIfAbsent(key, _ -> holding(tensor, data));
        if (shared != tensor) {
          forwards.put(tensor, shared);
        }
      }
    }
    return forwards;
  }

  private static Tensor holding(Tensor tensor, Constant data) {
    return data.equals(tensor.data()) // constants are equal only to themselves
        ? tensor
        : tensor.withData(tensor.type(), tensor.quantization(), data);
  }
}
