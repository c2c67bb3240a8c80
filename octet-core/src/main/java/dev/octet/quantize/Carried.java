package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.model.ControlFlow;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.plan.CarriedState;
import dev.octet.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * In which form loops and branches carry values: floats as they are, or integers with parameters
 * that hold everything which is carried at that place.
 */
final class Carried {
  private final Model model;
  private final CarriedState state;
  private final ElementType type;
  private final Function<Tensor, Optional<Range>> ranges;
  private final Map<Set<Tensor>, PerTensor> parameters = new HashMap<>();

  Carried(Plan plan, Function<Tensor, Optional<Range>> ranges) {
    this.model = plan.model();
    this.state = plan.state();
    this.type = plan.recipe().needsRanges() ? plan.recipe().activationType() : ElementType.FLOAT32;
    this.ranges = ranges;
  }

  /** The type of what is carried in integers. */
  ElementType type() {
    return type;
  }

  /** The parameters of an input of a graph, or of a result of a loop or branch. */
  Optional<PerTensor> of(Tensor inputOrResult) {
    Set<Tensor> sharing = state.sharing(inputOrResult);
    return sharing.isEmpty()
        ? Optional.empty()
        : Optional.of(parameters.computeIfAbsent(sharing, this::covering));
  }

  /** The parameters that a loop or branch wants at an input. */
  Optional<PerTensor> argument(Node node, int input) {
    List<Tensor> inside = model.graphs().get(ControlFlow.graphs(node).getLast()).inputs();
    int i = ControlFlow.isWhile(node) ? input : input - 1;
    return i >= 0 && i < inside.size() ? of(inside.get(i)) : Optional.empty();
  }

  /** The parameters that whoever runs the graph wants of an output. */
  Optional<PerTensor> output(int graph, int output) {
    List<Tensor> outside = state.outputsOf(graph);
    return output < outside.size() ? of(outside.get(output)) : Optional.empty();
  }

  private PerTensor covering(Set<Tensor> tensors) {
    return tensors.stream()
        .map(ranges)
        .flatMap(Optional::stream)
        .reduce((a, b) -> new Range(Math.min(a.min(), b.min()), Math.max(a.max(), b.max())))
        .map(range -> ActivationScale.of(range, type))
        .orElseThrow(() -> new IllegalStateException("no range for any of " + tensors));
  }
}
