package dev.octet.plan;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.Optional;
import java.util.stream.Stream;

/** Integers wherever a kernel computes in them and the ranges are known. */
final class IntegerRule implements Planner.NodeRule {
  private static final int INT8_STEPS = 255;

  private final OpTable table;
  private final KnownRanges ranges;

  IntegerRule(OpTable table, KnownRanges ranges) {
    this.table = table;
    this.ranges = ranges;
  }

  @Override
  public Decision decide(Node node, Treatment treatment) {
    ElementType activations = treatment.kind().activationType();
    Optional<OpRow> found = table.find(node);
    if (found.isEmpty() || !found.get().isInteger(activations)) {
      return Decision.keepFloat(Reason.Code.NO_KERNEL, noKernel(node, activations));
    }
    OpRow row = found.get();
    Optional<OpRow.Condition> failing =
        row.conditions(activations).filter(c -> !c.holds().test(node)).findFirst();
    if (failing.isPresent()) {
      return Decision.keepFloat(Reason.Code.CONDITION, failing.get().reason());
    }
    if (hasQuantizedWeights(row, node)) {
      return Decision.keepFloat(Reason.Code.CONDITION, "its weights are quantized already");
    }
    Optional<Tensor> unknown = withoutRange(row, node);
    if (unknown.isPresent()) {
      return Decision.keepFloat(
          Reason.Code.NO_RANGE,
          "no range is known for '" + unknown.get().name().split(";", 2)[0] + "'");
    }
    if (row.needsScaleBelowOne() && hasScaleOfOne(row, node)) {
      return Decision.keepFloat(
          Reason.Code.CONDITION,
          "its kernel compares wrongly where values range over 255 and more");
    }
    String how =
        activations.text()
            + " activations"
            + row.substitute(activations).map(s -> ", " + s.text()).orElse("");
    WeightChoice choice = WeightChoice.integer(row, node, activations, treatment.weights());
    return choice.decide(weights -> new Scheme.FullInteger(activations, weights), how);
  }

  static boolean hasQuantizedWeights(OpRow row, Node node) {
    return row.weights().stream()
        .map(w -> node.input(w.input()))
        .anyMatch(t -> t != null && t.isConstant() && !Planner.isFloat(t));
  }

  private boolean hasScaleOfOne(OpRow row, Node node) {
    return row.activationInputs(node)
        .mapToObj(node::input)
        .flatMap(Stream::ofNullable)
        .anyMatch(t -> (float) (ranges.width(t).orElse(0) / INT8_STEPS) >= 1);
  }

  private String noKernel(Node node, ElementType activations) {
    return node.operation().custom()
        ? "custom ops have no integer form that Octet knows"
        : table
            .find(node)
            .map(r -> r.whyFloat(activations))
            .orElse("the runtime has no " + activations.text() + " kernel for it");
  }

  /** Outputs that take their parameters from elsewhere need no range of their own. */
  private Optional<Tensor> withoutRange(OpRow row, Node node) {
    Stream<Tensor> inputs =
        row.activationInputs(node).mapToObj(node::input).flatMap(Stream::ofNullable);
    boolean free =
        row.constraint() == Constraint.FREE || row.constraint() == Constraint.INPUTS_LIKE_OUTPUT;
    Stream<Tensor> outputs =
        free ? node.outputs().stream().filter(Planner::isFloat) : Stream.empty();
    return Stream.of(inputs, outputs, row.inner(node).stream())
        .flatMap(s -> s)
        .filter(t -> ranges.width(t).isEmpty())
        .findFirst();
  }
}
