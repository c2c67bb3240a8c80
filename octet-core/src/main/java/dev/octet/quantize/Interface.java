package dev.octet.quantize;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The inputs and outputs of a graph in the types that the recipe wants. They keep the names that
 * users know; where the values inside have another type, those get another name.
 */
final class Interface {
  private static final int UINT8_OFFSET = 128;

  private final Recipe recipe;
  private final int index;
  private final Graph graph;
  private final Carried carried;
  private final boolean isEntry;
  private final Parameters parameters;
  private final Forms forms;
  private final Names names;

  /**
   * The interface of a graph.
   *
   * @param index of the graph; what users do not run themselves is float, but for what is carried
   */
  Interface(
      Plan plan, int index, Carried carried, Parameters parameters, Forms forms, Names names) {
    this.recipe = plan.recipe();
    this.index = index;
    this.graph = plan.model().graphs().get(index);
    this.isEntry = plan.model().entries().contains(index);
    this.carried = carried;
    this.parameters = parameters;
    this.forms = forms;
    this.names = names;
    for (int o = 0; o < graph.outputs().size(); o++) {
      Tensor output = graph.outputs().get(o);
      if (output.type() == ElementType.FLOAT32 && carried.output(index, o).isEmpty()) {
        forms.reserveName(output, outputType(), outputParameters(output));
      }
    }
  }

  List<Tensor> inputs() {
    return graph.inputs().stream().map(this::input).toList();
  }

  List<Tensor> outputs() {
    return IntStream.range(0, graph.outputs().size()).mapToObj(this::output).toList();
  }

  /** The tensor as a node makes it, renamed if the graph's output of that name has another type. */
  Tensor named(Tensor original, Tensor asMade) {
    boolean outside =
        original.type() == ElementType.FLOAT32
            && outputType() != asMade.type()
            && leavesByItself(original);
    return outside ? asMade.withName(names.fresh(original.name() + "_i")) : asMade;
  }

  /** Whether it is an output that is not carried on. */
  private boolean leavesByItself(Tensor original) {
    return IntStream.range(0, graph.outputs().size())
        .filter(o -> graph.outputs().get(o) == original)
        .anyMatch(o -> carried.output(index, o).isEmpty());
  }

  private ElementType type(ElementType wanted) {
    return isEntry ? wanted : ElementType.FLOAT32;
  }

  private Tensor input(Tensor original) {
    Optional<PerTensor> carriedAs = carried.of(original);
    if (carriedAs.isPresent()) {
      Tensor state = original.withType(carried.type(), carriedAs.get());
      forms.define(original, state);
      return state;
    }
    ElementType type = type(recipe.inputType());
    Tensor input =
        original.type() != ElementType.FLOAT32 || type == ElementType.FLOAT32
            ? original
            : original.withType(type, interfaceParameters(original, type));
    forms.define(original, input);
    return input;
  }

  private Tensor output(int position) {
    Tensor original = graph.outputs().get(position);
    Optional<PerTensor> carriedAs = carried.output(index, position);
    if (carriedAs.isPresent()) {
      return forms.as(original, carried.type(), carriedAs.get());
    }
    return original.type() == ElementType.FLOAT32
        ? forms.as(original, outputType(), outputParameters(original))
        : forms.asMade(original);
  }

  private ElementType outputType() {
    return type(recipe.outputType());
  }

  private @Nullable PerTensor outputParameters(Tensor original) {
    ElementType type = outputType();
    return type == ElementType.FLOAT32 ? null : interfaceParameters(original, type);
  }

  /** Those of the values inside; uint8 has the same scale and its zero point 128 higher. */
  private PerTensor interfaceParameters(Tensor original, ElementType type) {
    if (!parameters.knows(original)) {
      throw new OctetException(
              ErrorCode.NOT_QUANTIZABLE,
              "'%s' cannot be %s: no range is known for it".formatted(original.name(), type.text()))
          .advise("calibrate it, or keep the interface float32");
    }
    PerTensor inside =
        parameters.of(original, type == ElementType.INT16 ? ElementType.INT16 : ElementType.INT8);
    return type == ElementType.UINT8
        ? new PerTensor(inside.scale(), inside.zeroPoint() + UINT8_OFFSET)
        : inside;
  }
}
