package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

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
    floats(t, "ops.Exp tf.math.exp", op("EXP"));
    floats(t, "ops.Log tf.math.log", op("LOG"));
    floats(t, "ops.Sqrt tf.math.sqrt", op("SQRT"));
    floats(t, "ops.Rsqrt tf.math.rsqrt", op("RSQRT"));
    floats(t, "ops.Log2", (g, x) -> scaledLog(g, x, 2));
    floats(t, "ops.Log10", (g, x) -> scaledLog(g, x, 10));
    floats(t, "ops.Log1p tf.math.log1p", (g, x) -> log(g, Arithmetic.shifted(g, x, 1)));
    floats(t, "ops.Expm1 tf.math.expm1", (g, x) -> Arithmetic.shifted(g, exp(g, x), -1));
    floats(t, "ops.Exp2", (g, x) -> exp(g, Arithmetic.scaled(g, x, Math.log(2))));
    floats(t, "ops.Reciprocal tf.math.reciprocal", (g, x) -> Arithmetic.divide(g, g.scalar(1), x));
    t.add("ops.Square tf.math.square", "x", c -> squared(c.graph(), c.tensor("x")));
  }

  private static void addAngles(OperationTable t) {
    floats(t, "ops.Sin tf.math.sin", op("SIN"));
    floats(t, "ops.Cos tf.math.cos", op("COS"));
    floats(
        t,
        "ops.Tan tf.math.tan",
        (g, x) -> Arithmetic.divide(g, op("SIN").of(g, x), op("COS").of(g, x)));
    floats(t, "ops.Arctan tf.math.atan", (g, x) -> angle(g, x, g.scalar(1)));
    floats(t, "ops.Arcsin tf.math.asin", (g, x) -> angle(g, x, leg(g, x)));
    floats(t, "ops.Arccos tf.math.acos", (g, x) -> angle(g, leg(g, x), x));
    floats(t, "ops.Sinh tf.math.sinh", (g, x) -> hyperbolic(g, x, true));
    floats(t, "ops.Cosh tf.math.cosh", (g, x) -> hyperbolic(g, x, false));
    floats(t, "ops.Deg2rad", (g, x) -> Arithmetic.scaled(g, x, Math.PI / 180));
    floats(t, "ops.Rad2deg", (g, x) -> Arithmetic.scaled(g, x, 180 / Math.PI));
  }

  private static void addSigns(OperationTable t) {
    floats(t, "ops.Floor tf.math.floor", op("FLOOR"));
    floats(t, "ops.Ceil tf.math.ceil", op("CEIL"));
    t.add("ops.Round tf.math.round tf.math.rint", "x decimals", ElementwiseOperations::round);
    t.add("ops.Absolute ops.Abs ops.Fabs tf.math.abs", "x", ElementwiseOperations::absolute);
    t.add("ops.Negative tf.math.negative", "x", c -> negative(c.graph(), c.tensor("x")));
    t.add("ops.Sign tf.math.sign", "x", ElementwiseOperations::sign);
    floats(t, "ops.Isnan tf.math.is_nan", (g, x) -> compare(g, "NOT_EQUAL", x, x));
    floats(t, "ops.Isinf tf.math.is_inf", (g, x) -> compare(g, "EQUAL", abs(g, x), infinity(g)));
    floats(
        t, "ops.Isfinite tf.math.is_finite", (g, x) -> compare(g, "LESS", abs(g, x), infinity(g)));
    t.add(
        "ops.LogicalNot tf.math.logical_not",
        "x",
        c -> op("LOGICAL_NOT").of(c.graph(), truth(c.graph(), c.tensor("x"))));
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

  private static Function op(String op) {
    return (g, x) -> Arithmetic.unary(g, op, x);
  }

  private static Tensor exp(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "EXP", x);
  }

  private static Tensor log(Lowering g, Tensor x) {
    return Arithmetic.unary(g, "LOG", x);
  }

  private static Tensor scaledLog(Lowering g, Tensor x, double base) {
    return Arithmetic.scaled(g, log(g, x), 1 / Math.log(base));
  }

  /** x squared; LiteRT quantizes a product and no square. */
  static Tensor squared(Lowering g, Tensor x) {
    return Arithmetic.multiply(g, x, x);
  }

  /** The angle of a point; LiteRT wants both coordinates in one shape. */
  static Tensor angle(Lowering g, Tensor y, Tensor x) {
    Tensor rise = spread(g, y, x);
    return Arithmetic.binary(g, "ATAN2", "ATan2Options", rise, spread(g, x, rise));
  }

  private static Tensor spread(Lowering g, Tensor x, Tensor other) {
    boolean same = Dims.broadcast(x.shape(), other.shape()).equals(x.shape());
    return same ? x : Arithmetic.add(g, x, zeros(g, other));
  }

  private static Tensor zeros(Lowering g, Tensor x) {
    return g.add("ZEROS_LIKE", Attributes.of("ZerosLikeOptions"), x.shape(), x);
  }

  /** The other leg of a right triangle with the hypotenuse 1. */
  private static Tensor leg(Lowering g, Tensor x) {
    return op("SQRT").of(g, Arithmetic.subtract(g, g.scalar(1), squared(g, x)));
  }

  private static Tensor hyperbolic(Lowering g, Tensor x, boolean sine) {
    Tensor there = exp(g, x);
    Tensor back = exp(g, negative(g, x));
    Tensor both = sine ? Arithmetic.subtract(g, there, back) : Arithmetic.add(g, there, back);
    return Arithmetic.scaled(g, both, 0.5);
  }

  private static Tensor round(OperationCall call) {
    Tensor x = call.tensor("x");
    if (x.type() != ElementType.FLOAT32) {
      return x;
    }
    double scale = Math.pow(10, call.options().integer("decimals", 0));
    Lowering g = call.graph();
    return Arithmetic.scaled(g, op("ROUND").of(g, Arithmetic.scaled(g, x, scale)), 1 / scale);
  }

  private static Tensor absolute(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    return x.type() == ElementType.FLOAT32
        ? abs(g, x)
        : x.type().text().startsWith("u") ? x : Arithmetic.maximum(g, x, negative(g, x));
  }

  private static Tensor abs(Lowering g, Tensor x) {
    return g.add("ABS", Attributes.of("AbsOptions"), x.shape(), x);
  }

  static Tensor negative(Lowering g, Tensor x) {
    return x.type() == ElementType.FLOAT32
        ? g.add("NEG", Attributes.of("NegOptions"), x.shape(), x)
        : Arithmetic.subtract(g, g.scalar(x.type(), 0), x);
  }

  private static Tensor sign(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    if (x.type() == ElementType.FLOAT32) {
      return g.add("SIGN", Attributes.of("SignOptions"), x.shape(), x);
    }
    Tensor atMost = Arithmetic.minimum(g, x, g.scalar(x.type(), 1));
    return Arithmetic.maximum(g, atMost, g.scalar(x.type(), -1));
  }

  private static Tensor infinity(Lowering g) {
    return g.scalar(Double.POSITIVE_INFINITY);
  }

  private static Tensor compare(Lowering g, String op, Tensor a, Tensor b) {
    return BinaryOperations.compare(g, op, a, b);
  }

  /** A tensor of booleans: whether x is not 0. */
  static Tensor truth(Lowering g, Tensor x) {
    return x.type() == ElementType.BOOL
        ? x
        : BinaryOperations.compare(g, "NOT_EQUAL", x, g.scalar(x.type(), 0));
  }

  private static Tensor cast(OperationCall call) {
    Tensor x = call.tensor("x");
    ElementType type = Types.of(call.options().text("dtype"));
    Tensor y =
        type == ElementType.BOOL ? truth(call.graph(), x) : Arithmetic.cast(call.graph(), x, type);
    call.shapes().of(x).ifPresent(known -> call.shapes().is(y, known));
    return y;
  }

  /** What does not depend on the batch is a constant; else it is computed of x. */
  private static Tensor filled(OperationCall call, double value) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    ElementType type = call.has("dtype") ? Types.of(call.options().text("dtype")) : x.type();
    if (x.shape().isDynamic()) {
      return Arithmetic.shifted(g, Arithmetic.cast(g, zeros(g, x), type), value);
    }
    var values = new double[Math.toIntExact(x.shape().elements())];
    java.util.Arrays.fill(values, value);
    return g.constant("filled", dev.octet.lower.Array.numbers(type, values, x.shape().dims()));
  }
}
