package dev.octet.debug;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An op of a quantized graph and its float twin.
 *
 * @param original the op of the float graph
 * @param quantized the op of the quantized graph that gives the same outputs
 * @param inputs for each input of the original that is an activation, the tensor of the quantized
 *     graph that holds its values; null for constants and absent inputs
 */
record Pair(Node original, Node quantized, List<@Nullable Tensor> inputs) {
  Pair {
    inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
  }

  /**
   * Whether quantization can make a difference: the quantized op gives integers for floats, or
   * reads weights of another type.
   */
  boolean isQuantized() {
    return givesFloats() && (givesIntegers() || readsOtherWeights());
  }

  private boolean givesFloats() {
    return !original.outputs().isEmpty()
        && original.outputs().stream().allMatch(t -> t.type() == ElementType.FLOAT32);
  }

  private boolean givesIntegers() {
    return quantized.outputs().stream().anyMatch(t -> t.type() != ElementType.FLOAT32);
  }

  private boolean readsOtherWeights() {
    for (int i = 0; i < original.inputs().size(); i++) {
      Tensor before = original.input(i);
      Tensor after = quantized.input(i);
      if (before != null
          && before.type() == ElementType.FLOAT32
          && before.isConstant()
          && after != null
          && (after.type() != ElementType.FLOAT32 || isOther(before.data(), after.data()))) {
        return true;
      }
    }
    return false;
  }

  /** Weights behind a DEQUANTIZE are no constant. */
  private static boolean isOther(@Nullable Constant before, @Nullable Constant after) {
    return before != null && after == null;
  }
}
