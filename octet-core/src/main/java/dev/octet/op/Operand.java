package dev.octet.op;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Optional;
import java.util.function.Predicate;

/** What conditions ask of a node's operands. */
final class Operand {
  private Operand() {}

  static boolean isConstant(Node node, int input) {
    Tensor tensor = node.input(input);
    return tensor != null && tensor.isConstant();
  }

  /** The number that a float constant of one element is; empty for anything else. */
  static Optional<Float> number(Node node, int input) {
    Tensor tensor = node.input(input);
    Constant data = tensor == null ? null : tensor.data();
    return tensor != null
            && data != null
            && tensor.type() == ElementType.FLOAT32
            && tensor.shape().elements() == 1
        ? Optional.of(data.bytes().get(Constant.F32, 0))
        : Optional.empty();
  }

  static boolean isNumber(Node node, int input, Predicate<Float> test) {
    return number(node, input).filter(test).isPresent();
  }

  static boolean isConstantOrAbsent(Node node, int input) {
    return node.input(input) == null || isConstant(node, input);
  }
}
