package dev.octet.debug;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;

/** Which ops of a graph are quantized, whatever they were made from. */
final class QuantizedOps {
  private final Origins origins;

  QuantizedOps(Origins origins) {
    this.origins = origins;
  }

  /** Whether an op gives integers that stand for reals, or reads constants that do, or halves. */
  boolean contains(Node node) {
    return !Origins.isBorder(node)
        && (node.outputs().stream().anyMatch(QuantizedOps::standsForReals)
            || node.inputs().stream().anyMatch(t -> t != null && isSmaller(origins.of(t))));
  }

  /** Whether integers stand for reals. */
  static boolean standsForReals(Tensor tensor) {
    return tensor.type() != ElementType.FLOAT32 && tensor.quantization() != null;
  }

  private static boolean isSmaller(Tensor tensor) {
    return tensor.isConstant() && (standsForReals(tensor) || tensor.type() == ElementType.FLOAT16);
  }
}
