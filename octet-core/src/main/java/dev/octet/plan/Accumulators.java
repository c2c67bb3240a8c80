package dev.octet.plan;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a loop adds up from turn to turn, such as the cell of an LSTM: state whose next value comes
 * from its last by arithmetic alone. In 8 bits each turn's rounding would stay in it, and its range
 * is that of the longest sum; so the arithmetic, and the functions that read the sum, stay float.
 * LiteRT's own LSTM keeps its cell in 16 bits for the same reason.
 */
final class Accumulators {
  private final Model model;
  private final OpTable table;

  Accumulators(Model model, OpTable table) {
    this.model = model;
    this.table = table;
  }

  /** Keeps what adds up float, and what reads a sum. */
  void keepFloat(Map<Node, Decision> decisions) {
    model.graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .filter(n -> ControlFlow.isWhile(n) && !ControlFlow.graphs(n).isEmpty())
        .map(n -> model.graphs().get(ControlFlow.graphs(n).getLast()))
        .distinct()
        .forEach(body -> keepFloat(body, decisions));
  }

  private void keepFloat(Graph body, Map<Node, Decision> decisions) {
    Set<Tensor> sums = sums(body);
    for (Node node : body.nodes()) {
      boolean adds = isArithmetic(node) && node.outputs().stream().anyMatch(sums::contains);
      boolean reads = isFunction(node) && node.inputs().stream().anyMatch(sums::contains);
      if (adds || reads) {
        decisions.computeIfPresent(
            node,
            (_, decision) ->
                decision.floatInstead(
                    (adds ? "it adds up" : "it reads")
                        + " what a loop carries, and 8 bits would gather rounding errors"));
      }
    }
  }

  /** Everything between a state's last value and its next. */
  private Set<Tensor> sums(Graph body) {
    var sums = new HashSet<Tensor>();
    for (int i = 0; i < Math.min(body.inputs().size(), body.outputs().size()); i++) {
      Tensor last = body.inputs().get(i);
      if (Planner.isFloat(last)) {
        sums.addAll(between(body, last, body.outputs().get(i)));
      }
    }
    return sums;
  }

  private Set<Tensor> between(Graph body, Tensor last, Tensor next) {
    var after = new HashSet<Tensor>();
    after.add(last);
    for (Node node : body.nodes()) {
      if (passes(node) && node.inputs().stream().anyMatch(after::contains)) {
        node.outputs().stream().filter(Planner::isFloat).forEach(after::add);
      }
    }
    var between = new HashSet<Tensor>();
    between.add(next);
    boolean adds = false;
    for (Node node : body.nodes().reversed()) {
      if (passes(node) && node.outputs().stream().anyMatch(between::contains)) {
        adds |= isArithmetic(node) && node.inputs().stream().anyMatch(after::contains);
        node.inputs().stream()
            .flatMap(Stream::ofNullable)
            .filter(after::contains)
            .forEach(between::add);
      }
    }
    between.retainAll(after);
    return adds && between.contains(last) ? between : Set.of();
  }

  private boolean passes(Node node) {
    return isArithmetic(node)
        || row(node)
            .filter(
                r -> r.constraint() != Constraint.FREE && r.constraint() != Constraint.FIXED_OUTPUT)
            .isPresent();
  }

  /** Such as a sum or a product of two tensors. */
  private boolean isArithmetic(Node node) {
    return row(node)
        .filter(r -> r.constraint() == Constraint.FREE && r.weights().isEmpty())
        .filter(r -> r.activationInputs(node).count() > 1)
        .isPresent();
  }

  private boolean isFunction(Node node) {
    return row(node)
        .filter(r -> r.constraint() == Constraint.FREE || r.constraint() == Constraint.FIXED_OUTPUT)
        .filter(r -> r.weights().isEmpty() && r.activationInputs(node).count() == 1)
        .isPresent();
  }

  private Optional<OpRow> row(Node node) {
    return table.find(node).filter(r -> !r.typeBlind());
  }
}
