package dev.octet.format.tensorflow;

import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What makes each tensor of a graph. */
final class Makers {
  private final Map<Tensor, Node> makers = new HashMap<>();

  Makers(Lowering graph) {
    graph.nodes().forEach(n -> n.outputs().forEach(t -> makers.put(t, n)));
  }

  /**
   * Two tensors.
   *
   * @param a the one
   * @param b the other
   */
  record Pair(Tensor a, Tensor b) {}

  /** The node that makes a tensor; empty for what the graph is given. */
  Optional<Node> of(Tensor tensor) {
    return Optional.ofNullable(makers.get(tensor));
  }

  /** The node that makes a tensor, if it is of an op, without another fused to it. */
  Optional<Node> of(Tensor tensor, String op) {
    return of(tensor).filter(n -> n.op().equals(op)).filter(Makers::isPlain);
  }

  /** What an op of one input is applied to. */
  Optional<Tensor> input(Tensor tensor, String op) {
    return of(tensor, op).map(n -> n.input(0));
  }

  /** The inputs of an op that does not care for their order, in both. */
  List<Pair> pairs(Tensor tensor, String op) {
    Node node = of(tensor, op).orElse(null);
    if (node == null) {
      return List.of();
    }
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    return a == null || b == null ? List.of() : List.of(new Pair(a, b), new Pair(b, a));
  }

  /** The options of a node. */
  static Attributes options(Node node) {
    Attributes options = node.operation().options();
    return options == null ? Attributes.of("") : options;
  }

  private static boolean isPlain(Node node) {
    return options(node).name("fused_activation_function", "NONE").equals("NONE");
  }
}
