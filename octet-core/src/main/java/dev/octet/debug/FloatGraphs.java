package dev.octet.debug;

import dev.octet.format.tflite.Subgraphs;
import dev.octet.model.Attributes;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The graphs that a float model's nodes run, appended to those of another model. Variables get
 * other names, so that each model has its own.
 */
final class FloatGraphs {
  private final Model original;
  private final List<Graph> graphs;
  private final Map<Long, Long> moved = new HashMap<>();

  /**
   * Appends to graphs, as nodes ask for them.
   *
   * @param graphs those of the other model
   */
  FloatGraphs(Model original, List<Graph> graphs) {
    this.original = original;
    this.graphs = graphs;
  }

  /** The operation of a node of the float model, as it runs among these graphs. */
  Operation operation(Node node) {
    Operation operation = Subgraphs.running(node, this::move);
    Attributes options = operation.options();
    return operation.is("VAR_HANDLE") && options != null
        ? operation.withOptions(
            options.with("shared_name", options.name("shared_name", "") + "/float"))
        : operation;
  }

  private long move(long index) {
    Long known = moved.get(index);
    if (known != null) {
      return known;
    }
    Graph graph = original.graphs().get((int) index);
    List<Node> nodes =
        graph.nodes().stream()
            .map(n -> new Node(operation(n), n.inputs(), n.outputs(), n.intermediates()))
            .toList();
    graphs.add(new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes));
    long place = graphs.size() - 1L;
    moved.put(index, place);
    return place;
  }
}
