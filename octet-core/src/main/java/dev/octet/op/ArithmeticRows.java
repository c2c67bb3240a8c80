package dev.octet.op;

import static dev.octet.op.RowBuilder.row;

import dev.octet.model.Node;
import java.util.List;
import java.util.Objects;

/** Element by element arithmetic. */
final class ArithmeticRows {
  private ArithmeticRows() {}

  static List<RowBuilder> all() {
    return List.of(
        // kernels abort when their output multiplier, (2 × input scale) / (2^shift × output scale)
        // or its square, reaches 1: the shift is 15 or 20 for sums, 7 for squared differences
        row("ADD")
            .activation(0, 1)
            .integer(2, 3)
            .options("AddOptions")
            .int16Option("pot_scale_int16", false)
            .inNorms(NormPart.SUM)
            .outputScaleFloor(in -> 0x1p-13 * in),
        row("SUB")
            .activation(0, 1)
            .integer(2, 5)
            .options("SubOptions")
            .int16Option("pot_scale_int16", false)
            .inNorms(NormPart.SUM)
            .outputScaleFloor(in -> 0x1p-13 * in),
        row("MUL").activation(0, 1).integer(2, 4).inNorms(ArithmeticRows::product),
        row("SQUARED_DIFFERENCE")
            .activation(0, 1)
            .integer(2, 0)
            .substitute16(Substitutes.squaredDifference())
            .inNorms(NormPart.SQUARE)
            .outputScaleFloor(in -> 0x1p-11 * in * in),
        row("ABS").activation(0).integer(2, 3).inNorms(NormPart.SUM),
        row("EXP").activation(0).integer(2, 2),
        row("LOG").activation(0).floatOnly("rounding its input loses what its result tells apart"),
        row("RSQRT").activation(0).integer(2, 3).inNorms(NormPart.ROOT),
        row("SQRT").activation(0).inNorms(NormPart.ROOT),
        row("NEG").activation(0).substitute(Substitutes.negate()),
        row("SQUARE").activation(0).substitute(Substitutes.square()).inNorms(NormPart.SQUARE),
        row("POW")
            .activation(0)
            .substitute(Substitutes.square())
            .inNorms(ArithmeticRows::power)
            .where(n -> Operand.isNumber(n, 1, e -> e == 2), "its exponent is not the constant 2"),
        row("DIV")
            .activation(0)
            .substitute(Substitutes.quotient())
            .inNorms(n -> Operand.isConstant(n, 1) ? NormPart.SUM : NormPart.NONE)
            .where(ArithmeticRows::hasReciprocal, "its divisor is not one constant"),
        row("STABLEHLO_ADD")
            .activation(0, 1)
            .substitute(Substitutes.sum())
            .inNorms(NormPart.SUM)
            .outputScaleFloor(in -> 0x1p-13 * in),
        row("STABLEHLO_MULTIPLY")
            .activation(0, 1)
            .substitute(Substitutes.product())
            .inNorms(ArithmeticRows::product));
  }

  private static NormPart product(Node node) {
    if (Objects.equals(node.input(0), node.input(1))) {
      return NormPart.SQUARE;
    }
    return Operand.isConstant(node, 0) || Operand.isConstant(node, 1)
        ? NormPart.SUM
        : NormPart.NONE;
  }

  private static NormPart power(Node node) {
    if (Operand.isNumber(node, 1, e -> e == 2)) {
      return NormPart.SQUARE;
    }
    return Operand.isNumber(node, 1, e -> Math.abs(e) == 0.5f) ? NormPart.ROOT : NormPart.NONE;
  }

  private static boolean hasReciprocal(Node node) {
    return Operand.isNumber(node, 1, d -> Float.isFinite(d) && Float.isFinite(1 / d) && 1 / d != 0);
  }
}
