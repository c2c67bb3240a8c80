package dev.octet.format.tensorflow;

import dev.octet.model.Tensor;

/**
 * What a loop carries.
 *
 * @param variable its number in TensorFlow's loop
 * @param first its value before the loop
 * @param inCondition what it is in the condition's graph
 * @param inBody what it is in the body's graph, at the start of a turn
 * @param after what the body makes of it; {@code inBody} itself where it is not changed
 */
record Carried(int variable, Tensor first, Tensor inCondition, Tensor inBody, Tensor after) {
  boolean isUnchanged() {
    return after == inBody;
  }
}
