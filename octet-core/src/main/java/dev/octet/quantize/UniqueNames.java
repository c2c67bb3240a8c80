package dev.octet.quantize;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Quantization;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Renames constants that a graph now has in several forms. Names that were unique stay so: there
 * are tools that refuse a model else.
 *
 * <pre>
 * const i32 %b (scale 0.5), const i32 %b (scale 0.1)   →   const i32 %b, const i32 %b1
 * </pre>
 */
final class UniqueNames {
  private final Map<Tensor, Tensor> renamed = new HashMap<>();

  private UniqueNames(Graph before, Graph after, Names names) {
    Map<String, Long> uses =
        before.tensors().stream()
            .collect(Collectors.groupingBy(Tensor::name, Collectors.counting()));
    Set<String> met =
        after.tensors().stream()
            .filter(t -> !t.isConstant())
            .map(Tensor::name)
            .collect(Collectors.toCollection(HashSet::new));
    var scales =
        after.tensors().stream()
            .map(Tensor::quantization)
            .filter(Quantization.Blockwise.class::isInstance)
            .map(q -> ((Quantization.Blockwise) q).scales())
            .collect(Collectors.toSet());
    for (Tensor tensor : after.tensors()) {
      String name = tensor.name();
      if (tensor.isConstant()
          && !met.add(name)
          && !scales.contains(tensor)
          && uses.getOrDefault(name, 1L) == 1) {
        renamed.put(tensor, tensor.withName(names.fresh(name)));
      }
    }
  }

  /**
   * The graph with such constants renamed.
   *
   * @param before the graph it was made from
   */
  static Graph in(Graph after, Graph before, Names names) {
    var unique = new UniqueNames(before, after, names);
    if (unique.renamed.isEmpty()) {
      return after;
    }
    var nodes = new ArrayList<Node>();
    for (Node node : after.nodes()) {
      var inputs = node.mapInputs(t -> unique.renamed.getOrDefault(t, t));
      nodes.add(new Node(node.operation(), inputs, node.outputs(), node.intermediates()));
    }
    List<Tensor> outputs =
        after.outputs().stream().map(o -> unique.renamed.getOrDefault(o, o)).toList();
    return new Graph(after.name(), after.inputs(), outputs, nodes);
  }
}
