package dev.octet.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An op applied to tensors. Like a {@link Tensor} it is the same as another only if it is the same
 * object.
 */
public final class Node {
  private final Operation operation;
  private final List<@Nullable Tensor> inputs;
  private final List<Tensor> outputs;
  private final List<Tensor> intermediates;

  /**
   * Makes a node.
   *
   * @param inputs null stands for an optional input that is absent
   * @param intermediates tensors that only describe (the inner ranges of a quantized LSTM)
   */
  public Node(
      Operation operation,
      List<@Nullable Tensor> inputs,
      List<Tensor> outputs,
      List<Tensor> intermediates) {
    this.operation = operation;
    this.inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
    this.outputs = List.copyOf(outputs);
    this.intermediates = List.copyOf(intermediates);
  }

  /** Makes a node without intermediates. */
  public Node(Operation operation, List<@Nullable Tensor> inputs, List<Tensor> outputs) {
    this(operation, inputs, outputs, List.of());
  }

  /** What is computed. */
  public Operation operation() {
    return operation;
  }

  /** The inputs in the op's order; null where an optional one is absent. */
  public List<@Nullable Tensor> inputs() {
    return inputs;
  }

  /** The results in the op's order. */
  public List<Tensor> outputs() {
    return outputs;
  }

  /** Tensors that only describe the op's inner values. */
  public List<Tensor> intermediates() {
    return intermediates;
  }

  /** The input at {@code index}, or null when it is absent or there are fewer. */
  public @Nullable Tensor input(int index) {
    return index < inputs.size() ? inputs.get(index) : null;
  }

  /** The output at {@code index}. */
  public Tensor output(int index) {
    return outputs.get(index);
  }

  /** What becomes of each input; absent ones stay absent. */
  public List<@Nullable Tensor> mapInputs(UnaryOperator<Tensor> to) {
    var mapped = new ArrayList<@Nullable Tensor>();
    for (Tensor input : inputs) {
      mapped.add(input == null ? null : to.apply(input));
    }
    return mapped;
  }

  /** The name of the op. */
  public String op() {
    return operation.name();
  }

  @Override
  public String toString() {
    return outputs + " = " + operation.name() + inputs;
  }
}
