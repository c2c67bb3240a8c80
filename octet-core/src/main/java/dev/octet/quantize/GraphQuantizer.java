package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.kernel.Rounding;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import dev.octet.plan.Decision;
import dev.octet.plan.Float16Rule;
import dev.octet.plan.Plan;
import dev.octet.plan.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rebuilds one graph as its plan says, in one walk over the nodes. */
final class GraphQuantizer {
  private final Plan plan;
  private final OpTable table;
  private final Graph graph;
  private final Constants constants;
  private final Parameters parameters;
  private final Interface io;
  private final Consumer<String> notes;
  private final List<Node> nodes = new ArrayList<>();
  private final Names names;
  private final Forms forms;

  GraphQuantizer(
      Plan plan,
      OpTable table,
      Graph graph,
      boolean isEntry,
      Function<Tensor, Optional<Range>> ranges,
      Constants constants,
      Consumer<String> notes) {
    this.plan = plan;
    this.table = table;
    this.graph = graph;
    this.constants = constants;
    this.notes = notes;
    this.names = new Names(graph);
    this.forms = new Forms(nodes, names);
    this.parameters = new Parameters(plan, table, graph, ranges);
    this.io = new Interface(plan.recipe(), graph, isEntry, parameters, forms, names);
  }

  Graph quantize() {
    List<Tensor> inputs = io.inputs();
    for (Node node : graph.nodes()) {
      Decision decision = plan.of(node);
      switch (decision.scheme()) {
        case Scheme.Unaffected _ -> addFloat(node, forms::asMade);
        case Scheme.KeepFloat _ -> addFloat(node, this::asFloat);
        case Scheme.Float16Weights _ -> addFloat(node, this::asFloat16);
        case Scheme.WeightOnly _ -> addWeightOnly(node);
        case Scheme.DynamicRange _ -> addDynamicRange(node);
        case Scheme.FullInteger(ElementType type) -> addInteger(node, type);
      }
    }
    return UniqueNames.in(new Graph(graph.name(), inputs, io.outputs(), nodes), graph, names);
  }

  private void addFloat(Node node, Function<Tensor, Tensor> input) {
    add(node, node.operation(), i -> input.apply(Objects.requireNonNull(node.input(i))));
  }

  private Tensor asFloat(Tensor tensor) {
    return tensor.type() == ElementType.FLOAT32 ? forms.asFloat(tensor) : forms.asMade(tensor);
  }

  private Tensor asFloat16(Tensor tensor) {
    return Float16Rule.saves(tensor)
        ? dequantized(tensor, constants.float16(tensor))
        : asFloat(tensor);
  }

  private Tensor dequantized(Tensor original, Tensor stored) {
    forms.define(original, stored);
    return forms.asFloat(original);
  }

  private void addWeightOnly(Node node) {
    OpRow row = table.find(node).orElseThrow();
    add(
        node,
        node.operation(),
        i -> {
          Tensor input = Objects.requireNonNull(node.input(i));
          return row.weightAt(node, i)
              .map(w -> dequantized(input, constants.int8(input, axis(w), Rounding.HALF_AWAY)))
              .orElseGet(() -> asFloat(input));
        });
  }

  private void addDynamicRange(Node node) {
    OpRow row = table.find(node).orElseThrow();
    boolean perChannel =
        row.hybrid() == 0 || (row.hybridPerChannel() > 0 && !plan.recipe().perTensor());
    int version = perChannel ? row.hybridPerChannel() : row.hybrid();
    Operation operation = withOptions(atLeast(node.operation(), version), row);
    if (row.asymmetricInputs()) {
      operation = with(operation, "asymmetric_quantize_inputs", true);
    }
    add(
        node,
        operation,
        i -> {
          Tensor input = Objects.requireNonNull(node.input(i));
          return row.weightAt(node, i)
              .map(w -> hybridWeights(input, perChannel ? w.axis() : OpRow.PER_TENSOR))
              .orElseGet(() -> asFloat(input));
        });
  }

  /** Kernels that only know a scale per channel get the one scale as often. */
  private Tensor hybridWeights(Tensor weights, int axis) {
    return plan.recipe().perTensor() && axis != OpRow.PER_TENSOR
        ? constants.int8OneScale(weights, axis, Rounding.HALF_AWAY)
        : constants.int8(weights, axis, Rounding.HALF_AWAY);
  }

  private int axis(OpRow.Weight weight) {
    return plan.recipe().perTensor() ? OpRow.PER_TENSOR : weight.axis();
  }

  private void addInteger(Node node, ElementType type) {
    OpRow row = table.find(node).orElseThrow();
    Operation operation = withOptions(atLeast(node.operation(), row.integerVersion(type)), row);
    if (type == ElementType.INT16) {
      for (var option : row.int16Options().entrySet()) {
        operation = with(operation, option.getKey(), option.getValue());
      }
    }
    Optional<WeightsAndBias> weighted = weightsAndBias(row, node, type);
    add(
        node,
        operation,
        i -> {
          Tensor input = Objects.requireNonNull(node.input(i));
          if (i == row.bias()) {
            return Objects.requireNonNull(weighted.orElseThrow().bias());
          }
          if (row.activationInputs(node).anyMatch(a -> a == i)) {
            return activation(row, node, input, type);
          }
          return row.weightAt(node, i)
              .map(_ -> weighted.orElseThrow().weights())
              .orElseGet(() -> forms.asMade(input));
        });
  }

  private Tensor activation(OpRow row, Node node, Tensor input, ElementType type) {
    PerTensor wanted =
        row.constraint() == Constraint.INPUTS_LIKE_OUTPUT
            ? parameters.of(node.output(0), type)
            : parameters.of(input, type);
    return input.isConstant()
        ? constants.activation(input, type, wanted)
        : forms.as(input, type, wanted);
  }

  private Optional<WeightsAndBias> weightsAndBias(OpRow row, Node node, ElementType type) {
    if (row.bias() < 0 || row.weightsOf(node).isEmpty()) {
      return Optional.empty();
    }
    OpRow.Weight slot = row.weightsOf(node).getFirst();
    Tensor weights = Objects.requireNonNull(node.input(slot.input()));
    Tensor data =
        Objects.requireNonNull(node.input(row.activationInputs(node).findFirst().orElseThrow()));
    var both =
        WeightsAndBias.of(
            constants,
            weights,
            axis(slot),
            type == ElementType.INT16
                ? Rounding.HALF_AWAY_BY_INVERSE
                : Rounding.HALF_AWAY_BY_RECIPROCAL,
            node.input(row.bias()),
            parameters.of(data, type).scale(),
            type);
    if (!both.widened().isEmpty()) {
      notes.accept(
          "%s '%s': the weight scale of %d channels was widened, or their bias would overflow"
              .formatted(node.op(), node.output(0).name(), both.widened().size()));
    }
    return Optional.of(both);
  }

  /** Appends the node with its inputs as told and its outputs as their parameters say. */
  private void add(Node node, Operation operation, Function<Integer, Tensor> input) {
    var inputs = new ArrayList<@Nullable Tensor>();
    for (int i = 0; i < node.inputs().size(); i++) {
      inputs.add(node.input(i) == null ? null : input.apply(i));
    }
    List<Tensor> outputs = node.outputs().stream().map(o -> output(node, o)).toList();
    nodes.add(new Node(operation, inputs, outputs, node.intermediates()));
    for (int i = 0; i < outputs.size(); i++) {
      forms.define(node.output(i), outputs.get(i));
    }
  }

  private Tensor output(Node node, Tensor output) {
    return output.type() == ElementType.FLOAT32
            && plan.of(node).scheme() instanceof Scheme.FullInteger(ElementType type)
        ? io.named(output, output.withType(type, parameters.of(output, type)))
        : io.named(output, output);
  }

  private static Operation atLeast(Operation operation, int version) {
    return operation.withVersion(Math.max(operation.version(), version));
  }

  /** Files may leave the table of options out; kernels for integers need some fields of it. */
  private static Operation withOptions(Operation operation, OpRow row) {
    return operation.options() == null && !row.options().isEmpty()
        ? operation.withOptions(Attributes.of(row.options()))
        : operation;
  }

  private static Operation with(Operation operation, String option, Object value) {
    Attributes options = Objects.requireNonNull(operation.options(), operation.name());
    return operation.withOptions(options.with(option, value));
  }
}
