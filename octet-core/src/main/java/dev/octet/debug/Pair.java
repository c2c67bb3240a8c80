package dev.octet.debug;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An op of a float graph and its quantized form. Where each of the two models has other ops for the
 * same thing, the last of them stand for all.
 *
 * @param floats the ops of the float graph, in order; all but the last make what only these read
 * @param quantized the op of the quantized graph that gives the same outputs as the last of them
 * @param fed for each tensor that the float ops read and do not make, constants left out, the
 *     tensor of the quantized graph that holds its values
 * @param isQuantized whether quantization can make a difference: the quantized op gives integers
 *     for floats, or reads weights of another type
 */
record Pair(List<Node> floats, Node quantized, Map<Tensor, Tensor> fed, boolean isQuantized) {
  Pair {
    floats = List.copyOf(floats);
    fed = Collections.unmodifiableMap(new LinkedHashMap<>(fed));
  }

  /** The op of the float graph whose outputs are compared. */
  Node original() {
    return floats.getLast();
  }

  /** Whether there is one op on both sides. */
  boolean isOneOp() {
    return floats.stream().filter(n -> !Origins.isBorder(n)).count() == 1
        && original().op().equals(quantized.op());
  }

  /**
   * Whether an output can be compared: a float, and a float again or integers that stand for it.
   */
  boolean isComparable(int output) {
    Tensor after = quantized.output(output);
    return original().output(output).type() == ElementType.FLOAT32
        && (after.type() == ElementType.FLOAT32
            || (after.quantization() instanceof PerTensor && Reals.canRead(after.type())));
  }
}
