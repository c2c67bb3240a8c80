package dev.octet.format.keras;

import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type in which operands of several types meet (source: Keras' {@code dtypes.py}). TensorFlow's
 * own operators take operands of one type only, and that is what comes out then.
 */
final class Promotion {
  private Promotion() {}

  /** The operands as tensors of their common type. */
  static List<Tensor> tensors(Lowering g, List<Operand> operands) {
    ElementType type = of(operands);
    return operands.stream().map(o -> o.as(g, type)).toList();
  }

  /** The common type. */
  static ElementType of(List<Operand> operands) {
    ElementType strong = null;
    Operand.Kind weak = Operand.Kind.BOOL;
    for (Operand operand : operands) {
      switch (operand) {
        case Operand.Of(Tensor tensor) -> strong = common(strong, tensor.type());
        case Operand.Numbers n -> {
          if (n.type() != null) {
            strong = common(strong, n.type());
          } else if (n.kind().compareTo(weak) > 0) {
            weak = n.kind();
          }
        }
      }
    }
    return switch (weak) {
      case BOOL -> strong == null ? ElementType.BOOL : strong;
      case INT -> strong == null || strong == ElementType.BOOL ? ElementType.INT32 : strong;
      case REAL -> ElementType.FLOAT32;
    };
  }

  private static ElementType common(@Nullable ElementType a, ElementType b) {
    if (a == null || a == b || a == ElementType.BOOL) {
      return b;
    }
    if (b == ElementType.BOOL) {
      return a;
    }
    if (!a.isInteger() || !b.isInteger()) {
      return ElementType.FLOAT32;
    }
    ElementType wide = a.bits() >= b.bits() ? a : b;
    boolean mixed = isUnsigned(a) != isUnsigned(b);
    boolean outgrown = mixed && (isUnsigned(wide) || a.bits() == b.bits());
    return outgrown ? signedOver(wide) : wide;
  }

  private static boolean isUnsigned(ElementType type) {
    return type.text().startsWith("u");
  }

  private static ElementType signedOver(ElementType type) {
    return type.bits() == 8
        ? ElementType.INT16
        : type.bits() == 16 ? ElementType.INT32 : ElementType.INT64;
  }
}
