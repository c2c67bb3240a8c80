package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.model.ControlFlow;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import dev.octet.op.Recurrent;
import dev.octet.plan.Plan;
import dev.octet.plan.Scheme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The scale and zero point with which each activation of a graph is made.
 *
 * <p>Forwards: from ranges, fixed by kernels, or taken over from the input. Then backwards: where
 * values join (concatenation and the like) an op whose result goes nowhere else writes with the
 * join's parameters at once, which spares a requantization and its rounding. What a loop carries on
 * to its next turn is written with the parameters of the loop's state.
 */
final class Parameters {
  private final Plan plan;
  private final OpTable table;
  private final Graph graph;
  private final Activations activations;
  private final Map<Tensor, List<Node>> consumers;
  private final Map<Tensor, Node> producers;
  private final Map<Tensor, Made> made = new HashMap<>();
  private final Map<Tensor, Made> leaving = new HashMap<>();

  Parameters(Plan plan, OpTable table, int index, Carried carried, Activations activations) {
    this.plan = plan;
    this.table = table;
    this.graph = plan.model().graphs().get(index);
    this.activations = activations;
    this.consumers = graph.consumers();
    this.producers = graph.producers();
    for (Tensor input : graph.inputs()) {
      carried.of(input).ifPresent(p -> made.put(input, new Made(carried.type(), p)));
    }
    for (int o = 0; o < graph.outputs().size(); o++) {
      Tensor output = graph.outputs().get(o);
      carried
          .output(index, o)
          .ifPresent(p -> leaving.putIfAbsent(output, new Made(carried.type(), p)));
    }
    for (Node node : graph.nodes()) {
      node.outputs()
          .forEach(t -> carried.of(t).ifPresent(p -> made.put(t, new Made(carried.type(), p))));
    }
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
    Made known = made.get(tensor);
    if (known != null && known.type() == type) {
      return known.parameters();
    }
    return activations
        .parameters(tensor, type)
        .orElseGet(() -> ActivationScale.of(range(tensor, known), type));
  }

  private Range range(Tensor tensor, @Nullable Made known) {
    return activations
        .range(tensor)
        .or(() -> Optional.ofNullable(known).map(Made::range))
        .orElseThrow(() -> new IllegalStateException("no range for " + tensor));
  }

  /** In which type an activation is made, and with which parameters. */
  private record Made(ElementType type, PerTensor parameters) {
    private static final int INT16_MAX = 32767;

    /** The reals that it can hold. */
    Range range() {
      double zero = parameters.zeroPoint();
      double min = type == ElementType.INT16 ? -INT16_MAX : Byte.MIN_VALUE - zero;
      double max = type == ElementType.INT16 ? INT16_MAX : Byte.MAX_VALUE - zero;
      return new Range((float) (min * parameters.scale()), (float) (max * parameters.scale()));
    }
  }

  /** Whether {@link #of} has an answer. */
  boolean knows(Tensor tensor) {
    return made.containsKey(tensor) || activations.range(tensor).isPresent();
  }

  private Optional<ElementType> integerType(Node node) {
    return plan.of(node).scheme() instanceof Scheme.FullInteger(ElementType type, _)
            && ControlFlow.graphs(node).isEmpty()
        ? Optional.of(type)
        : Optional.empty();
  }

  private void assignOutputs(Node node, ElementType type) {
    OpRow row = table.find(node).orElseThrow();
    for (Tensor output : node.outputs()) {
      if (output.type() == ElementType.FLOAT32) {
        made.put(output, new Made(type, outputParameters(row, node, output, type)));
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
    return Optional.ofNullable(leaving.get(output))
        .filter(m -> m.type() == type)
        .map(Made::parameters)
        .or(() -> activations.parameters(output, type))
        .filter(p -> p.scale() >= floor)
        .orElseGet(() -> ActivationScale.atLeast(floor, range(output, null), type));
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
    Made wanted = Objects.requireNonNull(made.get(join.output(0)));
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

  /** SVDF's integer kernel is RELU only because its output's range begins at 0. */
  private boolean hasFreeOutput(Node producer) {
    return table
        .find(producer)
        .filter(r -> r.recurrent() != Recurrent.SVDF)
        .map(OpRow::constraint)
        .filter(c -> c == Constraint.FREE || c == Constraint.INPUTS_LIKE_OUTPUT)
        .isPresent();
  }
}
