package dev.octet.quantize;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the outputs of a graph the names that users know, where a border of the model itself made
 * them and has gone.
 */
final class OutputNames {
  private final Map<Tensor, Tensor> named = new HashMap<>();

  private OutputNames(Graph original, Graph made) {
    Set<Tensor> results =
        made.nodes().stream().flatMap(n -> n.outputs().stream()).collect(Collectors.toSet());
    for (int i = 0; i < made.outputs().size(); i++) {
      Tensor output = made.outputs().get(i);
      String name = original.outputs().get(i).name();
      if (results.contains(output) && !output.name().equals(name)) {
        named.putIfAbsent(output, output.withName(name));
      }
    }
  }

  /** The new graph with the names of the original's outputs. */
  static Graph restore(Graph original, Graph made) {
    var names = new OutputNames(original, made);
    return names.named.isEmpty()
        ? made
        : new Graph(
            made.name(),
            made.inputs(),
            made.outputs().stream().map(names::of).toList(),
            made.nodes().stream().map(names::of).toList());
  }

  private Tensor of(Tensor tensor) {
    return named.getOrDefault(tensor, tensor);
  }

  private Node of(Node node) {
    List<@Nullable Tensor> inputs = node.mapInputs(this::of);
    List<Tensor> outputs = node.outputs().stream().map(this::of).toList();
    return inputs.equals(node.inputs()) && outputs.equals(node.outputs())
        ? node
        : new Node(node.operation(), inputs, outputs, node.intermediates());
  }
}
