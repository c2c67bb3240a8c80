package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Comparison;
import dev.octet.lower.Division;
import dev.octet.lower.Elementwise;
import dev.octet.lower.Lowering;
import dev.octet.lower.Power;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.lower.SizeArithmetic;
import dev.octet.lower.Trigonometry;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Functions of two values: arithmetic, comparisons, logic. */
final class BinaryOperations {
  private static final String TWO = "x x2=y=b";

  private BinaryOperations() {}

  @FunctionalInterface
  private interface Binary {
    Tensor of(Lowering g, Tensor a, Tensor b);
  }

  static void addTo(OperationTable table) {
    addArithmetic(table);
    addRest(table);
    addComparisons(table);
    addLogic(table);
  }

  private static void addArithmetic(OperationTable t) {
    known(t, "ops.Add tf.math.add tf.__operators__.add", Arithmetic::add, SizeArithmetic.ADD);
    known(t, "ops.Subtract tf.math.subtract", Arithmetic::subtract, SizeArithmetic.SUBTRACT);
    known(t, "ops.Multiply tf.math.multiply", Arithmetic::multiply, SizeArithmetic.MULTIPLY);
    known(
        t,
        "ops.FloorDivide tf.math.floordiv tf.floor_div",
        Division::floor,
        SizeArithmetic.FLOOR_DIVIDE);
    t.add("tf.math.scalar_mul", "scalar x", c -> binary(c, "scalar", "x", Arithmetic::multiply));
    t.add(
        "ops.Divide ops.TrueDivide tf.math.divide tf.math.truediv tf.realdiv",
        TWO,
        BinaryOperations::divide);
    t.add("tf.math.add_n", "x", BinaryOperations::sumOfAll);
    t.add("tf.nn.bias_add", "x x2=bias data_format", BinaryOperations::biasAdd);
  }

  private static void addRest(OperationTable t) {
    add(t, "ops.Maximum ops.Fmax tf.math.maximum", Arithmetic::maximum);
    add(t, "ops.Minimum ops.Fmin tf.math.minimum", Arithmetic::minimum);
    add(t, "ops.Mod tf.math.floormod tf.math.mod", Division::floorMod);
    add(t, "tf.math.squared_difference", Arithmetic::squaredDifference);
    t.add("ops.DivideNoNan tf.math.divide_no_nan", TWO, c -> floats(c, Division::noNan));
    t.add("ops.Power tf.math.pow", TWO, BinaryOperations::power);
    t.add("ops.Arctan2 tf.math.atan2", TWO, c -> floats(c, Trigonometry::angle));
    t.add("ops.Hypot", TWO, c -> floats(c, BinaryOperations::hypotenuse));
  }

  private static void addComparisons(OperationTable t) {
    comparison(t, "ops.Equal tf.math.equal tf.__operators__.eq", Comparison::equal);
    comparison(t, "ops.NotEqual tf.math.not_equal tf.__operators__.ne", Comparison::notEqual);
    comparison(t, "ops.Less tf.math.less", Comparison::less);
    comparison(t, "ops.LessEqual tf.math.less_equal", Comparison::lessEqual);
    comparison(t, "ops.Greater tf.math.greater", Comparison::greater);
    comparison(t, "ops.GreaterEqual tf.math.greater_equal", Comparison::greaterEqual);
  }

  private static void addLogic(OperationTable t) {
    logic(t, "ops.LogicalAnd tf.math.logical_and", Comparison::and);
    logic(t, "ops.LogicalOr tf.math.logical_or", Comparison::or);
    logic(t, "ops.LogicalXor tf.math.logical_xor", Comparison::notEqual);
  }

  private static void add(OperationTable table, String names, Binary op) {
    table.add(names, TWO, c -> binary(c, op));
  }

  private static void known(OperationTable table, String names, Binary op, SizeArithmetic sizes) {
    table.add(names, TWO, c -> withSizes(c, binary(c, op), sizes));
  }

  private static void comparison(OperationTable table, String names, Binary op) {
    table.add(names, "x x2=y=other incompatible_shape_error", c -> binary(c, op));
  }

  private static void logic(OperationTable table, String names, Binary op) {
    table.add(
        names,
        TWO,
        c -> {
          Lowering g = c.graph();
          Tensor a = Comparison.truth(g, c.tensor("x"));
          return op.of(g, a, Comparison.truth(g, c.tensor("x2")));
        });
  }

  private static Tensor binary(OperationCall call, Binary op) {
    return binary(call, "x", "x2", op);
  }

  private static Tensor binary(OperationCall call, String a, String b, Binary op) {
    List<Operand> operands = List.of(call.operand(a), call.operand(b));
    List<Tensor> both = Promotion.tensors(call.graph(), operands);
    return op.of(call.graph(), both.getFirst(), both.getLast());
  }

  private static Tensor floats(OperationCall call, Binary op) {
    Lowering g = call.graph();
    Tensor b = call.operand("x2").as(g, ElementType.FLOAT32);
    return op.of(g, call.floats(), b);
  }

  private static Tensor divide(OperationCall call) {
    return floats(call, Arithmetic::divide);
  }

  private static Tensor hypotenuse(Lowering g, Tensor a, Tensor b) {
    Tensor squares = Arithmetic.add(g, Elementwise.squared(g, a), Elementwise.squared(g, b));
    return Elementwise.sqrt(g, squares);
  }

  private static Tensor power(OperationCall call) {
    Operand exponent = call.operand("x2");
    Array known =
        exponent instanceof Operand.Numbers n
            ? Array.numbers(ElementType.FLOAT64, n.values(), n.dims())
            : null;
    return binary(call, (g, a, b) -> Power.of(g, a, b, known));
  }

  private static Tensor sumOfAll(OperationCall call) {
    List<Tensor> parts = Promotion.tensors(call.graph(), call.operands("x"));
    return parts.stream()
        .reduce((a, b) -> Arithmetic.add(call.graph(), a, b))
        .orElseThrow(() -> Config.malformed("a sum of nothing"));
  }

  private static Tensor biasAdd(OperationCall call) {
    String format = call.options().text("data_format", "NHWC");
    if (format.startsWith("NC") && call.tensor("x").shape().rank() > 2) {
      throw call.refuse("data_format '%s' does not go".formatted(format));
    }
    return binary(call, Arithmetic::add);
  }

  private static Tensor withSizes(OperationCall call, Tensor result, SizeArithmetic op) {
    Optional<List<Size>> a = sizes(call, "x");
    Optional<List<Size>> b = sizes(call, "x2");
    if (a.isPresent() && b.isPresent() && result.type() != ElementType.FLOAT32) {
      op.of(a.get(), b.get()).ifPresent(known -> call.shapes().is(result, known));
    }
    return result;
  }

  private static Optional<List<Size>> sizes(OperationCall call, String name) {
    return switch (call.operand(name)) {
      case Operand.Of(Tensor tensor) -> call.shapes().of(tensor);
      case Operand.Numbers n ->
          Optional.of(Arrays.stream(n.values()).mapToObj(v -> Size.of((int) v)).toList());
    };
  }
}
