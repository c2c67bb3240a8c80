package dev.octet.plan;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.NormPart;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Roots of sums of squares, such as the standard deviation by which a layer is normalized. A root
 * needs relative precision, while the steps of int8 are absolute: squares range over so many orders
 * of magnitude that the small ones would all be one step, or none. So what leads from the squares
 * to the root stays float, both included, unless a rule asks for integers by name.
 */
final class Norms {
  private final OpTable table;
  private final Graph graph;
  private final Predicate<Node> isNamed;

  /**
   * Norms of a graph.
   *
   * @param isNamed whether the rule that gave a node its scheme names it
   */
  Norms(OpTable table, Graph graph, Predicate<Node> isNamed) {
    this.table = table;
    this.graph = graph;
    this.isNamed = isNamed;
  }

  /** Keeps norms float; one whose root is integer by name, or has 16 bits, is left alone. */
  void keepFloat(Map<Node, Decision> decisions) {
    Set<Tensor> sums = sumsOfSquares();
    var wanted = new HashSet<Tensor>();
    for (Node node : graph.nodes().reversed()) {
      NormPart part = part(node);
      boolean isRoot =
          part == NormPart.ROOT && inputs(node).anyMatch(sums::contains) && isFree(node, decisions);
      if (!isRoot && node.outputs().stream().noneMatch(wanted::contains)) {
        continue;
      }
      if (part != NormPart.SQUARE) {
        inputs(node).filter(sums::contains).forEach(wanted::add);
      }
      decisions.computeIfPresent(node, (_, d) -> isInt8(d) && !isNamed.test(node) ? kept() : d);
    }
  }

  private static Decision kept() {
    return Decision.keepFloat(
        Reason.Code.CONDITION,
        "it is part of a root of squares, which needs relative precision: int8 steps are absolute");
  }

  /** Squares, and what is made of nothing but squares and constants. */
  private Set<Tensor> sumsOfSquares() {
    var sums = new HashSet<Tensor>();
    for (Node node : graph.nodes()) {
      boolean isSum =
          switch (part(node)) {
            case SQUARE -> true;
            case SUM -> isOf(sums, node);
            case ROOT -> false;
            case NONE -> passes(node) && isOf(sums, node);
          };
      if (isSum) {
        node.outputs().stream().filter(Planner::isFloat).forEach(sums::add);
      }
    }
    return sums;
  }

  private boolean isOf(Set<Tensor> sums, Node node) {
    List<Tensor> varying = inputs(node).filter(t -> !t.isConstant()).toList();
    return !varying.isEmpty() && sums.containsAll(varying);
  }

  private Stream<Tensor> inputs(Node node) {
    return row(node).stream()
        .flatMap(r -> r.activationInputs(node).mapToObj(node::input))
        .flatMap(Stream::ofNullable);
  }

  private boolean passes(Node node) {
    return row(node)
        .filter(
            r ->
                r.constraint() == Constraint.OUTPUT_LIKE_INPUT
                    || r.constraint() == Constraint.INPUTS_LIKE_OUTPUT)
        .isPresent();
  }

  private boolean isFree(Node root, Map<Node, Decision> decisions) {
    Decision decision = decisions.get(root);
    return decision != null && (!decision.isInteger() || (isInt8(decision) && !isNamed.test(root)));
  }

  private static boolean isInt8(Decision decision) {
    return decision.scheme() instanceof Scheme.FullInteger(ElementType type, _)
        && type == ElementType.INT8;
  }

  private NormPart part(Node node) {
    return row(node).map(r -> r.normPart().apply(node)).orElse(NormPart.NONE);
  }

  private Optional<OpRow> row(Node node) {
    return table.find(node).filter(r -> !r.typeBlind());
  }
}
