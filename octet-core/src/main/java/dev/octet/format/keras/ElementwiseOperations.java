package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Comparison;
import dev.octet.lower.Elementwise;
import dev.octet.lower.Lowering;
import dev.octet.lower.Trigonometry;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** Functions of single values. */
final class ElementwiseOperations {
  private ElementwiseOperations() {}

  @FunctionalInterface
  private interface Function {
    Tensor of(Lowering g, Tensor x);
  }

  static void addTo(OperationTable table) {
    addRoots(table);
    addAngles(table);
    addSigns(table);
    addTypes(table);
  }

  private static void addRoots(OperationTable t) {
    floats(t, "ops.Exp tf.math.exp", Elementwise::exp);
    floats(t, "ops.Log tf.math.log", Elementwise::log);
    floats(t, "ops.Sqrt tf.math.sqrt", Elementwise::sqrt);
    floats(t, "ops.Rsqrt tf.math.rsqrt", Elementwise::rsqrt);
    floats(t, "ops.Log2", (g, x) -> scaledLog(g, x, 2));
    floats(t, "ops.Log10", (g, x) -> scaledLog(g, x, 10));
    floats(t, "ops.Log1p tf.math.log1p", Elementwise::log1p);
    floats(t, "ops.Expm1 tf.math.expm1", Elementwise::expm1);
    floats(t, "ops.Exp2", (g, x) -> Elementwise.exp(g, Arithmetic.scaled(g, x, Math.log(2))));
    floats(t, "ops.Reciprocal tf.math.reciprocal", Elementwise::reciprocal);
    numbers(t, "ops.Square tf.math.square", Elementwise::squared);
  }

  private static void addAngles(OperationTable t) {
    floats(t, "ops.Sin tf.math.sin", Trigonometry::sin);
    floats(t, "ops.Cos tf.math.cos", Trigonometry::cos);
    floats(t, "ops.Tan tf.math.tan", Trigonometry::tan);
    floats(t, "ops.Arctan tf.math.atan", Trigonometry::atan);
    floats(t, "ops.Arcsin tf.math.asin", Trigonometry::asin);
    floats(t, "ops.Arccos tf.math.acos", Trigonometry::acos);
    floats(t, "ops.Sinh tf.math.sinh", Trigonometry::sinh);
    floats(t, "ops.Cosh tf.math.cosh", Trigonometry::cosh);
    floats(t, "ops.Deg2rad", (g, x) -> Arithmetic.scaled(g, x, Math.PI / 180));
    floats(t, "ops.Rad2deg", (g, x) -> Arithmetic.scaled(g, x, 180 / Math.PI));
  }

  private static void addSigns(OperationTable t) {
    floats(t, "ops.Floor tf.math.floor", Elementwise::floor);
    floats(t, "ops.Ceil tf.math.ceil", Elementwise::ceil);
    t.add("ops.Round tf.math.round tf.math.rint", "x decimals", ElementwiseOperations::round);
    numbers(t, "ops.Absolute ops.Abs ops.Fabs tf.math.abs", Elementwise::absolute);
    numbers(t, "ops.Negative tf.math.negative", Elementwise::negative);
    numbers(t, "ops.Sign tf.math.sign", Elementwise::sign);
    floats(t, "ops.Isnan tf.math.is_nan", Comparison::isNan);
    floats(t, "ops.Isinf tf.math.is_inf", Comparison::isInfinite);
    floats(t, "ops.Isfinite tf.math.is_finite", Comparison::isFinite);
    numbers(
        t,
        "ops.LogicalNot tf.math.logical_not",
        (g, x) -> Comparison.not(g, Comparison.truth(g, x)));
  }

  private static void addTypes(OperationTable t) {
    t.add("ops.Cast ops.SaturateCast tf.cast", "x dtype", ElementwiseOperations::cast);
    t.add("ops.StopGradient ops.Copy tf.stop_gradient tf.identity", "x", c -> c.tensor("x"));
    t.add("ops.ZerosLike tf.zeros_like", "x dtype=optimize", c -> filled(c, 0));
    t.add("ops.OnesLike tf.ones_like", "x dtype=optimize", c -> filled(c, 1));
  }

  private static void floats(OperationTable table, String names, Function function) {
    table.add(names, "x", c -> function.of(c.graph(), c.floats()));
  }

  private static void numbers(OperationTable table, String names, Function function) {
    table.add(names, "x", c -> function.of(c.graph(), c.tensor("x")));
  }

  private static Tensor scaledLog(Lowering g, Tensor x, double base) {
    return Arithmetic.scaled(g, Elementwise.log(g, x), 1 / Math.log(base));
  }

  private static Tensor round(OperationCall call) {
    Tensor x = call.tensor("x");
    if (x.type() != ElementType.FLOAT32) {
      return x;
    }
    double scale = Math.pow(10, call.options().integer("decimals", 0));
    Lowering g = call.graph();
    return Arithmetic.scaled(g, Elementwise.round(g, Arithmetic.scaled(g, x, scale)), 1 / scale);
  }

  private static Tensor cast(OperationCall call) {
    Tensor x = call.tensor("x");
    ElementType type = Types.of(call.options().text("dtype"));
    Tensor y =
        type == ElementType.BOOL
            ? Comparison.truth(call.graph(), x)
            : Arithmetic.cast(call.graph(), x, type);
    call.shapes().of(x).ifPresent(known -> call.shapes().is(y, known));
    return y;
  }

  /** What does not depend on the batch is a constant; else it is computed of x. */
  private static Tensor filled(OperationCall call, double value) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    ElementType type = call.has("dtype") ? Types.of(call.options().text("dtype")) : x.type();
    if (x.shape().isDynamic()) {
      return Arithmetic.shifted(g, Arithmetic.cast(g, Elementwise.zeros(g, x), type), value);
    }
    var values = new double[Math.toIntExact(x.shape().elements())];
    Arrays.fill(values, value);
    return g.constant("filled", Array.numbers(type, values, x.shape().dims()));
  }
}
