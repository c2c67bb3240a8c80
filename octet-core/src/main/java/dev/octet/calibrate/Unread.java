package dev.octet.calibrate;

import dev.octet.model.Attributes;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Results of loops that the runtime gives no memory, since the loop hands them on as they are and
 * nobody reads them: {@code while.cc}. Their values are those that the loop was given.
 */
final class Unread {
  private Unread() {}

  /** What each such result of a graph of a model is. */
  static Map<Tensor, Tensor> of(Model model, int number) {
    Graph graph = model.graphs().get(number);
    Set<Tensor> read = new HashSet<>(graph.outputs());
    graph.nodes().forEach(n -> read.addAll(n.inputs()));
    Map<Tensor, Tensor> unread = new HashMap<>();
    for (Node node : graph.nodes()) {
      Attributes options = node.operation().options();
      if (!node.operation().is("WHILE") || options == null) {
        continue;
      }
      Graph body = model.graphs().get((int) options.integer("body_subgraph_index", 0));
      for (int i = 0; i < node.outputs().size(); i++) {
        Tensor given = node.input(i);
        if (given != null
            && !read.contains(node.output(i))
            && body.inputs().get(i).equals(body.outputs().get(i))) {
          unread.put(node.output(i), given);
        }
      }
    }
    return unread;
  }
}
