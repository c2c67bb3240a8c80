package dev.octet.quantize;

import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;

/**
 * The integer form of a node that keeps state.
 *
 * @param operation what it computes
 * @param inputs what takes the place of which input; inputs not named here stay as they are
 * @param intermediates its inner tensors
 * @param notes what the user should know of it
 */
record IntegerForm(
    Operation operation,
    Map<Integer, Tensor> inputs,
    List<Tensor> intermediates,
    List<String> notes) {
  IntegerForm {
    inputs = Map.copyOf(inputs);
    intermediates = List.copyOf(intermediates);
    notes = List.copyOf(notes);
  }
}
