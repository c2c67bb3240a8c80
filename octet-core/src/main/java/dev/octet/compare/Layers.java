package dev.octet.compare;

import dev.octet.model.Constant;
import dev.octet.model.Footprint;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The layers of a model. A constant counts for the first that reads it. */
final class Layers {
  private final Map<Node, Layer> layers = new HashMap<>();
  private final Set<Constant> seen = new HashSet<>();

  Layers(Model model) {
    for (int g = 0; g < model.graphs().size(); g++) {
      var graph = new GraphView(model.graphs().get(g));
      Set<Node> wanted = new HashSet<>(graph.layers());
      List<Node> nodes = graph.graph().nodes();
      for (int i = 0; i < nodes.size(); i++) {
        if (wanted.contains(nodes.get(i))) {
          layers.put(nodes.get(i), layer(graph, g, i));
        }
      }
    }
  }

  /** That of a node. */
  Layer of(Node node) {
    return Objects.requireNonNull(layers.get(node));
  }

  private Layer layer(GraphView graph, int place, int nodePlace) {
    Node node = graph.graph().nodes().get(nodePlace);
    long bytes = 0;
    long parameters = 0;
    long shared = 0;
    Set<Constant> own = new HashSet<>();
    for (Tensor constant : graph.constants(node)) {
      Constant data = Objects.requireNonNull(constant.data());
      if (seen.add(data)) {
        own.add(data);
        bytes += Footprint.bytes(constant);
        parameters += Totals.parameters(constant);
      } else if (own.add(data)) {
        shared += Footprint.bytes(constant);
      }
    }
    return new Layer(
        place,
        nodePlace,
        NodeMatching.opOf(node),
        node.operation().version(),
        node.outputs().stream().map(TensorFacts::of).toList(),
        bytes,
        parameters,
        shared);
  }
}
