package dev.octet.plan;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps ops float that only move values between float ops, where integers would cost a QUANTIZE and
 * a DEQUANTIZE and win nothing.
 */
final class IdleMoves {
  private final OpTable table;
  private final Graph graph;
  private final Map<Tensor, Node> producers;
  private final Map<Tensor, List<Node>> consumers;

  IdleMoves(OpTable table, Graph graph) {
    this.table = table;
    this.graph = graph;
    this.producers = graph.producers();
    this.consumers = graph.consumers();
  }

  void keepFloat(Map<Node, Decision> decisions) {
    boolean changed;
    do {
      changed = false;
      for (Node node : graph.nodes()) {
        if (isMove(node, decisions)
            && comesFromFloat(node, decisions)
            && goesToFloat(node, decisions)) {
          decisions.put(
              node,
              Decision.keepFloat(
                  Reason.Code.BETWEEN_FLOATS, "it only moves values between ops that stay float"));
          changed = true;
        }
      }
    } while (changed);
  }

  private boolean isMove(Node node, Map<Node, Decision> decisions) {
    Decision decision = decisions.get(node);
    return decision != null
        && decision.isInteger()
        && table.find(node).filter(r -> r.constraint() == Constraint.OUTPUT_LIKE_INPUT).isPresent();
  }

  private boolean comesFromFloat(Node node, Map<Node, Decision> decisions) {
    return node.inputs().stream()
        .filter(Planner::isFloat)
        .allMatch(t -> t != null && isKeptFloat(producers.get(t), decisions));
  }

  private boolean goesToFloat(Node node, Map<Node, Decision> decisions) {
    return node.outputs().stream()
        .flatMap(t -> consumers.getOrDefault(t, List.of()).stream())
        .allMatch(n -> isKeptFloat(n, decisions));
  }

  private static boolean isKeptFloat(@Nullable Node node, Map<Node, Decision> decisions) {
    Decision decision = node == null ? null : decisions.get(node);
    return decision != null && decision.scheme() instanceof Scheme.KeepFloat;
  }
}
