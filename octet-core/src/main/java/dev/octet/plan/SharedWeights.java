package dev.octet.plan;

import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Lets ops of which no range is known read their weights from where integer ops keep them, behind
 * DEQUANTIZE: else a file would hold shared weights twice, and grow for being quantized.
 */
final class SharedWeights {
  private final Model model;
  private final OpTable table;

  private record Stored(Constant data, int axis) {}

  SharedWeights(Model model, OpTable table) {
    this.model = model;
    this.table = table;
  }

  /** Changes the decisions of such ops. */
  void share(Map<Node, Decision> decisions) {
    Set<Stored> integer = new HashSet<>();
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        if (Objects.requireNonNull(decisions.get(node)).isInteger()) {
          integer.addAll(stored(node));
        }
      }
    }
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        decisions.computeIfPresent(
            node,
            (_, d) ->
                d.reason().code() == Reason.Code.NO_RANGE
                        && stored(node).stream().anyMatch(integer::contains)
                    ? Decision.of(
                        new Scheme.WeightOnly(WeightFormat.INT8),
                        Reason.Code.NO_RANGE,
                        d.reason().text() + "; its weights are shared with integer ops")
                    : d);
      }
    }
  }

  /** The weights of a node in the form in which it has them when it is integer. */
  private List<Stored> stored(Node node) {
    return table.find(node).filter(row -> row.bias() >= 0).stream()
        .flatMap(row -> row.weightsOf(node).stream().map(w -> stored(node, w)))
        .toList();
  }

  private static Stored stored(Node node, OpRow.Weight weight) {
    Tensor tensor = Objects.requireNonNull(node.input(weight.input()));
    return new Stored(Objects.requireNonNull(tensor.data()), weight.axis());
  }
}
