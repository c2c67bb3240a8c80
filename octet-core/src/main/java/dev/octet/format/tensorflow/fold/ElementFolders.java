package dev.octet.format.tensorflow.fold;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.lower.Array;
import dev.octet.model.ElementType;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ops that go element by element. */
final class ElementFolders {
  private ElementFolders() {}

  static void addTo(FoldTable t) {
    arithmetic(t);
    bits(t);
    comparisons(t);
    signs(t);
    reals(t);
    t.add("Cast", ElementFolders::cast);
    t.add("AddN", ElementFolders::sum);
    t.add("Select", SelectFolder::selectRows);
    t.add("SelectV2", SelectFolder::select);
    t.add("ClipByValue", SelectFolder::clip);
  }

  private static void arithmetic(FoldTable t) {
    two(t, "Add AddV2", Functions.SUM);
    two(t, "Sub", new Function((a, b) -> a - b, (a, b) -> a - b));
    two(t, "Mul", Functions.PRODUCT);
    two(t, "Div", new Function((a, b) -> a / b, (a, b) -> a / b));
    two(t, "RealDiv", new Function((a, b) -> a / b, null));
    two(t, "TruncateDiv", new Function(null, (a, b) -> a / b));
    two(t, "FloorDiv", new Function((a, b) -> Math.floor((float) (a / b)), Math::floorDiv));
    two(t, "FloorMod Mod", new Function(Functions::floorMod, Math::floorMod));
    two(t, "TruncateMod", new Function((a, b) -> a % b, (a, b) -> a % b));
    two(t, "Maximum", Functions.LARGER);
    two(t, "Minimum", Functions.SMALLER);
    two(t, "Pow", new Function(Math::pow, Functions::power));
    two(t, "DivNoNan", new Function((a, b) -> b == 0 ? 0 : a / b, null));
    two(t, "MulNoNan", new Function((a, b) -> b == 0 ? 0 : a * b, null));
    two(t, "Atan2", new Function(Math::atan2, null));
    two(
        t,
        "SquaredDifference",
        new Function(
            (a, b) -> (double) (float) (a - b) * (float) (a - b), (a, b) -> (a - b) * (a - b)));
  }

  private static void bits(FoldTable t) {
    two(t, "BitwiseAnd", new Function(null, (a, b) -> a & b));
    two(t, "BitwiseOr", new Function(null, (a, b) -> a | b));
    two(t, "BitwiseXor", new Function(null, (a, b) -> a ^ b));
    two(t, "LeftShift", new Function(null, (a, b) -> a << b));
    two(t, "RightShift", new Function(null, (a, b) -> a >> b));
    two(t, "LogicalAnd", Functions.BOTH);
    two(t, "LogicalOr", Functions.EITHER);
    one(t, "LogicalNot", null, a -> 1 - a);
    one(t, "Invert", null, a -> ~a);
  }

  private static void comparisons(FoldTable t) {
    compare(t, "Equal", (a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0);
    compare(t, "NotEqual", (a, b) -> a != b ? 1 : 0, (a, b) -> a != b ? 1 : 0);
    compare(t, "Less", (a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0);
    compare(t, "LessEqual", (a, b) -> a <= b ? 1 : 0, (a, b) -> a <= b ? 1 : 0);
    compare(t, "Greater", (a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0);
    compare(t, "GreaterEqual", (a, b) -> a >= b ? 1 : 0, (a, b) -> a >= b ? 1 : 0);
    test(t, "IsNan", a -> Double.isNaN(a) ? 1 : 0);
    test(t, "IsInf", a -> Double.isInfinite(a) ? 1 : 0);
    test(t, "IsFinite", a -> Double.isFinite(a) ? 1 : 0);
  }

  private static void signs(FoldTable t) {
    one(t, "Abs", Math::abs, Math::abs);
    one(t, "Neg", a -> -a, a -> -a);
    one(t, "Sign", Math::signum, Long::signum);
    one(t, "Square", a -> a * a, a -> a * a);
    one(t, "Relu", a -> Math.max(a, 0), a -> Math.max(a, 0));
    one(t, "Relu6", a -> Math.clamp(a, 0, 6), a -> Math.clamp(a, 0L, 6L));
    one(t, "Floor", Math::floor, null);
    one(t, "Ceil", Math::ceil, null);
    one(t, "Round", Math::rint, a -> a);
    one(t, "Rint", Math::rint, null);
  }

  private static void reals(FoldTable t) {
    one(t, "Sqrt", Math::sqrt, null);
    one(t, "Rsqrt", a -> 1 / Math.sqrt(a), null);
    one(t, "Reciprocal Inv", a -> 1 / a, null);
    one(t, "Exp", Math::exp, null);
    one(t, "Expm1", Math::expm1, null);
    one(t, "Log", Math::log, null);
    one(t, "Log1p", Math::log1p, null);
    one(t, "Sin", Math::sin, null);
    one(t, "Cos", Math::cos, null);
    one(t, "Tan", Math::tan, null);
    one(t, "Tanh", Math::tanh, null);
    one(t, "Sigmoid", a -> 1 / (1 + Math.exp(-a)), null);
    one(t, "Softplus", a -> Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))), null);
  }

  private static void two(FoldTable t, String ops, Function function) {
    t.add(ops, in -> function.apply(in.get(0), in.get(1), null));
  }

  private static void one(
      FoldTable t,
      String ops,
      @Nullable DoubleUnaryOperator reals,
      @Nullable LongUnaryOperator wholes) {
    var function =
        new Function(
            reals == null ? null : (a, _) -> reals.applyAsDouble(a),
            wholes == null ? null : (a, _) -> wholes.applyAsLong(a));
    t.add(ops, in -> function.apply(in.get(0), in.get(0), null));
  }

  private static void compare(
      FoldTable t, String op, DoubleBinaryOperator reals, LongBinaryOperator wholes) {
    var function = new Function(reals, wholes);
    t.add(op, in -> function.apply(in.get(0), in.get(1), ElementType.BOOL));
  }

  private static void test(FoldTable t, String op, DoubleUnaryOperator reals) {
    var function = new Function((a, _) -> reals.applyAsDouble(a), null);
    t.add(op, in -> function.apply(in.get(0), in.get(0), ElementType.BOOL));
  }

  /** Floats that their new type does not have are left to the runtime. */
  private static List<Array> cast(Operands in) {
    Array x = in.get(0);
    ElementType type = in.attrs().type("DstT", DataType.FLOAT).computed();
    if (type == x.type()) {
      return List.of(x);
    }
    if (!Cells.has(type) || !Cells.has(x.type()) || Bounds.exceeds(x.shape(), x)) {
      return List.of();
    }
    Cells from = Cells.of(x);
    Cells to = Cells.zeros(type, x.shape().elements());
    for (long i = 0; i < x.shape().elements(); i++) {
      if (type == ElementType.BOOL) {
        to.put(i, from.real(i));
        continue;
      }
      to.put(i, from.whole(i));
      if (from.isReal() && to.whole(i) != truncated(from.real(i))) {
        return List.of();
      }
    }
    return List.of(to.array(x.shape()));
  }

  private static double truncated(double value) {
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  private static List<Array> sum(Operands in) {
    Array sum = in.get(0);
    for (int i = 1; i < in.count(); i++) {
      List<Array> more = Functions.SUM.apply(sum, in.get(i), null);
      if (more.isEmpty()) {
        return more;
      }
      sum = more.getFirst();
    }
    return List.of(sum);
  }
}
