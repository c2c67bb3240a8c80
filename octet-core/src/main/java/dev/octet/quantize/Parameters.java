package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import dev.octet.plan.Plan;
import dev.octet.plan.Scheme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The scale and zero point with which each activation of a graph is made.
 *
 * <p>Forwards: from ranges, fixed by kernels, or taken over from the input. Then backwards: where
 * values join (concatenation and the like) an op whose result goes nowhere else writes with the
 * join's parameters at once, which spares a requantization and its rounding.
 */
final class Parameters {
  private final Plan plan;
  private final OpTable table;
  private final Graph graph;
  private final Activations activations;
  private final Map<Tensor, List<Node>> consumers;
  private final Map<Tensor, Node> producers;
  private final Map<Tensor, PerTensor> made = new HashMap<>();

  Parameters(Plan plan, OpTable table, Graph graph, Activations activations) {
    this.plan = plan;
    this.table = table;
    this.graph = graph;
    this.activations = activations;
    this.consumers = graph.consumers();
    this.producers = graph.producers();
    for (Node node : graph.nodes()) {
      integerType(node).ifPresent(type -> assignOutputs(node, type));
    }
    for (Node node : graph.nodes().reversed()) {
      integerType(node).ifPresent(_ -> alignInputs(node));
    }
  }

  /**
   * The parameters with which an activation is made, or would be if it were quantized.
   *
   * @throws IllegalStateException if they cannot be known: the plan asked for what it must not
   */
  PerTensor of(Tensor tensor, ElementType type) {
    PerTensor known = made.get(tensor);
    if (known != null) {
      return known;
    }
    return activations
        .parameters(tensor, type)
        .orElseGet(() -> ActivationScale.of(range(tensor), type));
  }

  private Range range(Tensor tensor) {
    return activations
        .range(tensor)
        .orElseThrow(() -> new IllegalStateException("no range for " + tensor));
  }

  /** Whether {@link #of} has an answer. */
  boolean knows(Tensor tensor) {
    return made.containsKey(tensor) || activations.range(tensor).isPresent();
  }

  private Optional<ElementType> integerType(Node node) {
    return plan.of(node).scheme() instanceof Scheme.FullInteger(ElementType type)
        ? Optional.of(type)
        : Optional.empty();
  }

  private void assignOutputs(Node node, ElementType type) {
    OpRow row = table.find(node).orElseThrow();
    for (Tensor output : node.outputs()) {
      if (output.type() == ElementType.FLOAT32) {
        made.put(output, outputParameters(row, node, output, type));
      }
    }
  }

  private PerTensor outputParameters(OpRow row, Node node, Tensor output, ElementType type) {
    return switch (row.constraint()) {
      case FIXED_OUTPUT -> Objects.requireNonNull(row.fixed(type));
      case OUTPUT_LIKE_INPUT -> of(firstActivation(row, node), type);
      case FREE, INPUTS_LIKE_OUTPUT -> fromRange(row, node, output, type);
    };
  }

  private PerTensor fromRange(OpRow row, Node node, Tensor output, ElementType type) {
    double largestInput =
        row.activationInputs(node)
            .mapToDouble(i -> of(input(node, i), type).scale())
            .max()
            .orElse(0);
    double floor = row.outputScaleFloor().applyAsDouble(largestInput);
    return activations
        .parameters(output, type)
        .filter(p -> p.scale() >= floor)
        .orElseGet(() -> ActivationScale.atLeast(floor, range(output), type));
  }

  private static Tensor firstActivation(OpRow row, Node node) {
    return input(node, row.activationInputs(node).findFirst().orElseThrow());
  }

  private static Tensor input(Node node, int index) {
    return Objects.requireNonNull(node.input(index));
  }

  private void alignInputs(Node join) {
    OpRow row = table.find(join).orElseThrow();
    if (row.constraint() != Constraint.INPUTS_LIKE_OUTPUT) {
      return;
    }
    PerTensor wanted = Objects.requireNonNull(made.get(join.output(0)));
    row.activationInputs(join)
        .mapToObj(i -> input(join, i))
        .filter(t -> isFreeToChange(t, join))
        .forEach(t -> made.put(t, wanted));
  }

  /** Made by an op that may write with any parameters, of the same type, and read here only. */
  private boolean isFreeToChange(Tensor tensor, Node reader) {
    Node producer = producers.get(tensor);
    return producer != null
        && hasFreeOutput(producer)
        && integerType(producer).equals(integerType(reader))
        && consumers.getOrDefault(tensor, List.of()).equals(List.of(reader))
        && !graph.outputs().contains(tensor);
  }

  private boolean hasFreeOutput(Node producer) {
    return table
        .find(producer)
        .map(OpRow::constraint)
        .filter(c -> c == Constraint.FREE || c == Constraint.INPUTS_LIKE_OUTPUT)
        .isPresent();
  }
}
