package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes like others. */
final class Nodes {
  private Nodes() {}

  static Node withInputs(Node node, List<@Nullable Tensor> inputs) {
    return new Node(node.operation(), inputs, node.outputs(), node.intermediates());
  }

  /** With one input exchanged; absent ones are put before it where the node has too few. */
  static Node withInput(Node node, int index, Tensor input) {
    List<@Nullable Tensor> inputs = new ArrayList<>(node.inputs());
    while (inputs.size() <= index) {
      inputs.add(null);
    }
    inputs.set(index, input);
    return withInputs(node, inputs);
  }

  static Node withOutput(Node node, Tensor old, Tensor output) {
    List<Tensor> outputs = node.outputs().stream().map(t -> t == old ? output : t).toList();
    return new Node(node.operation(), node.inputs(), outputs, node.intermediates());
  }

  static Node withOperation(Node node, Operation operation) {
    return new Node(operation, node.inputs(), node.outputs(), node.intermediates());
  }

  /**
   * With one option set, or (null) at its default; the op gets a table of this type where it has
   * none.
   */
  static Node withOption(Node node, String type, String option, @Nullable Object value) {
    Attributes options = node.operation().options();
    Attributes changed = (options == null ? Attributes.of(type) : options).with(option, value);
    return withOperation(node, node.operation().withOptions(changed));
  }

  /** The activation function that is part of the op. */
  static String fusedActivation(Node node) {
    Attributes options = node.operation().options();
    return options == null ? "NONE" : options.name("fused_activation_function", "NONE");
  }
}
