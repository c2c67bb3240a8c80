package dev.octet.format.tflite;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small models made by hand. */
final class Models {
  private Models() {}

  static Tensor f32(String name, int... dims) {
    return Tensor.of(name, ElementType.FLOAT32, Shape.of(dims));
  }

  /** A model of one op; what is not constant among its inputs is an input of the model. */
  static Model of(Operation op, List<Tensor> inputs, Tensor output) {
    return of(op, inputs, List.of(output));
  }

  static Model of(Operation op, List<Tensor> inputs, List<Tensor> outputs) {
    return of(new Node(op, new ArrayList<@Nullable Tensor>(inputs), outputs));
  }

  static Model of(Node node) {
    var inputs = new LinkedHashSet<Tensor>();
    for (Tensor input : node.inputs()) {
      if (input != null && !input.isConstant()) {
        inputs.add(input);
      }
    }
    return of(new Graph("main", List.copyOf(inputs), node.outputs(), List.of(node)));
  }

  static Model of(Graph... graphs) {
    return new Model("made by hand", List.of(graphs), List.of(), List.of());
  }

  static Operation op(String name, @Nullable Attributes options) {
    return Operation.builtin(name, options);
  }

  /** Convolution options with strides of 1. */
  static Attributes conv() {
    return Attributes.of("Conv2DOptions").with("stride_w", 1).with("stride_h", 1);
  }
}
