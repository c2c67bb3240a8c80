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
  private final ElementType activations;
  private final KnownRanges ranges;

  IntegerRule(OpTable table, ElementType activations, KnownRanges ranges) {
    this.table = table;
    this.activations = activations;
    this.ranges = ranges;
  }

  @Override
  public Decision decide(Node node) {
    Optional<OpRow> found = table.find(node);
    if (found.isEmpty() || found.get().integerVersion(activations) == 0) {
      return Decision.keepFloat(Reason.Code.NO_KERNEL, noKernel(node));
    }
    OpRow row = found.get();
    for (OpRow.Condition condition : row.conditions()) {
      if (!condition.holds().test(node)) {
        return Decision.keepFloat(Reason.Code.CONDITION, condition.reason());
      }
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
    return Decision.asked(
        new Scheme.FullInteger(activations), activations.text() + " activations and i8 weights");
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

  private String noKernel(Node node) {
    return node.operation().custom()
        ? "custom ops have no integer form that Octet knows"
        : "the runtime has no " + activations.text() + " kernel for it";
  }

  /** Outputs that take their parameters from elsewhere need no range of their own. */
  private Optional<Tensor> withoutRange(OpRow row, Node node) {
    Stream<Tensor> inputs =
        row.activationInputs(node).mapToObj(node::input).flatMap(Stream::ofNullable);
    boolean free =
        row.constraint() == Constraint.FREE || row.constraint() == Constraint.INPUTS_LIKE_OUTPUT;
    Stream<Tensor> outputs =
        free ? node.outputs().stream().filter(Planner::isFloat) : Stream.empty();
    return Stream.concat(inputs, outputs).filter(t -> ranges.width(t).isEmpty()).findFirst();
  }
}
