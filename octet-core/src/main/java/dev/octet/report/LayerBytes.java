package dev.octet.report;

import dev.octet.model.Constant;
import dev.octet.model.Footprint;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization.Blockwise;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The constants of a model by the op that uses them first; those that DEQUANTIZE or DENSIFY only
 * unpack count for the op behind.
 */
final class LayerBytes {
  private final Map<Node, List<Tensor>> constants = new LinkedHashMap<>();

  LayerBytes(Model model) {
    Set<Constant> known = new HashSet<>();
    for (Graph graph : model.graphs()) {
      Map<Tensor, Tensor> packed = new HashMap<>();
      for (Node node : graph.nodes()) {
        List<Tensor> read =
            node.inputs().stream()
                .filter(Objects::nonNull)
                .map(t -> packed.getOrDefault(t, t))
                .filter(Tensor::isConstant)
                .flatMap(LayerBytes::withScales)
                .toList();
        if (unpacks(node) && !read.isEmpty()) {
          packed.put(node.output(0), read.getFirst());
        } else {
          read.stream()
              .filter(t -> known.add(Objects.requireNonNull(t.data())))
              .forEach(t -> constants.computeIfAbsent(node, _ -> new ArrayList<>()).add(t));
        }
      }
    }
  }

  private static Stream<Tensor> withScales(Tensor tensor) {
    return tensor.quantization() instanceof Blockwise blockwise && blockwise.scales().isConstant()
        ? Stream.of(tensor, blockwise.scales())
        : Stream.of(tensor);
  }

  private static boolean unpacks(Node node) {
    return node.operation().is("DEQUANTIZE") || node.operation().is("DENSIFY");
  }

  /** The constants of an op. */
  List<Tensor> of(Node node) {
    return constants.getOrDefault(node, List.of());
  }

  /** Their bytes. */
  long bytes(Node node) {
    return of(node).stream().mapToLong(Footprint::bytes).sum();
  }
}
