package dev.octet.format.tensorflow;

import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Division;
import dev.octet.lower.Elementwise;
import dev.octet.lower.Lowering;
import dev.octet.lower.Power;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.lower.SizeArithmetic;
import dev.octet.lower.Trigonometry;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;

/** Arithmetic with two operands, which broadcast (source: {@code math_ops.cc}). */
final class ArithmeticOps {
  private ArithmeticOps() {}

  @FunctionalInterface
  private interface Binary {
    Tensor of(Lowering g, Tensor a, Tensor b);
  }

  static void addTo(OpTable t) {
    known(t, "Add AddV2", Arithmetic::add, SizeArithmetic.ADD);
    known(t, "Sub", Arithmetic::subtract, SizeArithmetic.SUBTRACT);
    known(t, "Mul", Arithmetic::multiply, SizeArithmetic.MULTIPLY);
    known(t, "FloorDiv", Division::floor, SizeArithmetic.FLOOR_DIVIDE);
    known(t, "Div TruncateDiv", ArithmeticOps::quotient, SizeArithmetic.FLOOR_DIVIDE);
    known(t, "Maximum", Arithmetic::maximum, SizeArithmetic.MAXIMUM);
    known(t, "Minimum", Arithmetic::minimum, SizeArithmetic.MINIMUM);
    add(t, "RealDiv", Arithmetic::divide);
    add(t, "DivNoNan", Division::noNan);
    add(t, "MulNoNan", (g, a, b) -> Division.unless(g, b, Arithmetic.multiply(g, a, b)));
    add(t, "FloorMod", Division::floorMod);
    add(t, "Mod TruncateMod", Division::truncateMod);
    add(t, "SquaredDifference", ArithmeticOps::squaredDifference);
    add(t, "Xdivy", (g, a, b) -> Division.unless(g, a, Arithmetic.divide(g, a, b)));
    add(t, "Xlogy", (g, a, b) -> timesLog(g, a, Elementwise.log(g, b)));
    add(t, "Xlog1py", (g, a, b) -> timesLog(g, a, Elementwise.log1p(g, b)));
    add(t, "Atan2", Trigonometry::angle);
    t.add("Pow", ArithmeticOps::power);
    t.add("AddN AccumulateNV2", ArithmeticOps::sum);
    t.add("ClipByValue", ArithmeticOps::clip);
  }

  private static void add(OpTable table, String ops, Binary rule) {
    table.add(ops, c -> rule.of(c.graph(), c.number(0), c.number(1)));
  }

  private static void known(OpTable table, String ops, Binary rule, SizeArithmetic sizes) {
    table.add(ops, c -> withSizes(c, rule, sizes));
  }

  /** What is computed of the sizes of shapes is known, and may be constant. */
  private static Tensor withSizes(OpCall call, Binary rule, SizeArithmetic op) {
    Lowering g = call.graph();
    Tensor a = call.number(0);
    Tensor b = call.number(1);
    Optional<List<Size>> first = call.knownSizes(0);
    Optional<List<Size>> second = call.knownSizes(1);
    Optional<List<Size>> sizes =
        first.isEmpty() ? first : second.flatMap(s -> op.of(first.get(), s));
    if (sizes.isEmpty()) {
      return rule.of(g, a, b);
    }
    Shape shape = Dims.broadcast(a.shape(), b.shape());
    if (sizes.get().stream().noneMatch(Size::dynamic)) {
      double[] values = sizes.get().stream().mapToDouble(Size::factor).toArray();
      return call.constant(Array.numbers(a.type(), values, shape.dims()));
    }
    // Sizes fit into 32 bits, for which LiteRT has all of these.
    Tensor narrow =
        rule.of(
            g, Arithmetic.cast(g, a, ElementType.INT32), Arithmetic.cast(g, b, ElementType.INT32));
    return call.shapes().is(Arithmetic.cast(g, narrow, a.type()), sizes.get());
  }

  /** That of integers without its fraction. */
  private static Tensor quotient(Lowering g, Tensor a, Tensor b) {
    return a.type() == ElementType.FLOAT32
        ? Arithmetic.divide(g, a, b)
        : Division.truncate(g, a, b);
  }

  private static Tensor squaredDifference(Lowering g, Tensor a, Tensor b) {
    return a.type() == ElementType.INT64
        ? Elementwise.squared(g, Arithmetic.subtract(g, a, b))
        : Arithmetic.squaredDifference(g, a, b);
  }

  private static Tensor timesLog(Lowering g, Tensor a, Tensor log) {
    return Division.unless(g, a, Arithmetic.multiply(g, a, log));
  }

  private static Tensor power(OpCall call) {
    Array known = call.known(1).orElse(null);
    return Power.of(call.graph(), call.number(0), call.number(1), known);
  }

  private static Tensor sum(OpCall call) {
    Tensor sum = call.number(0);
    for (int i = 1; i < call.count(); i++) {
      sum = Arithmetic.add(call.graph(), sum, call.number(i));
    }
    return sum;
  }

  private static Tensor clip(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.number(0);
    if (x.type() == ElementType.FLOAT32) {
      double low = single(call, 1);
      double high = single(call, 2);
      if (low == 0 && high == 6) {
        return Activation.relu6(g, x);
      }
      if (low == -1 && high == 1) {
        return Activation.hardTanh(g, x);
      }
    }
    return Arithmetic.minimum(g, Arithmetic.maximum(g, x, call.number(1)), call.number(2));
  }

  /** The only number of a constant input; none if there are more, or it is computed. */
  private static double single(OpCall call, int input) {
    return call.known(input)
        .filter(a -> a.shape().elements() == 1)
        .map(a -> a.doubles()[0])
        .orElse(Double.NaN);
  }
}
