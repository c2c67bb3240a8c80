package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;

/** Powers; those that are products or roots become ones, which quantize. */
final class PowerOperation {
  private PowerOperation() {}

  static Tensor lower(OperationCall call) {
    Lowering g = call.graph();
    List<Operand> operands = List.of(call.operand("x"), call.operand("x2"));
    List<Tensor> both = Promotion.tensors(g, operands);
    Tensor x = both.getFirst();
    if (operands.getLast() instanceof Operand.Numbers n && n.values().length == 1) {
      double exponent = n.values()[0];
      boolean scalar = n.dims().length <= x.shape().rank();
      if (scalar && exponent == 1) {
        return x;
      }
      if (scalar && exponent == 2) {
        return ElementwiseOperations.squared(g, x);
      }
      if (scalar && exponent == 0.5 && x.type() == ElementType.FLOAT32) {
        return Arithmetic.unary(g, "SQRT", x);
      }
      if (scalar && exponent == -0.5 && x.type() == ElementType.FLOAT32) {
        return Arithmetic.unary(g, "RSQRT", x);
      }
      if (scalar && exponent == -1 && x.type() == ElementType.FLOAT32) {
        return Arithmetic.divide(g, g.scalar(1), x);
      }
    }
    return Arithmetic.binary(g, "POW", "PowOptions", x, both.getLast());
  }
}
