package dev.octet.plan;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Recurrent ops whose state others see, too: two such ops, another op, or who runs the model. The
 * integer form of a state goes by the one op it belongs to (a cell state by its range, an output
 * state by the op's output), so such ops stay float.
 */
final class SharedState {
  private final OpTable table;
  private final Graph graph;

  /** The states of a graph. */
  SharedState(OpTable table, Graph graph) {
    this.table = table;
    this.graph = graph;
  }

  /** Keeps the ops float that would be integer. */
  void keepFloat(Map<Node, Decision> decisions) {
    for (Node node : graph.nodes()) {
      shared(node)
          .ifPresent(
              state ->
                  decisions.computeIfPresent(
                      node,
                      (_, decision) ->
                          decision.floatInstead(
                              "its state '%s' is not that of one op alone"
                                  .formatted(Planner.shortName(state)))));
    }
  }

  private Optional<Tensor> shared(Node node) {
    return table.find(node).filter(row -> row.recurrent() != null).stream()
        .flatMap(_ -> node.inputs().stream())
        .flatMap(Stream::ofNullable)
        .filter(t -> t.isVariable() && (graph.outputs().contains(t) || uses(t) > 1))
        .findFirst();
  }

  /** How many inputs of ops it is. */
  private long uses(Tensor state) {
    return graph.nodes().stream()
        .flatMap(n -> n.inputs().stream())
        .filter(i -> i != null && i.equals(state))
        .count();
  }
}
