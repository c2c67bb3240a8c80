package dev.octet.rewrite;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Drops ops whose results nobody reads, unless running them does more than to compute those.
 *
 * <pre>
 * %a = EXP(%x)
 * %y = ABS(%x)     →   %y = ABS(%x)
 * </pre>
 */
final class DropDead implements Rewrite {
  @Override
  public Model apply(Model model) {
    List<Graph> graphs = model.graphs().stream().map(DropDead::apply).toList();
    return graphs.equals(model.graphs()) ? model : model.withGraphs(graphs);
  }

  private static Graph apply(Graph graph) {
    Set<Tensor> read = new HashSet<>(graph.outputs());
    List<Node> kept = new ArrayList<>();
    for (Node node : graph.nodes().reversed()) {
      if (Effects.may(node) || node.outputs().stream().anyMatch(read::contains)) {
        kept.add(node);
        node.inputs().stream().filter(Objects::nonNull).forEach(read::add);
      }
    }
    return kept.size() == graph.nodes().size()
        ? graph
        : new Graph(graph.name(), graph.inputs(), graph.outputs(), kept.reversed());
  }
}
