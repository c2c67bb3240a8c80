package dev.octet.quantize;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.plan.Recipe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs and outputs of a graph in the types that the recipe wants. They keep the names that
 * users know; where the values inside have another type, those get another name.
 */
final class Interface {
  private static final int UINT8_OFFSET = 128;

  private final Recipe recipe;
  private final Graph graph;
  private final boolean isEntry;
  private final Parameters parameters;
  private final Forms forms;
  private final Names names;

  /**
   * The interface of a graph.
   *
   * @param isEntry whether users call it; the types of a loop's body are no one's business
   */
  Interface(
      Recipe recipe,
      Graph graph,
      boolean isEntry,
      Parameters parameters,
      Forms forms,
      Names names) {
    this.recipe = recipe;
    this.graph = graph;
    this.isEntry = isEntry;
    this.parameters = parameters;
    this.forms = forms;
    this.names = names;
    for (Tensor output : graph.outputs()) {
      if (output.type() == ElementType.FLOAT32) {
        forms.reserveName(output, outputType(), outputParameters(output));
      }
    }
  }

  List<Tensor> inputs() {
    return graph.inputs().stream().map(this::input).toList();
  }

  List<Tensor> outputs() {
    return graph.outputs().stream().map(this::output).toList();
  }

  /** The tensor as a node makes it, renamed if the graph's output of that name has another type. */
  Tensor named(Tensor original, Tensor asMade) {
    boolean outside =
        graph.outputs().contains(original)
            && original.type() == ElementType.FLOAT32
            && outputType() != asMade.type();
    return outside ? asMade.withName(names.fresh(original.name() + "_i")) : asMade;
  }

  private ElementType type(ElementType wanted) {
    return isEntry ? wanted : ElementType.FLOAT32;
  }

  private Tensor input(Tensor original) {
    ElementType type = type(recipe.inputType());
    Tensor input =
        original.type() != ElementType.FLOAT32 || type == ElementType.FLOAT32
            ? original
            : original.withType(type, interfaceParameters(original, type));
    forms.define(original, input);
    return input;
  }

  private Tensor output(Tensor original) {
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
