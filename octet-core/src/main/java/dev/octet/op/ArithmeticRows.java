package dev.octet.op;

import static dev.octet.op.RowBuilder.row;

import dev.octet.model.Node;
import java.util.List;

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
            .outputScaleFloor(in -> 0x1p-13 * in),
        row("SUB")
            .activation(0, 1)
            .integer(2, 5)
            .options("SubOptions")
            .int16Option("pot_scale_int16", false)
            .outputScaleFloor(in -> 0x1p-13 * in),
        row("MUL").activation(0, 1).integer(2, 4),
        row("SQUARED_DIFFERENCE")
            .activation(0, 1)
            .integer(2, 0)
            .substitute16(Substitutes.squaredDifference())
            .outputScaleFloor(in -> 0x1p-11 * in * in),
        row("ABS").activation(0).integer(2, 3),
        row("EXP").activation(0).integer(2, 2),
        row("LOG").activation(0).floatOnly("rounding its input loses what its result tells apart"),
        row("RSQRT").activation(0).integer(2, 3),
        row("SQRT").activation(0),
        row("NEG").activation(0).substitute(Substitutes.negate()),
        row("SQUARE").activation(0).substitute(Substitutes.square()),
        row("POW")
            .activation(0)
            .substitute(Substitutes.square())
            .where(n -> Operand.isNumber(n, 1, e -> e == 2), "its exponent is not the constant 2"),
        row("DIV")
            .activation(0)
            .substitute(Substitutes.quotient())
            .where(ArithmeticRows::hasReciprocal, "its divisor is not one constant"),
        row("STABLEHLO_ADD")
            .activation(0, 1)
            .substitute(Substitutes.sum())
            .outputScaleFloor(in -> 0x1p-13 * in),
        row("STABLEHLO_MULTIPLY").activation(0, 1).substitute(Substitutes.product()));
  }

  private static boolean hasReciprocal(Node node) {
    return Operand.isNumber(node, 1, d -> Float.isFinite(d) && Float.isFinite(1 / d) && 1 / d != 0);
  }
}
