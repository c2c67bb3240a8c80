package dev.octet.quantize;

import dev.octet.existing.Existing;
import dev.octet.kernel.Rounding;
import dev.octet.model.ControlFlow;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import dev.octet.op.Substitute;
import dev.octet.plan.Decision;
import dev.octet.plan.Float16Rule;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import dev.octet.plan.WeightFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private final Carried carried;
  private final Constants constants;
  private final BiasCorrection biases;
  private final Parameters parameters;
  private final Interface io;
  private final Existing existing;
  private final Borders borders;
  private final Consumer<String> notes;
  private final List<Node> nodes = new ArrayList<>();
  private final Names names;
  private final Forms forms;
  private final RecurrentForms recurrent;
  private final HybridGroups groups = new HybridGroups();

  GraphQuantizer(
      Plan plan,
      OpTable table,
      int index,
      Carried carried,
      Activations activations,
      Existing existing,
      Constants constants,
      BiasCorrection biases,
      Consumer<String> notes) {
    this.plan = plan;
    this.table = table;
    this.graph = plan.model().graphs().get(index);
    this.carried = carried;
    this.constants = constants;
    this.biases = biases;
    this.notes = notes;
    this.names = new Names(graph);
    this.forms = new Forms(nodes, names);
    this.existing = existing;
    this.borders = new Borders(forms);
    this.parameters = new Parameters(plan, table, index, carried, activations);
    this.io = new Interface(plan, index, carried, parameters, forms, names);
    this.recurrent = new RecurrentForms(constants, parameters, activations);
  }

  Graph quantize() {
    List<Tensor> inputs = io.inputs();
    for (Node node : graph.nodes()) {
      if (!ControlFlow.graphs(node).isEmpty()) {
        addControlFlow(node);
        continue;
      }
      Decision decision = plan.of(node);
      switch (decision.scheme()) {
        case Scheme.Unaffected _ -> addUnaffected(node);
        case Scheme.KeepFloat _ -> addFloat(node, t -> asFloat(existing.asStored(t)));
        case Scheme.Float16Weights _ -> addFloat(node, this::asFloat16);
        case Scheme.WeightOnly(WeightFormat weights) -> addWeightOnly(node, weights);
        case Scheme.DynamicRange(WeightFormat weights) -> addDynamicRange(node, weights);
        case Scheme.FullInteger(ElementType type, WeightFormat weights) ->
            addInteger(node, type, weights);
      }
    }
    List<Tensor> outputs = io.outputs(); // may append nodes
    Graph made = new Graph(graph.name(), inputs, outputs, nodes);
    return UniqueNames.in(OutputNames.restore(graph, made), graph, names);
  }

  private void addUnaffected(Node node) {
    if (!plan.recipe().needsRanges() || !borders.absorb(node)) {
      addFloat(node, forms::asMade);
    }
  }

  private void addFloat(Node node, Function<Tensor, Tensor> input) {
    add(node, node.operation(), i -> input.apply(Objects.requireNonNull(node.input(i))));
  }

  /** A loop or a branch: what it carries in integers goes in as such, and comes out. */
  private void addControlFlow(Node node) {
    add(
        node,
        node.operation(),
        i -> {
          Tensor input = Objects.requireNonNull(node.input(i));
          return carried
              .argument(node, i)
              .map(p -> integer(input, carried.type(), p))
              .orElseGet(() -> asFloat(input));
        });
  }

  private Tensor integer(Tensor tensor, ElementType type, PerTensor wanted) {
    return tensor.isConstant()
        ? constants.activation(tensor, type, wanted)
        : forms.as(tensor, type, wanted);
  }

  private Tensor asFloat(Tensor tensor) {
    return tensor.type() == ElementType.FLOAT32 ? forms.asFloat(tensor) : forms.asMade(tensor);
  }

  private Tensor asFloat16(Tensor tensor) {
    return Float16Rule.canBe(tensor)
        ? dequantized(tensor, constants.float16(tensor))
        : asFloat(tensor);
  }

  private Tensor dequantized(Tensor original, Tensor stored) {
    forms.define(original, stored);
    return forms.asFloat(original);
  }

  private void addWeightOnly(Node node, WeightFormat format) {
    OpRow row = table.find(node).orElseThrow();
    if (row.weightsOf(node).stream().anyMatch(w -> isStored(node.input(w.input())))) {
      addFloat(node, t -> asFloat(existing.asStored(t))); // a hybrid op of the model stays one
      return;
    }
    Optional<Tensor> bias =
        biases.corrected(
            node,
            row,
            w -> constants.weights(w.tensor(), axis(w.slot(), format), format, rounding()),
            names);
    add(
        node,
        bias.isEmpty() ? node.operation() : Operations.withBias(node.operation(), row),
        given(row, bias),
        i -> {
          Tensor input = Objects.requireNonNull(node.input(i));
          return row.weightAt(node, i)
              .map(
                  w ->
                      dequantized(
                          input, constants.weights(input, axis(w, format), format, rounding())))
              .orElseGet(() -> asFloat(input));
        });
  }

  private boolean isStored(@Nullable Tensor weights) {
    return weights != null && !existing.asStored(weights).equals(weights);
  }

  /**
   * That of TFLiteConverter in this mode: so weights of one mode are the same wherever they are.
   */
  private Rounding rounding() {
    Recipe recipe = plan.recipe();
    return recipe.needsRanges() ? rounding(recipe.activationType()) : Rounding.HALF_AWAY;
  }

  private static Rounding rounding(ElementType activations) {
    return activations == ElementType.INT16
        ? Rounding.HALF_AWAY_BY_INVERSE
        : Rounding.HALF_AWAY_BY_RECIPROCAL;
  }

  private void addDynamicRange(Node node, WeightFormat format) {
    OpRow row = table.find(node).orElseThrow();
    HybridForm form = HybridForm.of(row, format);
    Optional<Tensor> bias =
        biases.corrected(
            node, row, w -> hybridWeights(w.tensor(), form.axis(w.slot()), format), names);
    Operation operation = Operations.hybrid(node, row, form.version());
    add(
        node,
        bias.isEmpty() ? operation : Operations.withBias(operation, row),
        given(row, bias),
        i -> {
          Tensor input = Objects.requireNonNull(node.input(i));
          return row.weightAt(node, i)
              .map(w -> hybridWeights(input, form.axis(w), format))
              .orElseGet(() -> asFloat(input));
        });
  }

  /** Kernels that only know a scale per channel get the one scale as often. */
  private Tensor hybridWeights(Tensor weights, int axis, WeightFormat format) {
    return format.isPerTensor() && axis != OpRow.PER_TENSOR
        ? constants.weightsOfOneScale(weights, axis, format, Rounding.HALF_AWAY)
        : constants.weightsEachChannel(weights, axis, format, Rounding.HALF_AWAY);
  }

  private static int axis(OpRow.Weight weight, WeightFormat format) {
    return format.isPerTensor() ? OpRow.PER_TENSOR : weight.axis();
  }

  private void addInteger(Node node, ElementType type, WeightFormat format) {
    OpRow row = table.find(node).orElseThrow();
    Operation operation = Operations.integer(node, row, type, format);
    if (row.recurrent() != null) {
      biases.keptAsTheyAre(node);
      addRecurrent(node, type, recurrent.of(row.recurrent(), node, operation, type));
      return;
    }
    Optional<WeightsAndBias> weighted = weightsAndBias(row, node, type, format);
    add(
        node,
        operation,
        given(row, weighted.map(WeightsAndBias::bias)),
        i -> {
          Tensor input = Objects.requireNonNull(node.input(i));
          if (row.activationInputs(node).anyMatch(a -> a == i)) {
            return activation(row, node, input, type);
          }
          return row.weightAt(node, i)
              .map(_ -> weighted.orElseThrow().weights())
              .orElseGet(() -> forms.asMade(input));
        });
  }

  private void addRecurrent(Node node, ElementType type, IntegerForm form) {
    add(
        node,
        form.operation(),
        Map.of(),
        i -> {
          Tensor input = Objects.requireNonNull(node.input(i));
          Tensor replaced = form.inputs().get(i);
          return i == 0
              ? activation(row(node), node, input, type)
              : replaced == null ? forms.asMade(input) : replaced;
        },
        form.intermediates());
    for (String note : form.notes()) {
      notes.accept("%s '%s': %s".formatted(node.op(), node.output(0).name(), note));
    }
  }

  private OpRow row(Node node) {
    return table.find(node).orElseThrow();
  }

  private Tensor activation(OpRow row, Node node, Tensor input, ElementType type) {
    PerTensor wanted =
        row.constraint() == Constraint.INPUTS_LIKE_OUTPUT
            ? parameters.of(node.output(0), type)
            : parameters.of(input, type);
    return integer(input, type, wanted);
  }

  private Optional<WeightsAndBias> weightsAndBias(
      OpRow row, Node node, ElementType type, WeightFormat format) {
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
            axis(slot, format),
            format,
            rounding(type),
            node.input(row.bias()),
            parameters.of(data, type).scale(),
            type);
    if (!both.widened().isEmpty()) {
      notes.accept(
          "%s '%s': the weight scale of %d channels was widened, or their bias would overflow"
              .formatted(node.op(), node.output(0).name(), both.widened().size()));
    }
    return Optional.of(
        biases
            .corrected(node, row, _ -> both.weights(), names)
            .map(b -> both.withBias(b, parameters.of(data, type).scale(), type))
            .orElse(both));
  }

  /** Inputs that a node gets whatever it had. */
  private static Map<Integer, Tensor> given(OpRow row, Optional<Tensor> bias) {
    return bias.map(b -> Map.of(row.bias(), b)).orElse(Map.of());
  }

  /** Appends the node with its inputs as told and its outputs as their parameters say. */
  private void add(Node node, Operation operation, Function<Integer, Tensor> input) {
    add(node, operation, Map.of(), input);
  }

  private void add(
      Node node, Operation operation, Map<Integer, Tensor> given, Function<Integer, Tensor> input) {
    add(node, operation, given, input, node.intermediates());
  }

  private void add(
      Node node,
      Operation operation,
      Map<Integer, Tensor> given,
      Function<Integer, Tensor> input,
      List<Tensor> intermediates) {
    var inputs = new ArrayList<@Nullable Tensor>();
    int last = given.keySet().stream().mapToInt(i -> i + 1).max().orElse(0);
    for (int i = 0; i < Math.max(last, node.inputs().size()); i++) {
      Tensor known = given.get(i);
      inputs.add(known != null || node.input(i) == null ? known : input.apply(i));
    }
    List<Tensor> outputs = node.outputs().stream().map(o -> output(node, o)).toList();
    Node made = groups.withUnlikeScales(new Node(operation, inputs, outputs, intermediates));
    nodes.addAll(
        substitute(node).map(s -> s.expansion().of(made, names::fresh)).orElse(List.of(made)));
    for (int i = 0; i < outputs.size(); i++) {
      forms.define(node.output(i), outputs.get(i));
    }
  }

  private Optional<Substitute> substitute(Node node) {
    return plan.of(node).scheme() instanceof Scheme.FullInteger(ElementType type, _)
        ? table.find(node).flatMap(row -> row.substitute(type))
        : Optional.empty();
  }

  private Tensor output(Node node, Tensor output) {
    Optional<PerTensor> carriedAs = carried.of(output);
    if (carriedAs.isPresent()) {
      return io.named(output, output.withType(carried.type(), carriedAs.get()));
    }
    return output.type() == ElementType.FLOAT32
            && ControlFlow.graphs(node).isEmpty()
            && plan.of(node).scheme() instanceof Scheme.FullInteger(ElementType type, _)
        ? io.named(output, output.withType(type, parameters.of(output, type)))
        : io.named(output, output);
  }
}
