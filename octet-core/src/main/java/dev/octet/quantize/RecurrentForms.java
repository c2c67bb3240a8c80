package dev.octet.quantize;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.op.LstmNode;
import dev.octet.op.Recurrent;
import java.util.Objects;

/**
 * The integer forms of ops that keep state.
 *
 * @param constants where quantized constants come from
 * @param parameters of the graph's activations
 * @param activations the ranges of what is inside the ops
 */
record RecurrentForms(Constants constants, Parameters parameters, Activations activations) {
  IntegerForm of(Recurrent kind, Node node, Operation operation, ElementType type) {
    return switch (kind) {
      case LSTM ->
          LstmForm.of(
              constants,
              new LstmInner(new LstmNode(node), activations::range),
              operation,
              parameters.of(Objects.requireNonNull(node.input(0)), type),
              parameters.of(node.output(0), type));
      case SVDF ->
          SvdfForm.of(
              constants,
              node,
              operation,
              activations.range(kind.inner(node).getFirst()).orElseThrow());
    };
  }
}
