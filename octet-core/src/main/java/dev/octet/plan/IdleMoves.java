package dev.octet.plan;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps ops float that only move values between float ops, where integers would cost a QUANTIZE and
 * a DEQUANTIZE and win nothing.
 */
final class IdleMoves {
  private final OpTable table;
  private final Graph graph;
  private final Predicate<Tensor> isFloatInput;
  private final Map<Tensor, Node> producers;
  private final Map<Tensor, List<Node>> consumers;

  /**
   * Idle moves of a graph.
   *
   * @param isFloatInput whether an input of the graph stays float, so that it counts as a float op
   */
  IdleMoves(OpTable table, Graph graph, Predicate<Tensor> isFloatInput) {
    this.table = table;
    this.graph = graph;
    this.isFloatInput = isFloatInput;
    this.producers = graph.producers();
    this.consumers = graph.consumers();
  }

  /** What is left when every move is taken out that reads from, or feeds, an integer op. */
  void keepFloat(Map<Node, Decision> decisions) {
    Set<Node> idle =
        graph.nodes().stream()
            .filter(n -> isMove(n, decisions))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Predicate<Node> isInteger =
        n -> Planner.isBorder(n) || (isInteger(decisions.get(n)) && !idle.contains(n));
    boolean changed;
    do {
      changed = idle.removeIf(n -> comesFromIntegers(n, isInteger) || feeds(n, isInteger));
    } while (changed);
    for (Node node : idle) {
      decisions.put(
          node,
          Decision.keepFloat(
              Reason.Code.BETWEEN_FLOATS, "it only moves values between ops that stay float"));
    }
  }

  private boolean isMove(Node node, Map<Node, Decision> decisions) {
    return isInteger(decisions.get(node))
        && table.find(node).filter(r -> r.constraint() == Constraint.OUTPUT_LIKE_INPUT).isPresent();
  }

  private boolean comesFromIntegers(Node node, Predicate<Node> isInteger) {
    return node.inputs().stream()
        .flatMap(Stream::ofNullable)
        .filter(Planner::isFloat)
        .anyMatch(t -> isMadeInteger(t, isInteger));
  }

  /** Constants count as integers: they are smaller so. */
  private boolean isMadeInteger(Tensor tensor, Predicate<Node> isInteger) {
    Node producer = producers.get(tensor);
    return producer == null
        ? !(graph.inputs().contains(tensor) && isFloatInput.test(tensor))
        : isInteger.test(producer);
  }

  private boolean feeds(Node node, Predicate<Node> isInteger) {
    return node.outputs().stream()
        .flatMap(t -> consumers.getOrDefault(t, List.of()).stream())
        .anyMatch(isInteger);
  }

  private static boolean isInteger(@Nullable Decision decision) {
    return decision != null && decision.isInteger();
  }
}
