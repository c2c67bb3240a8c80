package dev.octet.format.tensorflow;

import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Comparison;
import dev.octet.lower.Dims;
import dev.octet.lower.Elementwise;
import dev.octet.lower.Lowering;
import dev.octet.lower.Rectifier;
import dev.octet.lower.Reduction;
import dev.octet.lower.Softmax;
import dev.octet.lower.Softplus;
import dev.octet.lower.Trigonometry;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Functions of single numbers, other types for them, and softmax. */
final class FunctionOps {
  private FunctionOps() {}

  @FunctionalInterface
  private interface Function {
    Tensor of(Lowering g, Tensor x);
  }

  static void addTo(OpTable t) {
    addRoots(t);
    addAngles(t);
    addSigns(t);
    addActivations(t);
    t.add("Cast", FunctionOps::cast);
  }

  private static void addRoots(OpTable t) {
    reals(t, "Exp", Elementwise::exp);
    reals(t, "Expm1", Elementwise::expm1);
    reals(t, "Log", Elementwise::log);
    reals(t, "Log1p", Elementwise::log1p);
    reals(t, "Sqrt", Elementwise::sqrt);
    reals(t, "Rsqrt", Elementwise::rsqrt);
    reals(t, "Reciprocal Inv", Elementwise::reciprocal);
    reals(t, "Erf", Elementwise::erf);
    reals(t, "Erfc", (g, x) -> Arithmetic.subtract(g, g.scalar(1), Elementwise.erf(g, x)));
    numbers(t, "Square", Elementwise::squared);
    reals(t, "L2Loss", FunctionOps::halfOfSquares);
  }

  private static void addAngles(OpTable t) {
    reals(t, "Sin", Trigonometry::sin);
    reals(t, "Cos", Trigonometry::cos);
    reals(t, "Tan", Trigonometry::tan);
    reals(t, "Asin", Trigonometry::asin);
    reals(t, "Acos", Trigonometry::acos);
    reals(t, "Atan", Trigonometry::atan);
    reals(t, "Sinh", Trigonometry::sinh);
    reals(t, "Cosh", Trigonometry::cosh);
    reals(t, "Asinh", Trigonometry::asinh);
    reals(t, "Acosh", Trigonometry::acosh);
    reals(t, "Atanh", Trigonometry::atanh);
  }

  private static void addSigns(OpTable t) {
    numbers(t, "Abs", Elementwise::absolute);
    numbers(t, "Neg", Elementwise::negative);
    numbers(t, "Sign", Elementwise::sign);
    numbers(t, "Round Rint", Elementwise::round);
    reals(t, "Floor", Elementwise::floor);
    reals(t, "Ceil", Elementwise::ceil);
    reals(t, "IsNan", Comparison::isNan);
    reals(t, "IsInf", Comparison::isInfinite);
    reals(t, "IsFinite", Comparison::isFinite);
  }

  private static void addActivations(OpTable t) {
    numbers(t, "Relu", FunctionOps::relu);
    numbers(t, "Relu6", FunctionOps::relu6);
    reals(t, "Elu", (g, x) -> Activation.elu(g, x, 1));
    reals(t, "Selu", Activation::selu);
    reals(t, "Softplus", Softplus::of);
    reals(t, "Softsign", Activation::softsign);
    reals(t, "Sigmoid", Activation::sigmoid);
    reals(t, "Tanh", Activation::tanh);
    reals(t, "Softmax", Activation::softmax);
    reals(t, "LogSoftmax", (g, x) -> Softmax.log(g, x, -1));
    t.add("LeakyRelu", c -> Rectifier.leaky(c.graph(), c.real(0), c.attrs().real("alpha", 0.2f)));
  }

  private static void reals(OpTable table, String ops, Function function) {
    table.add(ops, c -> function.of(c.graph(), c.real(0)));
  }

  private static void numbers(OpTable table, String ops, Function function) {
    table.add(ops, c -> function.of(c.graph(), c.number(0)));
  }

  private static Tensor relu(Lowering g, Tensor x) {
    return x.type() == ElementType.FLOAT32
        ? Activation.relu(g, x)
        : Arithmetic.maximum(g, x, g.scalar(x.type(), 0));
  }

  private static Tensor relu6(Lowering g, Tensor x) {
    return x.type() == ElementType.FLOAT32
        ? Activation.relu6(g, x)
        : Arithmetic.minimum(g, relu(g, x), g.scalar(x.type(), 6));
  }

  private static Tensor halfOfSquares(Lowering g, Tensor x) {
    int[] all = Dims.axes(x.shape().rank());
    Tensor squares = Elementwise.squared(g, x);
    Tensor sum = all.length == 0 ? squares : Reduction.reduce(g, "SUM", squares, false, all);
    return Arithmetic.scaled(g, sum, 0.5);
  }

  /** Sizes of shapes stay known as integers of another width. */
  private static Tensor cast(OpCall call) {
    Tensor x = call.number(0);
    ElementType type = call.type("DstT");
    OpCall.checkNumber(call, type);
    Tensor y = Arithmetic.cast(call.graph(), x, type);
    if (type == ElementType.INT32 || type == ElementType.INT64) {
      call.shapes().of(x).ifPresent(known -> call.shapes().is(y, known));
    }
    return y;
  }
}
