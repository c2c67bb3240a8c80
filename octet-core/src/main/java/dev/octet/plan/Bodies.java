package dev.octet.plan;

import dev.octet.format.tflite.Subgraphs;
import dev.octet.model.Attributes;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The graphs that are parts of single ops (what a composite is made of, how a reduction joins two
 * values), and those that such graphs run. Their types are the op's own business: they stay as they
 * are.
 */
final class Bodies {
  private Bodies() {}

  static Set<Graph> of(Model model, OpTable table) {
    Set<Graph> bodies = Collections.newSetFromMap(new IdentityHashMap<>());
    var found = new ArrayDeque<Graph>();
    for (Graph graph : model.graphs()) {
      graph.nodes().stream()
          .flatMapToLong(n -> body(n, table))
          .forEach(g -> found.add(model.graphs().get(Math.toIntExact(g))));
    }
    while (!found.isEmpty()) {
      Graph graph = found.poll();
      if (bodies.add(graph)) {
        graph.nodes().stream()
            .flatMap(n -> Subgraphs.runBy(n).stream())
            .forEach(g -> found.add(model.graphs().get(Math.toIntExact(g))));
      }
    }
    return bodies;
  }

  private static LongStream body(Node node, OpTable table) {
    Attributes options = node.operation().options();
    String option = table.find(node).map(OpRow::body).orElse("");
    return options == null || option.isEmpty()
        ? LongStream.empty()
        : LongStream.of(options.integer(option, 0));
  }
}
